package dev.deputy.example.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.example.web.Supabase.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;

/** Two people at two browsers, the front end, the notes service and a Supabase, all as programs of their own. */
class JourneyTest {

    private static final String SESSION_COOKIE = "sb-127-auth-token"; // @supabase/ssr names it by the host, 127.0.0.1

    private static final Running RUNNING = new Running();

    @TempDir
    private static Path folder;

    private static Supabase supabase;
    private static NotesService service;
    private static Web web;
    private static Browser adas;
    private static Browser bobs;
    private static String site;

    private final Person ada = Person.named("Ada Lovelace");
    private final Person bob = Person.named("Bob Kahn");

    @BeforeAll
    static void start() throws IOException {
        int port = Program.freePort();
        site = "http://localhost:" + port;
        supabase = RUNNING.add(Supabase.start(folder, site));
        service = RUNNING.add(NotesService.start(supabase, site));
        web = RUNNING.add(Web.start(port, supabase.url(), supabase.publishableKey(), service.url()));
        adas = RUNNING.add(Browser.open(site));
        bobs = RUNNING.add(Browser.open(site));
        service.await();
        web.await();
    }

    @AfterAll
    static void stop() {
        RUNNING.close();
    }

    @BeforeEach
    void beNew() {
        adas.forgetEverything();
        bobs.forgetEverything();
        supabase.comeBackToNow();
    }

    @Test
    void people_sign_up_confirm_their_address_and_write_notes_that_nobody_else_sees() {
        adas.visit("/");
        adas.isAt("/sign-in");
        adas.picture("1-sign-in");
        adas.visit("/sign-up");
        adas.picture("2-sign-up");
        adas.signUp(ada);
        adas.see("#mailed", text -> text.contains(ada.email()));
        adas.picture("3-mailed");
        adas.visit(supabase.linkFor(ada));
        adas.isGreeted(ada);
        adas.isAt("/");
        adas.see("#no-notes", text -> text.startsWith("Nothing yet."));
        adas.picture("4-no-notes");
        adas.addNote("Ask Mr Babbage about the cards for the second mill.");
        adas.addNote("Check the eighth number again.\nThen the ninth.");
        adas.picture("5-notes");

        bobs.signUp(bob);
        bobs.see("#mailed", text -> text.contains(bob.email()));
        bobs.visit(supabase.linkFor(bob));
        bobs.isGreeted(bob);
        bobs.see("#no-notes", text -> text.startsWith("Nothing yet."));
        bobs.addNote("Packets.");
        adas.visit("/");
        adas.see("#notes", text -> text.contains("eighth number"));
        assertThat(adas.texts(".note p")).hasSize(2).doesNotContain("Packets.");
        assertThat(adas.complaints()).isEmpty();
    }

    @Test
    void whoever_follows_the_link_in_another_browser_signs_in_there() {
        adas.signUp(ada);
        adas.see("#mailed", text -> text.contains(ada.email()));
        bobs.visit(supabase.linkFor(ada));
        bobs.see("#said", text -> text.startsWith("Thank you for following the link."));
        bobs.signIn(ada);
        bobs.isGreeted(ada);
    }

    @Test
    void the_session_of_a_link_that_was_followed_over_https_never_goes_over_http() throws Exception {
        adas.signUp(ada);
        adas.see("#mailed", text -> text.contains(ada.email()));
        String hash = supabase.linkFor(ada).replaceFirst(".*[?&]token=([^&]+).*", "$1");

        List<String> cookies = web.cookiesOverHttps("/auth/confirm?type=email&token_hash=" + hash);

        assertThat(cookies).isNotEmpty().allMatch(cookie -> cookie.startsWith(SESSION_COOKIE));
        assertThat(cookies).allMatch(cookie -> cookie.endsWith("; Secure") || cookie.contains("; Secure;"));
    }

    @Test
    void mistakes_at_the_door_get_a_sentence() {
        adas.signUp(ada);
        adas.see("#mailed", text -> text.contains(ada.email()));
        adas.press("#mailed button");
        adas.see("#mailed .message", "Another mail is on its way."::equals);
        adas.signIn(ada);
        adas.see("#said", text -> text.startsWith("Please confirm your e-mail first"));
        adas.signIn(bob);
        adas.see("#said", "That e-mail and that password do not belong together."::equals);
        adas.picture("6-wrong-password");
        adas.visit("/auth/confirm");
        adas.see("#said", text -> text.startsWith("This link does not work any more."));
        adas.visit("/sign-in?after=constructor");
        adas.see("h1", "Welcome back"::equals);
        adas.visit("/nowhere");
        adas.see("h1", "There is nothing here"::equals);
        adas.picture("7-nowhere");
    }

    @Test
    void a_page_that_stays_open_renews_its_token() {
        supabase.add(ada);
        supabase.goBack(Duration.ofMinutes(50)); // so that the token has ten minutes left
        adas.signIn(ada);
        adas.isGreeted(ada);
        String before = accessToken(adas);
        supabase.comeBackToNow();
        adas.evaluate(
                "(now => { Date.now = () => now() + 900_000; return true })(Date.now)"); // a quarter of an hour later

        adas.addNote("Still here.");

        assertThat(accessToken(adas)).isNotEqualTo(before);
    }

    @Test
    void a_session_whose_token_ran_out_while_nobody_looked_is_renewed_on_the_way_in() {
        supabase.add(ada);
        String session = expiredSession(ada);
        adas.visit("/sign-in");
        adas.add(cookie(session));

        adas.visit("/");

        adas.isGreeted(ada);
        assertThat(session).doesNotContain(accessToken(adas));
        assertThat(adas.complaints()).isEmpty();
    }

    @Test
    void while_supabase_auth_hangs_the_pages_say_so() throws IOException {
        supabase.add(ada);
        adas.visit("/sign-in");
        adas.add(cookie(expiredSession(ada)));
        int port = Program.freePort();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Web other = Web.start(
                        port, "http://127.0.0.1:" + silent.getLocalPort(), supabase.publishableKey(), service.url())) {
            other.await();
            adas.visit("http://localhost:" + port + "/");
            adas.see("h1", "That did not work"::equals);
            adas.forgetEverything();
            adas.visit("http://localhost:" + port + "/auth/confirm?type=email&token_hash=anything");
            adas.see("#said", text -> text.startsWith("We could not find out about this link."));
        }
    }

    @Test
    void keys_are_rotated_and_nobody_notices() {
        supabase.add(ada);
        supabase.add(bob);
        adas.signIn(ada);
        adas.isGreeted(ada);
        String before = accessToken(adas);

        supabase.rotateKeys();
        bobs.signIn(bob);
        bobs.isGreeted(bob);
        adas.addNote("With the key from before.");
        bobs.addNote("With the new key.");
        adas.evaluate("(now => { Date.now = () => now() + 3600_000; return true })(Date.now)");
        adas.addNote("With the new key, too.");

        assertThat(header(accessToken(adas)))
                .isEqualTo(header(accessToken(bobs)))
                .isNotEqualTo(header(before));
        adas.visit("/");
        adas.isGreeted(ada);
    }

    @Test
    void signing_out_in_one_tab_ends_the_other_at_once() {
        supabase.add(ada);
        adas.signIn(ada);
        adas.isGreeted(ada);
        String first = adas.newTab();
        adas.visit("/");
        adas.isGreeted(ada);

        adas.press("#sign-out");
        adas.see("#said", "You are signed out."::equals);
        adas.toTab(first);
        adas.see("#said", "You have been signed out. Sign in to go on."::equals);
        assertThat(adas.cookies()).isEmpty();
        adas.visit("/");
        adas.isAt("/sign-in");
    }

    @Test
    void whoever_is_led_to_the_door_twice_is_told_why_the_second_time() {
        adas.visit("/sign-in?after=ended");
        adas.see("#said", "You have been signed out. Sign in to go on."::equals);
        adas.evaluate("window.next.router.replace('/sign-in?after=sign-out') ?? true");
        adas.see("#said", "You are signed out."::equals);
    }

    @Test
    void signing_out_on_one_device_ends_the_other_with_its_next_request_and_what_was_written_is_kept() {
        supabase.add(ada);
        adas.signIn(ada);
        adas.isGreeted(ada);
        bobs.signIn(ada); // her other device
        bobs.isGreeted(ada);
        bobs.press("#sign-out");
        bobs.see("#said", "You are signed out."::equals);

        adas.type("body", "Half a thought");
        adas.press("#new-note button");
        adas.see("#said", "You have been signed out. Sign in to go on."::equals);
        adas.picture("8-signed-out");
        adas.type("email", ada.email());
        adas.type("password", ada.password());
        adas.press("form button");
        adas.isGreeted(ada);
        assertThat(adas.value("body")).isEqualTo("Half a thought");
        adas.press("#new-note button");
        adas.see("#notes", text -> text.startsWith("Half a thought"));
    }

    @Test
    void the_next_person_at_the_same_browser_sees_nothing_of_the_first() {
        supabase.add(ada);
        supabase.add(bob);
        adas.signIn(ada);
        adas.isGreeted(ada);
        adas.addNote("Between us.");
        adas.type("body", "Never sent.");
        adas.press("#sign-out");
        adas.see("#said", "You are signed out."::equals);

        adas.signIn(bob);
        adas.isGreeted(bob);
        adas.see("#no-notes", text -> text.startsWith("Nothing yet."));
        assertThat(adas.value("body")).isEmpty();
        assertThat(adas.evaluate("document.body.textContent + JSON.stringify(sessionStorage)")
                        .toString())
                .doesNotContain("Between us.")
                .doesNotContain("Never sent.")
                .doesNotContain(ada.email());
    }

    @Test
    void the_service_goes_down_and_comes_back_and_nothing_is_lost() {
        supabase.add(ada);
        adas.signIn(ada);
        adas.isGreeted(ada);
        adas.addNote("Before.");

        service.goDown();
        adas.type("body", "Meanwhile.");
        adas.press("#new-note button");
        adas.see(
                "#added",
                "We could not find out whether it was added. The notes service does not answer. Your text is kept."
                        ::equals);
        adas.see("#away", text -> text.startsWith("The notes service does not answer. We keep trying."));
        adas.picture("9-not-added");
        adas.visit("/");
        adas.see("#away", text -> text.startsWith("The notes service does not answer. We keep trying."));
        adas.picture("10-away");

        service.comeBack();
        adas.see("#notes", text -> text.startsWith("Before."));
        adas.press("#new-note button");
        adas.see("#notes", text -> text.startsWith("Meanwhile."));
    }

    @Test
    void what_people_write_is_never_read_as_html() {
        Person mallory = new Person("<img src=x onerror=alert(1)>", "m-" + ada.email(), ada.password());
        supabase.add(mallory);
        adas.signIn(mallory);
        adas.isGreeted(mallory);
        adas.addNote("<b onclick=alert(1)>bold</b>");
        assertThat(adas.texts("#greeting img, #notes b")).isEmpty();
    }

    @Test
    void the_pages_load_nothing_from_elsewhere_and_may_not() {
        supabase.add(ada);
        adas.signIn(ada);
        adas.isGreeted(ada);
        adas.addNote("One.");

        assertThat(adas.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).origin)"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .isNotEmpty()
                .isSubsetOf(List.of(site, supabase.url(), service.url()));
        assertThat(adas.complaints()).isEmpty();
        adas.evaluate("fetch('http://127.0.0.1:9/').catch(() => true)");
        assertThat(adas.complaints()).isNotEmpty().allSatisfy(complaint -> assertThat(complaint)
                .contains("Content Security Policy"));
    }

    @Test
    void a_missing_variable_is_said_when_it_starts() {
        try (Program program = Web.run("web-without-variables", Map.of("PORT", String.valueOf(Program.freePort())))) {
            assertThat(program.exitStatus()).isNotZero();
            assertThat(program.said()).contains("NEXT_PUBLIC_SUPABASE_URL is not set. Set it to the likes of https://");
        }
    }

    private static String expiredSession(Person person) {
        supabase.goBack(Duration.ofHours(9));
        String session = supabase.session(person);
        supabase.comeBackToNow();
        return session;
    }

    private static Cookie cookie(String session) {
        return new Cookie(
                SESSION_COOKIE,
                "base64-" + Base64.getUrlEncoder().withoutPadding().encodeToString(session.getBytes(UTF_8)));
    }

    private static String accessToken(Browser browser) {
        String cookie = browser.cookies().stream()
                .filter(candidate -> candidate.getName().equals(SESSION_COOKIE))
                .findAny()
                .orElseThrow()
                .getValue();
        String session = new String(Base64.getUrlDecoder().decode(cookie.substring("base64-".length())), UTF_8);
        String name = "\"access_token\":\"";
        int begin = session.indexOf(name) + name.length();
        return session.substring(begin, session.indexOf('"', begin));
    }

    /** Says which key has signed. */
    private static String header(String token) {
        return token.substring(0, token.indexOf('.'));
    }
}

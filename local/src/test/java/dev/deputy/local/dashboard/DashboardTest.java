package dev.deputy.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.InvalidTokenException;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard in a real browser. The pictures that it takes are in target/screenshots. */
class DashboardTest {

    private static final String PASSWORD = "correct horse battery";

    private static LocalSupabase supabase;
    private static Browser browser;

    @BeforeAll
    static void start() throws SQLException {
        supabase = LocalSupabase.start();
        browser = Browser.open();
        sql(
                "create table todos (id bigint generated always as identity primary key, title text not null,"
                        + " done boolean not null default false, user_id uuid references auth.users on delete cascade)",
                "alter table todos enable row level security",
                "create policy \"people see their own\" on todos for select to authenticated"
                        + " using (user_id = (select auth.uid()))",
                "create policy \"nothing that is done\" on todos as restrictive for select using (not done)");
    }

    @AfterAll
    static void close() {
        browser.close();
        supabase.close();
    }

    @BeforeEach
    void openAsNew() throws SQLException {
        sql("delete from auth.users");
        browser.beDesktop();
        browser.beDark(false);
        browser.visit(URI.create("about:blank"));
        browser.visit(supabase.dashboardUrl());
        browser.see("#main h1", "Overview"::equals);
    }

    @Test
    void the_address_hands_over_the_secret_once_and_does_not_keep_it() {
        assertThat(browser.currentUrl()).isEqualTo(supabase.apiUrl() + "/");
        browser.visit(supabase.apiUrl().resolve("/"));
        browser.see("#main h1", "Overview"::equals);

        browser.evaluate("sessionStorage.clear()");
        browser.visit(supabase.apiUrl().resolve("/"));
        browser.see("#locked-title", "Local Supabase"::equals);
        browser.type("#secret", "wrong");
        browser.press("#unlock button");
        browser.see("#locked-message", text -> text.startsWith("That is not this Supabase's secret."));
        browser.screenshot("locked");
        browser.type("#secret", supabase.dashboardUrl().toString());
        browser.press("#unlock button");
        browser.see("#main h1", "Overview"::equals);
    }

    @Test
    void the_settings_are_there_to_be_copied_and_secrets_are_not_shown() {
        browser.see("#snippet", text -> text.contains("SUPABASE_URL=" + supabase.apiUrl()));
        assertThat(browser.text("#snippet"))
                .contains("SUPABASE_PUBLISHABLE_KEY=" + supabase.publishableKey())
                .contains("SUPABASE_SECRET_KEY=••••");
        assertThat(browser.text("main")).doesNotContain(supabase.secretKey(), supabase.jwtSecret());
    }

    @Test
    void a_user_is_created_banned_signed_in_as_and_deleted() {
        browser.page("users");
        browser.see("#main", text -> text.contains("Nobody yet"));
        browser.press("#new-user");
        browser.type("#new-email", "ada@example.com");
        browser.type("#new-name", "Ada Lovelace");
        browser.type("#new-password", PASSWORD);
        browser.pressButton("Create user");
        browser.see("#users", text -> text.contains("Ada Lovelace") && text.contains("confirmed"));

        browser.press("#users .open");
        browser.pressButton("Ban");
        browser.see("dialog .badges", text -> text.contains("banned"));
        assertThat(refusalOfSignIn()).contains("banned");
        browser.pressButton("Sign in as");
        browser.see("#toast", text -> text.contains("User is banned"));
        browser.pressButton("End the ban");
        browser.see("dialog .badges", "confirmed"::equals);
        browser.screenshot("user");

        browser.pressButton("Sign in as");
        browser.see("dialog:last-of-type h2", "Signed in as Ada Lovelace"::equals);
        String token = browser.evaluate("document.querySelector('#access-token').value")
                .toString();
        assertThat(TokenVerifier.of(supabase.config()).verify(token).email()).contains("ada@example.com");
        browser.screenshot("signed-in-as");
        browser.press("dialog:last-of-type [aria-label='Close']");

        browser.pressButton("Delete");
        browser.pressButton("Delete");
        browser.see("#main", text -> text.contains("Nobody yet"));
        browser.seeCount("dialog", 0);
    }

    @Test
    void users_are_searched_by_address_and_name() {
        supabase.signUp("ada@example.com", PASSWORD, Map.of("full_name", "Ada Lovelace"));
        supabase.signUp("bob@example.com", PASSWORD, Map.of("full_name", "Bob Kahn"));
        browser.page("users");
        browser.seeCount("#users tbody tr", 2);
        browser.type("#user-search", "LOVE");
        browser.seeCount("#users tbody tr", 1);
        browser.see("#users", text -> text.contains("Ada Lovelace"));
        browser.type("#user-search", "nobody");
        browser.see("#main", text -> text.contains("Nobody found"));
    }

    @Test
    void a_session_is_ended() {
        supabase.signUp("ada@example.com", PASSWORD);
        supabase.signIn("ada@example.com", PASSWORD);
        browser.page("sessions");
        browser.seeCount("#sessions tbody tr", 2);
        browser.pressButton("End");
        browser.seeCount("#sessions tbody tr", 1);
    }

    @Test
    void requests_appear_as_they_come() {
        browser.page("requests");
        supabase.signUp("ada@example.com", PASSWORD);
        refusalOfSignIn("ada@example.com", "wrong");
        browser.see("#requests", text -> text.contains("/auth/v1/signup") && text.contains("invalid_credentials"));
        browser.screenshot("requests");
        browser.press("fieldset.switch label:nth-of-type(2)");
        browser.see("#requests", text -> text.contains("invalid_credentials") && !text.contains("/auth/v1/signup"));
        browser.pressButton("Clear");
        browser.see("#main", text -> text.contains("Quiet"));
    }

    @Test
    void a_table_is_seen_through_a_persons_eyes() throws SQLException {
        supabase.signUp("ada@example.com", PASSWORD, Map.of("full_name", "Ada Lovelace"));
        supabase.signUp("bob@example.com", PASSWORD, Map.of("full_name", "Bob Kahn"));
        sql("insert into todos (title, done, user_id) select 'Card ' || n || ' of ' || email, n = 3, id"
                + " from auth.users, generate_series(1, 3) n");
        browser.page("see-as");
        browser.choose("#see-user", "Ada Lovelace");
        browser.choose("#see-table", "todos");
        browser.press("#see");
        browser.see("#verdict", "Ada Lovelace (ada@example.com) sees 2 of 6 rows."::equals);
        assertThat(browser.text("#rows")).contains("Card 1 of ada@example.com").doesNotContain("bob", "Card 3");
        assertThat(browser.text("#policies"))
                .contains("people see their own", "lets 3 of 6 through", "must be met too");
        browser.screenshot("see-as");

        browser.type("#see-filter", "select=title&title=like.Card 2*");
        browser.press("#see");
        browser.see("#verdict", text -> text.contains("sees 1 of 6 rows"));
        browser.type("#see-filter", "title=is.nonsense");
        browser.press("#see");
        browser.see("#seen", text -> text.contains("is refused with 400"));
        browser.choose("#see-user", "not signed in");
        browser.type("#see-filter", "select=title");
        browser.press("#see");
        browser.see("#seen", text -> text.contains("sees 0 of 6 rows"));
    }

    @Test
    void a_code_is_read_in_the_inbox_as_soon_as_it_comes() throws SQLException {
        supabase.signUp("ada@example.com", PASSWORD);
        supabase.inbox().clear();
        browser.page("inbox");
        browser.see("#main", text -> text.contains("No mail"));
        ControlClient.of(supabase).sendTo("POST", "/auth/v1/recover", "{\"email\":\"ada@example.com\"}");
        browser.see(
                "#code",
                text -> text.equals(supabase.inbox().lastOtp("ada@example.com").orElse("")));
        assertThat(browser.text("#messages")).contains("ada@example.com", "Recovery");
        assertThat(browser.evaluate("document.querySelector('#link').href"))
                .isEqualTo(supabase.inbox().lastLink("ada@example.com").orElseThrow());
        browser.seeTextInFrame("#mail iframe");
        browser.screenshot("inbox");
        aMailCannotRunScriptsOrReachThePage();
        browser.bePhone();
        browser.screenshot("inbox-phone");
        browser.beDesktop();
        browser.pressButton("Clear");
        browser.pressButton("Clear");
        browser.see("#main", text -> text.contains("No mail"));
    }

    @Test
    void the_signing_key_is_rotated_and_the_former_one_revoked() {
        String token = supabase.signUp("ada@example.com", PASSWORD).accessToken();
        browser.page("keys");
        browser.seeCount("#keys [data-state='in_use']", 1);
        String before = browser.evaluate("document.querySelector('[data-state=in_use]').dataset.key")
                .toString();
        browser.pressButton("Rotate");
        browser.seeCount("#keys [data-key='" + before + "'][data-state='previously_used']", 1);
        assertThat(supabase.signIn("ada@example.com", PASSWORD).accessToken()).isNotEqualTo(token);
        TokenVerifier.of(supabase.config()).verify(token);

        browser.pressButtonIn("#keys [data-key='" + before + "']", "Revoke");
        browser.pressButton("Revoke");
        browser.seeCount("#keys [data-key='" + before + "'][data-state='revoked']", 1);
        browser.screenshot("keys");
        TokenVerifier verifier = TokenVerifier.of(supabase.config());
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void the_clock_is_moved_and_a_fault_begun_and_ended() {
        String token = supabase.signUp("ada@example.com", PASSWORD).accessToken();
        browser.page("controls");
        browser.see("#moved", "It is the machine's own."::equals);
        browser.pressButton("+ 1 day");
        browser.see("#moved", "It is 1 day ahead of the machine's."::equals);
        browser.see("#moved-clock", "The clock is 1 day ahead."::equals);
        assertThat(user(token)).isEqualTo(403);
        browser.pressButton("Back to now");
        browser.see("#moved", "It is the machine's own."::equals);
        assertThat(user(token)).isEqualTo(200);

        browser.type("#fault-path", "/auth/v1/user");
        browser.choose("#fault-kind", "503");
        browser.type("#fault-times", "1");
        browser.press("#add-fault");
        browser.see("#faults", text -> text.contains("/auth/v1/user") && text.contains("1 more"));
        browser.screenshot("controls");
        assertThat(user(token)).isEqualTo(503);
        assertThat(user(token)).isEqualTo(200);
        browser.see("#faults", text -> text.contains("over") && text.contains("met by 1 request"));
        browser.pressButton("End all");
        browser.see("main", text -> text.contains("Nothing goes wrong at present."));
    }

    @ParameterizedTest
    @CsvSource({"light,desktop", "dark,desktop", "light,phone", "dark,phone"})
    void every_page_fits_a_screen_and_the_keyboard_gets_everywhere(String colours, String screen) {
        for (String name : new String[] {"Ada Lovelace", "Charles Babbage", "Grace Hopper"}) {
            supabase.signUp(
                    name.split(" ", -1)[0].toLowerCase(java.util.Locale.ROOT) + "@example.com",
                    PASSWORD,
                    Map.of("full_name", name));
        }
        browser.beDark(colours.equals("dark"));
        if (screen.equals("phone")) {
            browser.bePhone();
        }
        for (String page : browser.evaluate(
                        "[...document.querySelectorAll('#nav a')].map(a => a.dataset.page).join(' ')")
                .toString()
                .split(" ", -1)) {
            browser.page(page);
            browser.seeCount(".skeleton", 0);
            browser.screenshot("page-" + page + "-" + screen + "-" + colours);
            assertThat((Long) browser.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(screen.equals("phone") ? Browser.PHONE_WIDTH : 1280);
            browser.seeCount("h1:focus", 1);
            assertThat(browser.evaluate(
                            "[...document.querySelectorAll('input, select, textarea')].filter(field => field.offsetParent"
                                    + " && !field.labels.length && !field.ariaLabel).length"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void what_somebody_else_wrote_is_never_read_as_html() throws SQLException {
        String evil = "<img src=x onerror='window.hacked=true'><script>window.hacked=true</script>";
        supabase.signUp("ada@example.com", PASSWORD, Map.of("full_name", evil));
        sql("update auth.users set email = '\"<svg/onload=window.hacked=1>\"@example.com'");
        sql("update auth.sessions set user_agent = '<img src=x onerror=\"window.hacked=1\">'");
        sql("create table \"<img src=x onerror=window.hacked=1>\" (\"<b>\" text)");
        sql("insert into \"<img src=x onerror=window.hacked=1>\" values ('<img src=x onerror=window.hacked=1>')");
        ControlClient.of(supabase)
                .post(
                        "/nothing?<img src=x onerror=window.hacked=1>"
                                .replace(" ", "%20")
                                .replace("<", "%3C")
                                .replace(">", "%3E"),
                        "");
        refusalOfSignIn("<img src=x onerror=window.hacked=1>", "x");

        browser.page("users");
        browser.press("#users .open");
        browser.see("dialog h2", evil::equals);
        browser.press("dialog [aria-label='Close']");
        browser.page("sessions");
        browser.see("#sessions", text -> text.contains("<img src=x"));
        browser.page("requests");
        browser.see("#requests", text -> text.contains("/auth/v1/token"));
        browser.page("see-as");
        browser.choose("#see-table", "<img");
        browser.press("#see");
        browser.see("#rows", text -> text.contains("<img src=x onerror"));
        sql("drop table \"<img src=x onerror=window.hacked=1>\"");

        assertThat(browser.evaluate("window.hacked")).isEqualTo("null");
        assertThat(browser.count("img[src='x'], svg[onload], main b b, main script"))
                .isZero();
    }

    private static void aMailCannotRunScriptsOrReachThePage() {
        String outcome = browser.promised("""
                const done = arguments[0];
                const frame = document.querySelector("#mail iframe");
                frame.onload = () => setTimeout(() => done(`${window.hacked} ${frame.contentDocument}`), 200);
                frame.srcdoc = "<script>top.hacked = 1</script><img src=x onerror='top.hacked = 1'>"
                    + "<form action='javascript:top.hacked=1'></form><a href='javascript:top.hacked=1' autofocus>x</a>";
                """);
        assertThat(outcome).isEqualTo("undefined null");
    }

    /** What the auth server answers to this token. */
    private static int user(String token) {
        return new ControlClient(supabase.apiUrl(), token)
                .sendTo("GET", "/auth/v1/user", "")
                .status();
    }

    private static String refusalOfSignIn() {
        return refusalOfSignIn("ada@example.com", PASSWORD);
    }

    private static String refusalOfSignIn(String email, String password) {
        try {
            supabase.signIn(email, password);
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void sql(String... statements) throws SQLException {
        // As the owner of everything: postgres may not write to auth on a hosted project either.
        try (var connection = supabase.dataSource().getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

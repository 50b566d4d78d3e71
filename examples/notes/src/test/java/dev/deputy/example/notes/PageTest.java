package dev.deputy.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page in a real browser, with the real supabase-js, on a Supabase inside this JVM. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PageTest {

    private static final String PASSWORD = "correct horse battery";

    /** Every test's Ada sits at the same browser, because a start takes seconds; she finds it as if it were new. */
    private static Browser ada;

    @LocalServerPort
    private int port;

    private final String email = "ada-" + UUID.randomUUID() + "@example.com";

    @BeforeAll
    static void openBrowser() {
        ada = Browser.open();
    }

    @AfterAll
    static void closeBrowser() {
        ada.close();
    }

    @BeforeEach
    void visit() {
        ada.visit(port);
    }

    @Test
    void ada_signs_up_sees_her_name_and_writes_notes_and_bob_sees_none_of_them() throws IOException {
        ada.screenshot("1-welcome-desktop");
        signUp("Ada Lovelace");
        ada.addNote("Ask Mr Babbage about the cards for the second mill.");
        ada.addNote("Check the eighth number again.");
        assertThat(ada.count("#notes .note")).isEqualTo(2);
        ada.screenshot("2-notes-desktop");

        try (Browser bob = Browser.open()) {
            bob.visit(port);
            bob.signUp("Bob Kahn", "bob-" + email, PASSWORD);
            bob.see("#greeting", "Hello, Bob Kahn"::equals);
            bob.see("#notes-empty", text -> text.startsWith("Nothing yet."));
            assertThat(bob.count("#notes .note")).isZero();
        }
    }

    @Test
    void an_answer_that_comes_late_hides_no_note() {
        ada.evaluate("""
                (fetch => {
                  const released = new Promise(release => { window.release = release });
                  let first = true;
                  window.fetch = async (input, init) => {
                    const isTheFirstList = first && input === '/notes' && init.method === 'GET';
                    if (isTheFirstList) first = false;
                    const answer = await fetch(input, init);
                    if (isTheFirstList) await released;
                    return answer;
                  };
                  return true;
                })(window.fetch)""");
        ada.signUp("Ada Lovelace", email, PASSWORD);
        ada.see("#greeting", "Hello, Ada Lovelace"::equals);
        ada.addNote("Quicker than the empty list.");

        ada.evaluate("window.release() ?? true");

        ada.awaitNone("#notes[aria-busy]");
        assertThat(ada.count("#notes .note")).isEqualTo(1);
        assertThat(ada.text("#notes-empty")).isEmpty();
    }

    @Test
    void after_signing_out_the_old_refresh_token_renews_nothing_and_the_page_says_so() throws IOException {
        signUp("Ada Lovelace");
        ada.press("#sign-out");
        ada.see("#door-message", "You are signed out."::equals);
        ada.press("#renew-old");
        ada.see("#renew-old-message", text -> text.startsWith("Refused, as it should be."));
        assertThat(ada.text("#renew-old-message")).contains("refresh_token_not_found");
        assertThat(ada.text("#greeting")).isEmpty();
        ada.screenshot("3-signed-out-desktop");
    }

    @Test
    void renewing_gives_another_token_and_the_notes_still_work() {
        signUp("Ada Lovelace");
        String before = accessToken();
        ada.press("#renew");
        ada.see("#renew-message", text -> text.startsWith("Renewed"));
        assertThat(accessToken()).isNotEqualTo(before);
        ada.addNote("Written with the second token.");
    }

    @Test
    void whoever_comes_back_finds_their_notes() {
        signUp("Ada Lovelace");
        ada.addNote("Still here tomorrow.");
        ada.press("#sign-out");
        ada.signIn(email, PASSWORD);
        ada.see("#greeting", "Hello, Ada Lovelace"::equals);
        ada.see("#notes", text -> text.contains("Still here tomorrow."));
    }

    @Test
    void a_session_outlives_the_page() {
        signUp("Ada Lovelace");
        ada.reload();
        ada.see("#greeting", "Hello, Ada Lovelace"::equals);
    }

    @Test
    void a_wrong_password_gets_a_sentence() throws IOException {
        signUp("Ada Lovelace");
        ada.press("#sign-out");
        ada.signIn(email, "wrong horse battery");
        ada.see("#door-message", "That e-mail and that password do not belong together."::equals);
        ada.screenshot("4-wrong-password-desktop");
    }

    @Test
    void an_email_that_is_taken_gets_a_sentence() {
        signUp("Ada Lovelace");
        ada.press("#sign-out");
        ada.signUp("Mallory", email, PASSWORD);
        ada.see("#door-message", text -> text.startsWith("Somebody has signed up with this e-mail already."));
    }

    @Test
    void no_token_and_a_broken_token_get_a_401_that_a_person_sees() {
        signUp("Ada Lovelace");
        ada.press("#try-without");
        ada.see("#try-message", "Refused with 401: Unauthorized"::equals);
        ada.press("#try-broken");
        ada.see("#try-message", "Refused with 401: Invalid user token"::equals);
        assertThat(ada.text("#journal")).contains("401", "GET /me");
    }

    @Test
    void graphql_knows_the_same_caller() {
        signUp("Ada Lovelace");
        ada.press("#try-graphql");
        ada.see("#try-message", text -> text.startsWith("GraphQL knows you: " + email));
    }

    @Test
    void what_a_person_writes_is_never_read_as_html() {
        signUp("<img src=x onerror=alert(1)>");
        ada.addNote("<b onclick=alert(1)>bold</b>");
        assertThat(ada.count("#home img, #notes b, #journal img")).isZero();
    }

    @Test
    void the_journal_shows_neither_the_password_nor_a_whole_token() {
        signUp("Ada Lovelace");
        String token = accessToken();
        String signature = token.substring(token.lastIndexOf('.') + 1);
        assertThat(ada.evaluate("document.getElementById('journal').textContent")
                        .toString())
                .contains("/auth/v1/signup", "••••••••")
                .doesNotContain(PASSWORD)
                .doesNotContain(signature);
    }

    @Test
    void the_next_person_at_the_same_browser_reads_nothing_of_the_first() {
        signUp("Ada Lovelace");
        ada.addNote("Between us.");
        ada.press("#sign-out");
        ada.signUp("Bob Kahn", "bob-" + email, PASSWORD);
        ada.see("#greeting", "Hello, Bob Kahn"::equals);
        ada.see("#notes-empty", text -> text.startsWith("Nothing yet."));
        assertThat(ada.evaluate("document.body.textContent").toString()).doesNotContain("Between us.");
    }

    @Test
    void the_page_fits_a_phone() throws IOException {
        ada.bePhone();
        ada.screenshot("5-welcome-phone");
        signUp("Ada Lovelace");
        ada.addNote("Ask Mr Babbage about the cards for the second mill.");
        ada.press("#try-broken");
        ada.see("#try-message", text -> text.startsWith("Refused with 401"));
        ada.screenshot("6-notes-phone");
        assertThat(ada.evaluate("document.documentElement.scrollWidth")).isEqualTo(Browser.PHONE_WIDTH);
    }

    private void signUp(String fullName) {
        ada.signUp(fullName, email, PASSWORD);
        ada.see("#greeting", ("Hello, " + fullName)::equals);
        ada.see("#notes-empty", text -> text.startsWith("Nothing yet.")); // from now on nothing moves under the mouse
    }

    /** The access token as supabase-js keeps it. */
    private static String accessToken() {
        return ada.evaluate("JSON.parse(Object.entries(localStorage).find(([k]) => k.endsWith('-auth-token'))[1])"
                        + ".access_token")
                .toString();
    }
}

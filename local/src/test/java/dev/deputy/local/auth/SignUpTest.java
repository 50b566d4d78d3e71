package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignUpTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();
    private static final String LONG = "x".repeat(73);

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'email': 'ada@example.com'}                                          | 400 validation_failed",
                "{'email': 'ada@example.com', 'password': ''}                          | 400 validation_failed",
                "{'password': 'correct horse'}                                         | 400 validation_failed",
                "{'email': 'ada@example.com', 'password': '12345'}                     | 422 weak_password",
                "{'email': 'no address', 'password': 'correct horse'}                  | 400 validation_failed",
                "{'email': 'ada@', 'password': 'correct horse'}                        | 400 validation_failed",
                "{'email': '<script>@x', 'password': 'correct horse'}                  | 400 validation_failed",
                "{'email': 'a@b.c', 'phone': '4912345', 'password': 'correct horse'}   | 400 validation_failed",
                "{'phone': '4912345', 'password': 'correct horse'}                     | 400 phone_provider_disabled",
                "{'email': 'a@b.c', 'password': 'correct horse', 'code_challenge': 'x'} | 400 validation_failed",
            })
    void what_is_wrong_with_a_sign_up_is_said(String body, String outcome) {
        assertThat(client.post("/signup", body.replace('\'', '"')).outcome()).isEqualTo(outcome);
    }

    @Test
    void a_password_beyond_what_bcrypt_reads_is_refused() {
        assertThat(client.signUp(email, LONG).outcome()).isEqualTo("400 validation_failed");
        assertThat(client.signUp(email, "ö".repeat(37)).outcome()).isEqualTo("400 validation_failed");
        assertThat(client.signUp(email, LONG.substring(1)).status()).isEqualTo(200);
        assertThat(client.signIn(email, LONG).outcome()).isEqualTo("400 invalid_credentials");
        assertThat(client.signIn(email, LONG.substring(1)).status()).isEqualTo(200);
    }

    @Test
    void a_weak_password_says_why() {
        Reply reply = client.signUp(email, "12345");
        assertThat(reply.body().at("/weak_password/reasons/0").asString()).isEqualTo("length");
    }

    @Test
    void a_password_can_be_required_to_have_characters_of_each_kind() {
        List<String> kinds = List.of("abcdefghijklmnopqrstuvwxyz", "0123456789");
        try (AuthServerRunning strict = new AuthServerRunning(
                settings -> settings.withMinimumPasswordLength(8).withRequiredCharacters(kinds))) {
            Reply reply = strict.client().signUp(email, "horse");
            assertThat(reply.outcome()).isEqualTo("422 weak_password");
            assertThat(reply.body().at("/weak_password/reasons").toString()).isEqualTo("[\"length\",\"characters\"]");
            assertThat(reply.text("msg"))
                    .isEqualTo("Password should be at least 8 characters. Password should contain at least one"
                            + " character of each: abcdefghijklmnopqrstuvwxyz, 0123456789.");
            assertThat(strict.client().signUp(email, "CORRECT HORSE 1").outcome())
                    .isEqualTo("422 weak_password");
            assertThat(strict.client().signUp(email, "correct horse 1").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void sign_ups_and_sign_ins_by_email_can_be_off() {
        client.signUp(email, "correct horse");
        try (AuthServerRunning other = new AuthServerRunning(settings -> settings.withEmailSignIns(false))) {
            assertThat(other.client()
                            .signUp(AuthClient.newEmail(), "correct horse")
                            .outcome())
                    .isEqualTo("400 email_provider_disabled");
            assertThat(other.client().signIn(email, "correct horse").outcome())
                    .isEqualTo("422 email_provider_disabled");
            assertThat(other.client()
                            .get("/settings")
                            .body()
                            .at("/external/email")
                            .booleanValue())
                    .isFalse();
        }
    }

    @Test
    void of_many_who_sign_up_with_one_address_one_wins() throws InterruptedException {
        List<Reply> replies = AtOnce.run(16, () -> client.signUp(email, "correct horse"));
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .extracting(Reply::outcome)
                .containsOnly("422 user_already_exists");
    }

    @Test
    void triggers_on_auth_users_see_the_user_and_may_refuse() {
        AuthServerRunning.sql("""
                create table if not exists public.seen (id uuid references auth.users on delete cascade, name text);
                create or replace function public.see_user() returns trigger language plpgsql security definer as $$
                begin
                    if new.raw_user_meta_data ->> 'full_name' = 'Mallory' then raise 'not you'; end if;
                    insert into public.seen values (new.id, new.raw_user_meta_data ->> 'full_name');
                    return new;
                end $$;
                create or replace trigger see_user after insert on auth.users
                    for each row execute function public.see_user();
                """);
        Reply ada = client.post("/signup", withName(email, "Ada"));
        assertThat(AuthServerRunning.ask("select name from public.seen where id = '"
                        + ada.body().at("/user/id").asString() + "'"))
                .isEqualTo("Ada");

        String other = AuthClient.newEmail();
        Reply mallory = client.post("/signup", withName(other, "Mallory"));
        assertThat(mallory.outcome()).isEqualTo("500 unexpected_failure");
        assertThat(mallory.text("msg")).isEqualTo("Database error saving new user");
        assertThat(client.post("/signup", withName(other, "Ada")).status()).isEqualTo(200);
    }

    @Test
    void users_come_in_without_saying_who_they_are() {
        Reply reply = client.post("/signup", "{\"data\": {\"theme\": \"dark\"}}");
        assertThat(reply.status()).isEqualTo(200);
        var user = reply.body().required("user");
        assertThat(user.required("is_anonymous").booleanValue()).isTrue();
        assertThat(user.required("email").asString()).isEmpty();
        assertThat(user.required("app_metadata").isEmpty()).isTrue();
        assertThat(user.at("/user_metadata/theme").asString()).isEqualTo("dark");
        assertThat(user.required("identities").isEmpty()).isTrue();
    }

    @Test
    void an_anonymous_user_becomes_a_lasting_one_with_an_address() {
        String token = client.post("/signup", "{}").text("access_token");
        AuthClient me = client.bearer(token);
        assertThat(me.put("/user", "{\"password\": \"correct horse\"}").outcome())
                .isEqualTo("422 validation_failed");
        Reply changed = me.put("/user", "{\"email\": \"%s\", \"password\": \"correct horse\"}".formatted(email));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().required("is_anonymous").booleanValue()).isFalse();
        assertThat(changed.body().at("/app_metadata/providers/0").asString()).isEqualTo("email");
        assertThat(changed.body().at("/identities/0/email").asString()).isEqualTo(email);
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void sign_ups_can_be_off() {
        try (AuthServerRunning closed =
                new AuthServerRunning(settings -> settings.withSignUps(false).withAnonymousSignIns(false))) {
            assertThat(closed.client().signUp(email, "correct horse").outcome()).isEqualTo("422 signup_disabled");
            assertThat(closed.client().post("/signup", "{}").outcome()).isEqualTo("422 anonymous_provider_disabled");
            assertThat(closed.client()
                            .get("/settings")
                            .body()
                            .required("disable_signup")
                            .booleanValue())
                    .isTrue();
        }
    }

    @Test
    void without_autoconfirm_an_address_must_be_confirmed_first_and_nobody_learns_who_is_there() {
        try (AuthServerRunning careful = new AuthServerRunning(settings -> settings.withAutoconfirm(false))) {
            AuthClient guest = careful.client();
            Reply first = guest.signUp(email, "correct horse");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body().has("access_token")).isFalse();
            assertThat(first.text("email")).isEqualTo(email);
            assertThat(first.body().has("confirmation_sent_at")).isTrue();
            assertThat(guest.signIn(email, "correct horse").outcome()).isEqualTo("400 email_not_confirmed");
            assertThat(guest.signUp(email, "other horse").text("id")).isEqualTo(first.text("id"));

            AuthServerRunning.sql("update auth.users set email_confirmed_at = now() where email = '" + email + "'");
            Reply decoy = guest.signUp(email, "other horse");
            assertThat(decoy.status()).isEqualTo(200);
            assertThat(decoy.text("id")).isNotEqualTo(first.text("id"));
            assertThat(decoy.text("role")).isEmpty();
            assertThat(decoy.body().required("identities").isEmpty()).isTrue();
            assertThat(guest.signIn(email, "correct horse").status()).isEqualTo(200);
        }
    }

    private static String withName(String email, String name) {
        return "{\"email\": \"%s\", \"password\": \"correct horse\", \"data\": {\"full_name\": \"%s\"}}"
                .formatted(email, name);
    }
}

package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminUsersTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();
    private final AuthClient admin =
            new AuthClient(SERVER.url).header("apikey", SERVER.keys.apiKeys().secret());
    private final String email = AuthClient.newEmail();

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void only_services_administer() {
        assertThat(new AuthClient(SERVER.url).get("/admin/users").outcome()).isEqualTo("401 no_authorization");
        assertThat(client.get("/admin/users").outcome()).isEqualTo("403 not_admin");
        String user = client.signUp(email, "correct horse").text("access_token");
        assertThat(client.bearer(user).get("/admin/users").outcome()).isEqualTo("403 not_admin");
        assertThat(client.bearer("nonsense").get("/admin/users").outcome()).isEqualTo("403 bad_jwt");
        assertThat(admin.get("/admin/users").status()).isEqualTo(200);
        assertThat(client.bearer(SERVER.keys.apiKeys().serviceRole())
                        .get("/admin/users")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_token_that_people_mint_with_the_secret_administers_without_subject_and_end() {
        String minted = Jws.print(
                Json.object().put("alg", "HS256").put("typ", "JWT"),
                Json.object().put("role", "supabase_admin"),
                new SharedSecret(SERVER.keys.jwtSecret())::sign);
        assertThat(new AuthClient(SERVER.url).bearer(minted).get("/admin/users").status())
                .isEqualTo(200);
    }

    @Test
    void a_service_makes_a_user_who_can_sign_in() {
        Reply reply = admin.post("/admin/users", """
                {"email": "%s", "password": "correct horse", "email_confirm": true, "role": "editor",
                 "user_metadata": {"full_name": "Ada"}, "app_metadata": {"plan": "pro"}}""".formatted(email));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("role")).isEqualTo("editor");
        assertThat(reply.body().at("/app_metadata/plan").asString()).isEqualTo("pro");
        assertThat(reply.body().at("/app_metadata/provider").asString()).isEqualTo("email");
        assertThat(reply.body().at("/user_metadata/full_name").asString()).isEqualTo("Ada");
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
        assertThat(admin.get("/admin/users/" + reply.text("id")).body().required("email"))
                .isEqualTo(reply.body().required("email"));
    }

    @Test
    void without_confirmation_the_user_cannot_sign_in_yet() {
        String id = create("");
        assertThat(client.signIn(email, "correct horse").outcome()).isEqualTo("400 email_not_confirmed");
        admin.put("/admin/users/" + id, "{\"email_confirm\": true}");
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | 400 validation_failed",
                "{'email': 'nonsense'}                                         | 400 validation_failed",
                "{'email': 'x@example.com', 'password': 'a', 'password_hash': 'b'} | 400 validation_failed",
                "{'email': 'x@example.com', 'password_hash': 'b'}              | 400 validation_failed",
                "{'email': 'x@example.com', 'id': 'nonsense'}                  | 400 validation_failed",
                "{'email': 'x@example.com', 'id': '00000000-0000-0000-0000-000000000000'} | 400 validation_failed",
                "{'email': 'x@example.com', 'ban_duration': 'forever'}         | 400 validation_failed",
                "{'phone': '04912345'}                                         | 400 validation_failed",
            })
    void what_is_wrong_with_a_new_user_is_said(String body, String outcome) {
        assertThat(admin.post("/admin/users", body.replace('\'', '"')).outcome())
                .isEqualTo(outcome);
    }

    @Test
    void a_role_with_an_endless_name_is_refused() {
        assertThat(admin.post("/admin/users", "{\"email\": \"%s\", \"role\": \"%s\"}".formatted(email, "x".repeat(64)))
                        .outcome())
                .isEqualTo("400 validation_failed");
    }

    @Test
    void addresses_and_ids_are_had_once() {
        String id = create("");
        assertThat(admin.post("/admin/users", "{\"email\": \"%s\"}".formatted(email))
                        .outcome())
                .isEqualTo("422 email_exists");
        assertThat(admin.post(
                                "/admin/users",
                                "{\"email\": \"%s\", \"id\": \"%s\"}".formatted(AuthClient.newEmail(), id))
                        .outcome())
                .isEqualTo("422 user_already_exists");
        String other = AuthClient.newEmail();
        client.signUp(other, "correct horse");
        assertThat(admin.put("/admin/users/" + id, "{\"email\": \"%s\"}".formatted(other))
                        .outcome())
                .isEqualTo("422 email_exists");
    }

    @Test
    void a_hash_from_elsewhere_is_taken_as_it_is() {
        String hash = at.favre.lib.crypto.bcrypt.BCrypt.with(at.favre.lib.crypto.bcrypt.BCrypt.Version.VERSION_2B)
                .hashToString(4, "correct horse".toCharArray());
        admin.post(
                "/admin/users",
                "{\"email\": \"%s\", \"password_hash\": \"%s\", \"email_confirm\": true}".formatted(email, hash));
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
        assertThat(client.signIn(email, "wrong horse").outcome()).isEqualTo("400 invalid_credentials");
    }

    @Test
    void a_ban_lasts_as_long_as_it_says() {
        String id = create(", \"email_confirm\": true");
        Reply banned = admin.put("/admin/users/" + id, "{\"ban_duration\": \"1h30m\"}");
        assertThat(Instant.parse(banned.text("banned_until")))
                .isBetween(
                        SERVER.clock.instant().plus(Duration.ofMinutes(89)),
                        SERVER.clock.instant().plus(Duration.ofMinutes(90)));
        assertThat(client.signIn(email, "correct horse").outcome()).isEqualTo("400 user_banned");
        assertThat(admin.put("/admin/users/" + id, "{\"ban_duration\": \"none\"}")
                        .body()
                        .has("banned_until"))
                .isFalse();
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void a_new_password_by_a_service_ends_all_sessions() {
        Reply session = client.signUp(email, "correct horse");
        String id = session.body().at("/user/id").asString();
        assertThat(admin.put("/admin/users/" + id, "{\"password\": \"battery staple\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.refresh(session.text("refresh_token")).outcome()).isEqualTo("400 refresh_token_not_found");
        assertThat(client.signIn(email, "battery staple").status()).isEqualTo(200);
    }

    @Test
    void a_deleted_user_is_gone_with_everything() {
        Reply session = client.signUp(email, "correct horse");
        String path = "/admin/users/" + session.body().at("/user/id").asString();
        assertThat(admin.send("DELETE", path, null).status()).isEqualTo(200);
        assertThat(admin.get(path).outcome()).isEqualTo("404 user_not_found");
        assertThat(admin.send("DELETE", path, null).outcome()).isEqualTo("404 user_not_found");
        assertThat(client.bearer(session.text("access_token")).get("/user").outcome())
                .isEqualTo("403 user_not_found");
        assertThat(client.signUp(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void a_softly_deleted_user_leaves_a_row_that_says_nothing() {
        Reply session = client.signUp(email, "correct horse");
        String path = "/admin/users/" + session.body().at("/user/id").asString();
        assertThat(admin.send("DELETE", path, "{\"should_soft_delete\": true}").status())
                .isEqualTo(200);
        Reply left = admin.get(path);
        assertThat(left.body().has("deleted_at")).isTrue();
        assertThat(left.body().toString()).doesNotContain(email);
        assertThat(client.signIn(email, "correct horse").outcome()).isEqualTo("400 invalid_credentials");
        assertThat(client.signUp(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void unknown_and_impossible_users_are_not_there() {
        assertThat(admin.get("/admin/users/" + UUID.randomUUID()).outcome()).isEqualTo("404 user_not_found");
        assertThat(admin.get("/admin/users/nonsense").outcome()).isEqualTo("404 validation_failed");
        assertThat(admin.put("/admin/users/" + UUID.randomUUID(), "{}").outcome())
                .isEqualTo("404 user_not_found");
    }

    @Test
    void users_are_listed_by_pages() {
        String shared = UUID.randomUUID().toString();
        for (int i = 0; i < 5; i++) {
            admin.post("/admin/users", "{\"email\": \"%d-%s@example.com\"}".formatted(i, shared));
        }
        Reply first = admin.get("/admin/users?page=1&per_page=2&filter=" + shared);
        assertThat(first.header("x-total-count")).isEqualTo("5");
        assertThat(first.body().required("users").size()).isEqualTo(2);
        assertThat(first.body().at("/users/0/email").asString()).startsWith("4-");
        assertThat(first.header("link"))
                .contains("/auth/v1/admin/users?page=2&per_page=2>; rel=\"next\"")
                .contains("?page=3&per_page=2>; rel=\"last\"");
        Reply last = admin.get("/admin/users?page=3&per_page=2&filter=" + shared);
        assertThat(last.body().required("users").size()).isEqualTo(1);
        assertThat(last.header("link")).doesNotContain("next");
    }

    private String create(String more) {
        return admin.post(
                        "/admin/users", "{\"email\": \"%s\", \"password\": \"correct horse\"%s}".formatted(email, more))
                .text("id");
    }
}

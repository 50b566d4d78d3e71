package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class CurrentUserTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();
    private final Reply session = client.signUp(email, "correct horse");
    private final String token = session.text("access_token");
    private final AuthClient me = client.bearer(token);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER  %s"})
    void the_word_bearer_may_be_written_in_any_case(String form) {
        assertThat(client.header("Authorization", form.formatted(token))
                        .get("/user")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic abc", "Bearer", "token", "Bearer a b"})
    void another_authorization_is_none(String authorization) {
        assertThat(new AuthClient(SERVER.url)
                        .header("Authorization", authorization)
                        .get("/user")
                        .outcome())
                .isEqualTo("401 no_authorization");
    }

    @Test
    void no_authorization_is_a_401() {
        assertThat(new AuthClient(SERVER.url).get("/user").outcome()).isEqualTo("401 no_authorization");
    }

    @Test
    void a_token_is_checked_before_anything_else() {
        assertThat(client.bearer("nonsense").get("/user").outcome()).isEqualTo("403 bad_jwt");
        assertThat(client.bearer(token.substring(0, token.length() - 4) + "AAAA")
                        .get("/user")
                        .outcome())
                .isEqualTo("403 bad_jwt");
        String stranger = Jws.print(
                Json.object()
                        .put("alg", "ES256")
                        .put("kid", SERVER.keys.signingKey().id()),
                claims(),
                SigningKey.generate()::sign);
        assertThat(client.bearer(stranger).get("/user").outcome()).isEqualTo("403 bad_jwt");
        String unsigned = Jws.print(Json.object().put("alg", "none"), claims(), message -> new byte[0]);
        assertThat(client.bearer(unsigned).get("/user").outcome()).isEqualTo("403 bad_jwt");
    }

    @Test
    void the_public_key_is_no_secret_to_sign_with() {
        byte[] published = Json.print(SERVER.keys.signingKey().publicJwk().orElseThrow())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String forged = Jws.print(
                Json.object()
                        .put("alg", "HS256")
                        .put("kid", SERVER.keys.signingKey().id()),
                claims(),
                new SharedSecret(new String(published, java.nio.charset.StandardCharsets.UTF_8))::sign);
        assertThat(client.bearer(forged).get("/user").outcome()).isEqualTo("403 bad_jwt");
    }

    @Test
    void an_expired_token_is_refused_to_the_second() {
        try (AuthServerRunning still = new AuthServerRunning()) {
            still.clock.stop();
            AuthClient guest = still.client();
            AuthClient ada = guest.bearer(guest.signIn(email, "correct horse").text("access_token"));
            still.clock.advance(Duration.ofSeconds(3599));
            assertThat(ada.get("/user").status()).isEqualTo(200);
            still.clock.advance(Duration.ofSeconds(1));
            assertThat(ada.get("/user").outcome()).isEqualTo("403 bad_jwt");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sub        |                                      | 403 bad_jwt",
                "sub        | not-a-uuid                           | 400 bad_jwt",
                "sub        | 1-1-1-1-1                            | 400 bad_jwt",
                "sub        | 00000000-0000-4000-8000-000000000000 | 403 user_not_found",
                "session_id | not-a-uuid                           | 403 bad_jwt",
                "session_id | 00000000-0000-4000-8000-000000000000 | 403 session_not_found",
                "aud        | somebody-else                        | 400 validation_failed",
            })
    void claims_are_checked_in_gotrues_order(String name, String value, String outcome) {
        ObjectNode claims = claims();
        claims.put(name, value == null ? "" : value);
        assertThat(client.bearer(minted(claims)).get("/user").outcome()).isEqualTo(outcome);
    }

    @Test
    void a_token_that_is_not_valid_yet_is_refused() {
        ObjectNode claims = claims();
        claims.put("nbf", SERVER.clock.instant().getEpochSecond() + 60);
        assertThat(client.bearer(minted(claims)).get("/user").outcome()).isEqualTo("403 bad_jwt");
    }

    @Test
    void a_session_of_somebody_else_does_not_count() {
        String other = client.signUp(AuthClient.newEmail(), "correct horse").text("access_token");
        ObjectNode claims = claims();
        claims.set("session_id", Jws.parse(other).claims().required("session_id"));
        assertThat(client.bearer(minted(claims)).get("/user").outcome()).isEqualTo("403 session_not_found");
    }

    @Test
    void keys_are_no_users() {
        for (String key :
                List.of(SERVER.keys.apiKeys().anon(), SERVER.keys.apiKeys().serviceRole())) {
            assertThat(client.bearer(key).get("/user").outcome()).isEqualTo("403 bad_jwt");
        }
    }

    @Test
    void a_deleted_user_is_gone_and_a_banned_one_banned() {
        AuthServerRunning.sql("update auth.users set banned_until = 'infinity' where email = '" + email + "'");
        assertThat(me.get("/user").outcome()).isEqualTo("403 user_banned");
        assertThat(client.signIn(email, "correct horse").outcome()).isEqualTo("400 user_banned");
        assertThat(client.signIn(email, "wrong horse").outcome()).isEqualTo("400 invalid_credentials");
        AuthServerRunning.sql("delete from auth.users where email = '" + email + "'");
        assertThat(me.get("/user").outcome()).isEqualTo("403 user_not_found");
        assertThat(client.signIn(email, "correct horse").outcome()).isEqualTo("400 invalid_credentials");
    }

    @Test
    void metadata_is_merged_and_null_takes_away() {
        me.put("/user", "{\"data\": {\"a\": 1, \"b\": {\"c\": [null, 1.50, \"ü😀\"]}, \"d\": true}}");
        Reply reply = me.put("/user", "{\"data\": {\"a\": null, \"e\": 12345678901234567890}}");
        assertThat(reply.status()).isEqualTo(200);
        ObjectNode metadata = (ObjectNode) reply.body().required("user_metadata");
        assertThat(metadata.has("a")).isFalse();
        assertThat(metadata.at("/b/c/2").asString()).isEqualTo("ü😀");
        assertThat(metadata.required("d").booleanValue()).isTrue();
        assertThat(metadata.required("e").toString()).isEqualTo("12345678901234567890");
        assertThat(me.get("/user").body().required("user_metadata")).isEqualTo(metadata);
    }

    @Test
    void changes_at_the_same_time_all_count() throws InterruptedException {
        AtOnce.run(12, () -> me.put("/user", "{\"data\": {\"%s\": 1}}".formatted(UUID.randomUUID())));
        // Twelve new ones beside sub, email, email_verified and phone_verified.
        assertThat(me.get("/user").body().required("user_metadata").size()).isEqualTo(16);
    }

    @Test
    void app_metadata_is_not_the_users_own_to_change() {
        assertThat(me.put("/user", "{\"app_metadata\": {\"admin\": true}}").outcome())
                .isEqualTo("403 not_admin");
    }

    @Test
    void a_new_password_replaces_the_old_one_and_ends_the_other_sessions() {
        Reply other = client.signIn(email, "correct horse");
        assertThat(me.put("/user", "{\"password\": \"correct horse\"}").outcome())
                .isEqualTo("422 same_password");
        assertThat(me.put("/user", "{\"password\": \"short\"}").outcome()).isEqualTo("422 weak_password");
        assertThat(me.put("/user", "{\"password\": \"\"}").outcome()).isEqualTo("422 weak_password");
        assertThat(me.put("/user", "{\"password\": \"battery staple\"}").status())
                .isEqualTo(200);

        assertThat(me.get("/user").status()).isEqualTo(200);
        assertThat(client.refresh(session.text("refresh_token")).status()).isEqualTo(200);
        assertThat(client.bearer(other.text("access_token")).get("/user").outcome())
                .isEqualTo("403 session_not_found");
        assertThat(client.refresh(other.text("refresh_token")).outcome()).isEqualTo("400 refresh_token_not_found");
        assertThat(client.signIn(email, "correct horse").outcome()).isEqualTo("400 invalid_credentials");
        assertThat(client.signIn(email, "battery staple").status()).isEqualTo(200);
    }

    @Test
    void a_new_address_waits_to_be_confirmed() {
        String wanted = AuthClient.newEmail();
        Reply reply = me.put("/user", "{\"email\": \"%s\"}".formatted(wanted));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("email")).isEqualTo(email);
        assertThat(reply.text("new_email")).isEqualTo(wanted);
        assertThat(reply.body().has("email_change_sent_at")).isTrue();
    }

    @Test
    void the_address_of_somebody_else_cannot_be_had() {
        String taken = AuthClient.newEmail();
        client.signUp(taken, "correct horse");
        assertThat(me.put("/user", "{\"email\": \"%s\"}".formatted(taken)).outcome())
                .isEqualTo("422 email_exists");
    }

    @Test
    void who_has_a_second_factor_needs_it_to_change_the_password() {
        AuthServerRunning.sql("insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)"
                + " select gen_random_uuid(), id, 'totp', 'verified', now(), now() from auth.users where email = '"
                + email + "'");
        assertThat(me.put("/user", "{\"password\": \"battery staple\"}").outcome())
                .isEqualTo("401 insufficient_aal");
        assertThat(me.put("/user", "{\"data\": {\"a\": 1}}").status()).isEqualTo(200);
    }

    @Test
    void a_session_that_ends_while_it_changes_the_password_does_not_change_it() throws Exception {
        String id = claims().required("session_id").asString();
        FutureTask<Reply> change = new FutureTask<>(() -> me.put("/user", "{\"password\": \"battery staple\"}"));
        AuthServerRunning.whileLocked(
                "with ended as (delete from auth.sessions where id = '%s')".formatted(id)
                        + " select 1 from auth.users where email = '%s' for update".formatted(email),
                () -> {
                    new Thread(change).start();
                    while (!change.isDone()
                            && AuthServerRunning.ask(
                                            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                                    .equals("0")) {
                        Thread.onSpinWait();
                    }
                });
        assertThat(change.get().outcome()).isEqualTo("403 session_not_found");
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
    }

    private ObjectNode claims() {
        return Jws.parse(token).claims().deepCopy();
    }

    private static String minted(ObjectNode claims) {
        SigningKey key = SERVER.keys.signingKey();
        return Jws.print(Json.object().put("alg", "ES256").put("kid", key.id()), claims, key::sign);
    }
}

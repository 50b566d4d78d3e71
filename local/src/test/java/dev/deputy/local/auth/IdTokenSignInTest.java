package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class IdTokenSignInTest {

    private static final TestProvider GOOGLE = new TestProvider("google");
    private static final AuthServerRunning SERVER =
            new AuthServerRunning(settings -> settings.withIdTokenIssuers(List.of(GOOGLE.issuer())));
    private static final AuthServerRunning CONFIRMING = new AuthServerRunning(
            settings -> settings.withIdTokenIssuers(List.of(GOOGLE.issuer())).withAutoconfirm(false));

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();
    private final String subject = TestProvider.newSubject();

    @AfterAll
    static void close() {
        SERVER.close();
        CONFIRMING.close();
    }

    @Test
    void somebody_new_becomes_a_user_with_what_the_provider_says() {
        Reply reply = signIn(token());
        assertThat(reply.status()).isEqualTo(200);
        JsonNode user = client.bearer(reply.text("access_token")).get("/user").body();
        assertThat(user.required("email").asString()).isEqualTo(email);
        assertThat(user.has("email_confirmed_at")).isTrue();
        assertThat(user.at("/app_metadata/provider").asString()).isEqualTo("google");
        assertThat(user.at("/app_metadata/providers/0").asString()).isEqualTo("google");
        assertThat(user.at("/user_metadata/full_name").asString()).isEqualTo("Ada Lovelace");
        assertThat(user.at("/user_metadata/avatar_url").asString()).isEqualTo("https://example.com/ada.png");
        assertThat(user.at("/identities/0/id").asString()).isEqualTo(subject);
        assertThat(user.at("/identities/0/identity_data/provider_id").asString())
                .isEqualTo(subject);
        assertThat(user.at("/identities/0/email").asString()).isEqualTo(email);
        JsonNode claims = Jws.parse(reply.text("access_token")).claims();
        assertThat(claims.at("/amr/0/method").asString()).isEqualTo("oauth");
    }

    @Test
    void the_same_person_again_is_the_same_user_whatever_their_address_is_now() {
        Reply first = signIn(token());
        Reply again = signIn(GOOGLE.token(SERVER.clock, subject, AuthClient.newEmail()));
        assertThat(userId(again)).isEqualTo(userId(first));
        assertThat(again.body().at("/user/email").asString()).isEqualTo(email);
    }

    @Test
    void a_user_with_the_same_confirmed_address_gets_one_identity_more() {
        Reply signedUp = client.signUp(email, "correct horse");
        Reply reply = signIn(token());
        assertThat(userId(reply)).isEqualTo(userId(signedUp));
        assertThat(reply.body().at("/user/identities")).hasSize(2);
        assertThat(reply.body().at("/user/app_metadata/providers").toString()).isEqualTo("[\"email\",\"google\"]");
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void who_signed_up_with_somebody_elses_address_and_never_confirmed_it_loses_the_account() {
        AuthClient strict = CONFIRMING.client();
        strict.signUp(email, "the thief's horse");
        Reply reply = strict.post("/token?grant_type=id_token", Json.print(GOOGLE.body(token())));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/user/identities")).hasSize(1);
        assertThat(reply.body().at("/user/app_metadata/providers").toString()).isEqualTo("[\"google\"]");
        assertThat(strict.signIn(email, "the thief's horse").outcome()).isEqualTo("400 invalid_credentials");
    }

    @Test
    void an_address_that_the_provider_has_not_verified_must_be_confirmed_and_takes_nobodys_account() {
        AuthClient strict = CONFIRMING.client();
        String token = GOOGLE.token(SERVER.clock, subject, email, claims -> claims.put("email_verified", false));
        String body = Json.print(GOOGLE.body(token));
        assertThat(strict.post("/token?grant_type=id_token", body).outcome())
                .isEqualTo("422 provider_email_needs_verification");
        CONFIRMING.clock.advance(java.time.Duration.ofMinutes(2)); // no two mails within a minute
        assertThat(strict.post("/token?grant_type=id_token", body).outcome())
                .isEqualTo("422 provider_email_needs_verification");
        assertThat(AuthServerRunning.ask("select count(*) from auth.users where email = '" + email + "'"))
                .isEqualTo("1");
    }

    @Test
    void many_at_once_are_one_user() throws InterruptedException {
        String token = token();
        List<Reply> replies = AtOnce.run(8, () -> signIn(token));
        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(replies.stream().map(IdTokenSignInTest::userId).distinct()).hasSize(1);
    }

    @Test
    void nobody_new_gets_in_where_sign_ups_are_off() {
        try (AuthServerRunning closed = new AuthServerRunning(settings ->
                settings.withIdTokenIssuers(List.of(GOOGLE.issuer())).withSignUps(false))) {
            assertThat(closed.client()
                            .post("/token?grant_type=id_token", Json.print(GOOGLE.body(token())))
                            .outcome())
                    .isEqualTo("422 signup_disabled");
        }
    }

    @Test
    void a_banned_user_does_not_get_in() {
        signIn(token());
        AuthServerRunning.sql(
                "update auth.users set banned_until = now() + interval '1 hour' where email = '" + email + "'");
        assertThat(signIn(token()).outcome()).isEqualTo("403 user_banned");
    }

    @Test
    void a_nonce_is_sent_as_it_is_and_stands_in_the_token_as_its_hash() {
        // SHA-256 of "a nonce"
        String hash = "%064x".formatted(new java.math.BigInteger(1, sha256("a nonce")));
        String token = GOOGLE.token(SERVER.clock, subject, email, claims -> claims.put("nonce", hash));
        assertThat(post(GOOGLE.body(token).put("nonce", "a nonce")).status()).isEqualTo(200);
        assertError(post(GOOGLE.body(token).put("nonce", "another")), "Nonces mismatch");
        assertError(post(GOOGLE.body(token).put("nonce", hash)), "Nonces mismatch");
        assertError(post(GOOGLE.body(token)), "Passed nonce and nonce in id_token should either both exist or not.");
        assertError(
                post(GOOGLE.body(token()).put("nonce", "a nonce")),
                "Passed nonce and nonce in id_token should either both exist or not.");
    }

    @Test
    void a_nonce_is_not_asked_for_where_the_settings_say_so() {
        IdTokenIssuer lenient = new IdTokenIssuer(
                "google", GOOGLE.url(), List.of(TestProvider.CLIENT), GOOGLE.keys(), /* nonceChecked= */ false);
        try (AuthServerRunning server =
                new AuthServerRunning(settings -> settings.withIdTokenIssuers(List.of(lenient)))) {
            String token = GOOGLE.token(SERVER.clock, subject, email, claims -> claims.put("nonce", "x"));
            assertThat(server.client()
                            .post("/token?grant_type=id_token", Json.print(GOOGLE.body(token)))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void the_access_token_must_be_the_one_that_came_with_the_id_token() {
        String hash = Base64Url.encode(java.util.Arrays.copyOf(sha256("an access token"), 16));
        String token = GOOGLE.token(SERVER.clock, subject, email, claims -> claims.put("at_hash", hash));
        assertThat(post(GOOGLE.body(token).put("access_token", "an access token"))
                        .status())
                .isEqualTo(200);
        assertError(post(GOOGLE.body(token).put("access_token", "another")), "Bad ID token");
        assertThat(signIn(token).status()).isEqualTo(200);
    }

    @Test
    void tokens_that_are_not_to_be_believed_are_refused() {
        List<Consumer<ObjectNode>> changes = List.of(
                claims -> claims.put("iss", "https://stranger.example.com"),
                claims -> claims.put("exp", SERVER.clock.instant().getEpochSecond() - 1),
                claims -> claims.remove("exp"));
        for (Consumer<ObjectNode> change : changes) {
            assertError(signIn(GOOGLE.token(SERVER.clock, subject, email, change)), "Bad ID token");
        }
        assertError(signIn(new TestProvider("google").token(SERVER.clock, subject, email)), "Bad ID token");
        assertError(signIn("nonsense"), "Bad ID token");
        assertError(
                signIn(Jws.print(
                        Json.object().put("alg", "none"), Jws.parse(token()).claims(), message -> new byte[0])),
                "Bad ID token");
        assertError(signIn(GOOGLE.token(SERVER.clock, "", email)), "Missing sub claim in id_token");
        assertThat(signIn(GOOGLE.token(SERVER.clock, subject, email, claims -> claims.put("aud", "another app")))
                        .text("error_description"))
                .startsWith("Unacceptable audience in id_token");
    }

    @Test
    void one_of_several_audiences_is_enough() {
        String token = GOOGLE.token(SERVER.clock, subject, email, claims -> claims.putArray("aud")
                .add("another app")
                .add(TestProvider.CLIENT));
        assertThat(signIn(token).status()).isEqualTo(200);
    }

    @Test
    void an_issuer_can_be_named_instead_of_a_provider() {
        ObjectNode body = Json.object()
                .put("issuer", GOOGLE.url())
                .put("client_id", TestProvider.CLIENT)
                .put("id_token", token());
        assertThat(post(body).status()).isEqualTo(200);
        assertThat(post(body.put("issuer", "https://stranger.example.com")).outcome())
                .isEqualTo("400 validation_failed");
    }

    @Test
    void a_provider_that_is_not_set_up_is_disabled_or_unknown() {
        assertThat(post(GOOGLE.body(token()).put("provider", "apple")).outcome())
                .isEqualTo("400 provider_disabled");
        assertThat(post(GOOGLE.body(token()).put("provider", "amulet")).outcome())
                .isEqualTo("400 validation_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"provider\": \"google\"}", "{\"id_token\": \"x\"}"})
    void a_request_without_token_or_provider_is_refused(String body) {
        Reply reply = client.post("/token?grant_type=id_token", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("invalid request");
    }

    @Test
    void rs256_is_believed_too() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        RSAPublicKey shown = (RSAPublicKey) pair.getPublic();
        ObjectNode keys = Json.object();
        keys.putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("n", Base64Url.encode(shown.getModulus().toByteArray()))
                .put("e", Base64Url.encode(shown.getPublicExponent().toByteArray()));
        String token = Jws.print(
                Json.object().put("alg", "RS256"), Jws.parse(token()).claims(), message -> sign(pair, message));
        assertThat(IssuerKeys.parse(Json.print(keys)).haveSigned(Jws.parse(token)))
                .isTrue();
        assertThat(IssuerKeys.parse(Json.print(keys)).haveSigned(Jws.parse(token())))
                .isFalse();
    }

    private static byte[] sign(KeyPair pair, byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String token() {
        return GOOGLE.token(SERVER.clock, subject, email);
    }

    private Reply signIn(String token) {
        return post(GOOGLE.body(token));
    }

    private Reply post(ObjectNode body) {
        return client.post("/token?grant_type=id_token", Json.print(body));
    }

    private static void assertError(Reply reply, String description) {
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error_description")).isEqualTo(description);
    }

    private static String userId(Reply reply) {
        return reply.body().at("/user/id").asString();
    }

    private static byte[] sha256(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

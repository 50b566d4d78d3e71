package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Several servers with different settings on one database, as the client libraries' own tests have them. */
class SharedDatabaseTest {

    private static final String PASSWORD = "correct horse battery staple";

    private static final LocalSupabase FIRST =
            LocalSupabase.builder().authPath("/").jwt(JwtMode.HS256).start();

    @AfterAll
    static void stop() {
        FIRST.close();
    }

    @Test
    void all_see_the_same_users_and_each_has_its_own_settings() {
        Session ada = FIRST.signUp("ada@example.com", PASSWORD);
        try (LocalSupabase closed = LocalSupabase.builder()
                .sharing(FIRST)
                .auth(auth -> auth.withSignUps(false).withAccessTokenLifetime(Duration.ofMinutes(5)))
                .start()) {
            assertThat(closed.signIn("ada@example.com", PASSWORD).userId()).isEqualTo(ada.userId());
            assertThatThrownBy(() -> closed.signUp("bo@example.com", PASSWORD)).hasMessageContaining("422");
            assertThat(closed.secretKey()).isEqualTo(FIRST.secretKey());
        }
        assertThat(FIRST.signIn("ada@example.com", PASSWORD).userId()).isEqualTo(ada.userId());
    }

    @Test
    void one_signs_with_the_secret_and_another_with_a_key_pair() {
        Session carl = FIRST.signUp("carl@example.com", PASSWORD);
        try (LocalSupabase other =
                LocalSupabase.builder().sharing(FIRST).jwt(JwtMode.ES256).start()) {
            String token = other.signIn("carl@example.com", PASSWORD).accessToken();
            assertThat(header(token)).contains("ES256");
            assertThat(header(carl.accessToken())).contains("HS256");
            assertThat(verified(other, token).userId()).isEqualTo(carl.userId());
            assertThat(FIRST.signingKeys().list()).hasSize(1);
        }
    }

    @Test
    void the_auth_server_can_be_at_the_root() throws Exception {
        assertThat(FIRST.authUrl()).isEqualTo(FIRST.apiUrl());
        assertThat(status("/health")).isEqualTo(200);
        assertThat(status("/.well-known/jwks.json")).isEqualTo(200);
        assertThat(status("/rest/v1/")).isEqualTo(200);
        assertThat(status("/auth/v1/health")).isEqualTo(404);
        Session dora = FIRST.signUp("dora@example.com", PASSWORD);
        assertThat(verified(FIRST, dora.accessToken()).email()).contains("dora@example.com");
    }

    @Test
    void each_has_its_own_clock() {
        FIRST.signUp("eve@example.com", PASSWORD);
        try (LocalSupabase later = LocalSupabase.builder().sharing(FIRST).start()) {
            later.clock().advance(Duration.ofDays(1));
            assertThatThrownBy(() -> verified(
                            later, later.signIn("eve@example.com", PASSWORD).accessToken()))
                    .hasMessageContaining("not valid yet");
            verified(FIRST, FIRST.signIn("eve@example.com", PASSWORD).accessToken());
        }
    }

    @Test
    void a_path_that_is_none_is_refused() {
        for (String path : new String[] {"", "auth", "/auth/", "/a b"}) {
            assertThatThrownBy(() -> LocalSupabase.builder().authPath(path)).hasMessageContaining("authPath must be");
        }
    }

    private static Caller verified(LocalSupabase supabase, String token) {
        return TokenVerifier.of(supabase.config()).verify(token);
    }

    private static String header(String token) {
        return new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static int status(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(FIRST.apiUrl() + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.InvalidTokenException.Reason;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Core's remote verification against an Auth server that knows its users, sessions and bans. */
class RemoteVerificationTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final LocalSupabase SUPABASE = LocalSupabase.start();

    /** Neither secret nor keys: all that it knows, it knows from the server. */
    private static final SupabaseConfig CONFIG = SupabaseConfig.builder(SUPABASE.apiUrl())
            .publishableKey(SUPABASE.publishableKey())
            .remoteCacheTime(Duration.ZERO)
            .build();

    private final TokenVerifier verifier = TokenVerifier.remote(CONFIG);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    static void stop() {
        SUPABASE.close();
    }

    private static Session signUp() {
        return SUPABASE.signUp(UUID.randomUUID() + "@example.com", PASSWORD);
    }

    @Test
    void a_user_is_recognised() {
        Session ada = signUp();
        Caller caller = verifier.verify(ada.accessToken());
        assertThat(caller.userId()).isEqualTo(ada.userId());
        assertThat(caller.email()).contains(ada.email());
        assertThat(caller.role()).isEqualTo("authenticated");
    }

    @Test
    void with_the_older_secret_it_is_the_same() {
        try (LocalSupabase older = LocalSupabase.builder().jwt(JwtMode.HS256).start()) {
            Session ada = older.signUp("ada@example.com", PASSWORD);
            SupabaseConfig anon = SupabaseConfig.builder(older.apiUrl())
                    .anonKey(older.anonKey())
                    .build();
            for (SupabaseConfig config : new SupabaseConfig[] {anon, older.config()}) {
                assertThat(TokenVerifier.remote(config)
                                .verify(ada.accessToken())
                                .userId())
                        .isEqualTo(ada.userId());
            }
        }
    }

    @Test
    void a_forged_token_is_refused() {
        String token = signUp().accessToken();
        char[] forged = token.toCharArray();
        int inTheSignature = token.lastIndexOf('.') + 10;
        forged[inTheSignature] = forged[inTheSignature] == 'A' ? 'B' : 'A';
        assertRefused(new String(forged), Reason.REFUSED_BY_AUTH);
    }

    @Test
    void who_signs_out_is_out_at_once_and_nobody_else() {
        Session ada = signUp();
        Session adaElsewhere = SUPABASE.signIn(ada.email(), PASSWORD);
        verifier.verify(ada.accessToken());
        assertThat(send("POST", "/logout?scope=local", SUPABASE.publishableKey(), ada.accessToken(), ""))
                .isEqualTo(204);
        assertRefused(ada.accessToken(), Reason.SESSION_NOT_FOUND);
        assertThat(verifier.verify(adaElsewhere.accessToken()).userId()).isEqualTo(ada.userId());
        assertThat(TokenVerifier.of(SUPABASE.config()).verify(ada.accessToken()).userId())
                .as("without asking, the token is good until it ends")
                .isEqualTo(ada.userId());
    }

    @Test
    void who_is_banned_is_out_until_the_ban_ends() {
        Session ada = signUp();
        assertThat(admin("PUT", ada, "{\"ban_duration\":\"24h\"}")).isEqualTo(200);
        assertRefused(ada.accessToken(), Reason.USER_BANNED);
        assertThat(admin("PUT", ada, "{\"ban_duration\":\"none\"}")).isEqualTo(200);
        TokenVerifier fresh = TokenVerifier.remote(CONFIG); // the refusal was to be remembered for a while
        assertThat(fresh.verify(ada.accessToken()).userId()).isEqualTo(ada.userId());
    }

    @Test
    void who_is_deleted_is_gone() {
        Session ada = signUp();
        assertThat(admin("DELETE", ada, "{}")).isEqualTo(200);
        assertRefused(ada.accessToken(), Reason.USER_NOT_FOUND);
    }

    @Test
    void a_wrong_api_key_is_no_verdict_on_the_caller() {
        TokenVerifier wrongKey = TokenVerifier.remote(CONFIG.toBuilder()
                .publishableKey("sb_publishable_of_another_project")
                .build());
        String token = signUp().accessToken();
        assertThatThrownBy(() -> wrongKey.verify(token))
                .isInstanceOf(AuthUnavailableException.class)
                .hasMessageContaining("set publishableKey (SUPABASE_PUBLISHABLE_KEY)");
    }

    private void assertRefused(String token, Reason reason) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(
                        InvalidTokenException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private int admin(String method, Session user, String body) {
        return send(method, "/admin/users/" + user.userId(), SUPABASE.secretKey(), SUPABASE.serviceRoleKey(), body);
    }

    private int send(String method, String path, String apikey, String token, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SUPABASE.apiUrl() + "/auth/v1" + path))
                .header("apikey", apikey)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            return response.statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

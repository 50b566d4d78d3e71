package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.InvalidTokenException.Reason;
import dev.deputy.InvalidWebhookException;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.WebhookVerifier;
import dev.deputy.test.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** About tokens, keys and settings: without any server. */
class TokensTest {

    private final TestIssuer issuer = TestIssuer.create();
    private final SupabaseConfig config = issuer.config();

    @Test
    void secret_and_signing_keys_side_by_side() {
        String fromBefore = issuer.token().signedBySecret().compact();
        String fromNowOn = issuer.token().compact();
        // snippet both
        TokenVerifier verifier =
                TokenVerifier.of(config); // SUPABASE_URL, and SUPABASE_JWT_SECRET for as long as it counts
        Caller older = verifier.verify(fromBefore); // HS256
        Caller newer = verifier.verify(fromNowOn); // ES256
        // end
        assertThat(older.userId()).isNotEqualTo(newer.userId());
        TokenVerifier later = TokenVerifier.of(
                SupabaseConfig.builder(config.projectUrl()).jwks(issuer.jwks()).build());
        assertThatThrownBy(() -> later.verify(fromBefore)).isInstanceOf(InvalidTokenException.class);
    }

    // snippet answers
    String answer(TokenVerifier verifier, String token) {
        try {
            Caller caller = verifier.verify(token);
            return "200: " + caller.userId();
        } catch (InvalidTokenException bad) {
            return "401: " + bad.reason(); // for the log; tell the client no more than "Invalid user token"
        } catch (AuthUnavailableException unknown) {
            return "503: nobody can say now, try again";
        }
    }
    // end

    @Test
    void a_bad_token_is_refused_for_a_reason() {
        TokenVerifier verifier = issuer.verifier();
        assertThat(answer(verifier, issuer.token().compact())).startsWith("200");
        assertThat(answer(verifier, issuer.token().expired().compact())).isEqualTo("401: EXPIRED");
        assertThat(answer(verifier, issuer.token().signedByStranger().compact()))
                .isEqualTo("401: BAD_SIGNATURE");
        assertThat(answer(verifier, issuer.token().unsigned().compact())).isEqualTo("401: MALFORMED");
        assertThat(answer(
                        verifier, issuer.token().issuedBy("https://other.test").compact()))
                .isEqualTo("401: WRONG_ISSUER");
        assertThat(answer(verifier, issuer.token().forAudience("somebody").compact()))
                .isEqualTo("401: WRONG_AUDIENCE");
        assertThat(answer(
                        token -> {
                            throw new AuthUnavailableException("no keys", Duration.ofSeconds(2), new IOException());
                        },
                        ""))
                .startsWith("503");
    }

    @Test
    void tokens_that_name_another_address() {
        // snippet issuer
        SupabaseConfig config = SupabaseConfig.builder(URI.create("http://kong:8000")) // as this service sees it
                .publicUrl(URI.create("https://api.example.com")) // as browsers, and tokens, do
                .allowingPlainHttp()
                .build();
        // end
        assertThat(config.issuers()).containsExactly("http://kong:8000/auth/v1", "https://api.example.com/auth/v1");
    }

    @Test
    void tokens_for_another_audience() {
        // snippet audience
        SupabaseConfig ours = config.toBuilder()
                .audience("authenticated")
                .audience("my-backend")
                .build();
        // end
        String token = issuer.token().forAudience("my-backend").compact();
        assertThat(TokenVerifier.of(ours).verify(token).role()).isEqualTo("authenticated");
        assertThatThrownBy(() -> issuer.verifier().verify(token))
                .hasFieldOrPropertyWithValue("reason", Reason.WRONG_AUDIENCE);
    }

    @Test
    void a_key_that_is_rotated() {
        // snippet rotation
        TestIssuer project = TestIssuer.create();
        TokenVerifier verifier = project.verifier();
        String before = project.token().compact();

        project.rotate();
        verifier.verify(before); // still good, and so are those of the new key
        verifier.verify(project.token().compact());

        project.revokeOlderKeys();
        assertThatThrownBy(() -> verifier.verify(before)).isInstanceOf(InvalidTokenException.class);
        // end
    }

    @Test
    void keys_in_the_wrong_place() {
        String secretKey = "sb_secret_AAAAAAAAAAAAAAAAAAAAAA_7kiRrkbS";
        // snippet wrong-place
        assertThatThrownBy(() -> SupabaseConfig.builder(URI.create("https://abc.supabase.co"))
                        .publishableKey(secretKey)
                        .build())
                .hasMessageContaining("is a secret key, which bypasses row level security");
        // end
        assertThat(config.toBuilder().secretKey(secretKey).build().toString()).doesNotContain(secretKey);
        assertThatThrownBy(() -> issuer.verifier().verify(secretKey))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageNotContaining(secretKey);
    }

    @Test
    void what_a_token_says_about_its_user() {
        Caller caller = issuer.token()
                .appMetadata(Map.of("role", "admin"))
                .userMetadata(Map.of("theme", "dark"))
                .caller();
        // snippet metadata
        boolean admin = "admin".equals(caller.appMetadata().get("role")); // who has the secret key writes it
        Object theme = caller.userMetadata().get("theme"); // who has the account does: show it, never believe it
        // end
        assertThat(admin).isTrue();
        assertThat(theme).isEqualTo("dark");
    }

    @Test
    void a_hook_that_nobody_signed() {
        String secret = "v1,whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        // snippet webhook
        WebhookVerifier hooks = WebhookVerifier.of(secret); // "v1,whsec_…" from the dashboard; two of them around a "|"
        assertThatThrownBy(
                        () -> hooks.verify("msg_1", "1700000000", "v1,AAAA", body)) // the three headers, and the bytes
                .isInstanceOf(InvalidWebhookException.class); // 401
        // end
    }
}

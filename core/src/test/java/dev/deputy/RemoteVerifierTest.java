package dev.deputy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.BadTokens.BadToken;
import dev.deputy.InvalidTokenException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteVerifierTest {

    private final AuthStub auth = new AuthStub();

    @AfterEach
    void close() {
        auth.close();
    }

    @Test
    void a_token_that_the_server_confirms_is_accepted_whatever_signed_it() {
        TokenVerifier verifier = auth.verifier();
        for (String token : List.of(
                TestIssuer.token(TestIssuer.ES256),
                TestIssuer.token(TestIssuer.RS256),
                TestIssuer.token(TestIssuer.EDDSA),
                TestIssuer.hs256(TestIssuer.claims()))) {
            Caller caller = verifier.verify(token);
            assertThat(caller.subject()).isEqualTo(TestIssuer.USER);
            assertThat(caller.accessToken()).isEqualTo(token);
            assertThat(caller.email()).contains("ada@example.com");
        }
        assertThat(auth.requests()).isEqualTo(4);
    }

    @Test
    void the_server_is_asked_as_it_wishes_to_be() {
        String token = TestIssuer.token(TestIssuer.ES256);
        auth.verifier().verify(token);
        assertThat(auth.paths()).containsExactly("GET /auth/v1/user");
        assertThat(auth.lastRequest().get("Authorization")).containsExactly("Bearer " + token);
        assertThat(auth.lastRequest().get("apikey")).containsExactly(AuthStub.API_KEY);
        assertThat(auth.lastRequest().get("X-Supabase-Api-Version")).containsExactly("2024-01-01");
        assertThat(auth.lastRequest().getFirst("X-Client-Info")).matches("deputy/\\S+");
        assertThat(auth.lastRequest()).doesNotContainKeys("Upgrade", "Http2-settings");
    }

    @Test
    void at_once_is_known_who_was_confirmed_a_moment_ago_and_nobody_else() {
        TokenVerifier verifier = auth.verifier();
        for (String token : List.of(TestIssuer.token(TestIssuer.ES256), TestIssuer.hs256(TestIssuer.claims()))) {
            assertThat(verifier.verifyAtOnce(token)).isEmpty();
            Caller caller = verifier.verify(token);
            assertThat(verifier.verifyAtOnce(token)).contains(caller);
        }
        assertThat(auth.requests()).isEqualTo(2);
        for (BadToken bad : BadTokens.all().toList()) {
            assertThat(verifier.verifyAtOnce(bad.token())).as(bad.toString()).isEmpty();
        }
        assertThat(auth.requests()).isEqualTo(2);
    }

    /** What the server confirms is who it is, not that they may come in. */
    @Test
    void a_role_that_may_not_come_in_does_not_come_in_at_once_either() {
        TokenVerifier verifier = auth.verifier();
        String token = TestIssuer.token(TestIssuer.ES256, TestIssuer.claimsWith("role", "\"service_role\""));

        assertRefused(verifier, token, Reason.ROLE_NOT_ALLOWED);
        assertThat(auth.requests()).isEqualTo(1);
        assertThat(verifier.verifyAtOnce(token)).isEmpty();
    }

    @Test
    void the_older_anon_key_will_do() {
        auth.verifier(SupabaseConfig.builder(auth.project())
                        .anonKey("an-older-key")
                        .issuer(TestIssuer.PROJECT + "/auth/v1"))
                .verify(TestIssuer.token(TestIssuer.ES256));
        assertThat(auth.lastRequest().get("apikey")).containsExactly("an-older-key");
    }

    @Test
    void without_a_publishable_key_there_is_no_remote_verifier() {
        SupabaseConfig config = SupabaseConfig.builder(auth.project())
                .secretKey("sb_secret_AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAA")
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.remote(config))
                .withMessageContaining("publishableKey (SUPABASE_PUBLISHABLE_KEY) is not set");
    }

    @Test
    void an_empty_set_of_keys_is_no_obstacle_because_the_server_is_asked_instead() {
        SupabaseConfig.Builder config = auth.config().jwks("{\"keys\":[]}");
        TokenVerifier.remote(config.build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.of(config.build()))
                .withMessageContaining("SUPABASE_JWKS");
        assertThat(auth.verifier(config)
                        .verify(TestIssuer.token(TestIssuer.ES256))
                        .subject())
                .isEqualTo(TestIssuer.USER);
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void an_api_key_that_no_header_can_carry_is_found_when_the_settings_are_checked() {
        for (String key : List.of("sb_publishable_a b", "sb_publishable_a\nb", "sb_publishable_ä")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> auth.config().publishableKey(key).build())
                    .withMessageContaining("publishableKey (SUPABASE_PUBLISHABLE_KEY)")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key));
        }
    }

    /** What is wrong with a token's form or claims can be seen without the server; what is wrong with its keys, not. */
    @Test
    void no_bad_token_that_can_be_refuted_here_is_sent_to_the_server() {
        Set<Reason> visible = EnumSet.of(
                Reason.MALFORMED,
                Reason.BAD_CLAIM,
                Reason.EXPIRED,
                Reason.NOT_YET_VALID,
                Reason.WRONG_ISSUER,
                Reason.WRONG_AUDIENCE);
        TokenVerifier verifier = auth.verifier();
        List<BadToken> refutable =
                BadTokens.all().filter(bad -> visible.contains(bad.reason())).toList();
        assertThat(refutable).hasSizeGreaterThan(50);
        for (BadToken bad : refutable) {
            assertRefused(verifier, bad.token(), bad.reason());
        }
        assertThat(auth.requests()).isZero();
    }

    @Test
    void an_api_key_is_no_token_and_not_sent_as_one() {
        assertRefused(auth.verifier(), AuthStub.API_KEY, Reason.MALFORMED);
        assertThat(auth.requests()).isZero();
    }

    @Test
    void with_the_secret_a_forged_hs256_token_does_not_reach_the_server() {
        TokenVerifier verifier = auth.verifier(auth.config().jwtSecret(TestIssuer.SECRET));
        assertRefused(
                verifier,
                TestIssuer.hs256(
                        TestIssuer.signingInput(TestIssuer.hs256Header(), TestIssuer.claims()), new byte[] {1, 2, 3}),
                Reason.BAD_SIGNATURE);
        assertThat(auth.requests()).isZero();
        verifier.verify(TestIssuer.hs256(TestIssuer.claims()));
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void with_the_keys_a_forged_es256_token_does_not_reach_the_server() {
        TokenVerifier verifier = auth.verifier(auth.config().jwks(TestIssuer.jwks(TestIssuer.ES256)));
        TestIssuer.Key stranger = TestIssuer.Key.ec(TestIssuer.ES256.kid());
        assertRefused(verifier, TestIssuer.token(stranger), Reason.BAD_SIGNATURE);
        assertRefused(verifier, TestIssuer.token(TestIssuer.Key.ec("unknown")), Reason.UNKNOWN_KEY);
        assertThat(auth.requests()).isZero();
        verifier.verify(TestIssuer.token(TestIssuer.ES256));
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void a_token_that_only_the_server_can_judge_is_left_to_it() {
        auth.answer(AuthStub.error(403, "bad_jwt"));
        TokenVerifier verifier = auth.verifier(auth.config().jwks(TestIssuer.jwks(TestIssuer.ES256)));
        assertRefused(verifier, TestIssuer.hs256(TestIssuer.claims()), Reason.REFUSED_BY_AUTH);
        assertThat(auth.requests()).isEqualTo(1);
    }

    @Test
    void a_good_local_signature_is_not_enough() {
        auth.answer(AuthStub.error(403, "session_not_found"));
        TokenVerifier verifier = auth.verifier(auth.config().jwtSecret(TestIssuer.SECRET));
        assertRefused(verifier, TestIssuer.hs256(TestIssuer.claims()), Reason.SESSION_NOT_FOUND);
    }

    @Test
    void the_demands_of_the_configuration_hold() {
        SupabaseConfig.Builder config = auth.config().requiringSecondFactor();
        assertRefused(auth.verifier(config), TestIssuer.token(TestIssuer.ES256), Reason.INSUFFICIENT_AAL);
        assertRefused(
                auth.verifier(),
                TestIssuer.token(TestIssuer.ES256, TestIssuer.claimsWith("role", "\"service_role\"")),
                Reason.ROLE_NOT_ALLOWED);
    }

    @Test
    void a_token_of_a_third_party_is_verified_with_its_own_keys_and_the_server_not_asked() {
        TestIssuer.Key theirs = TestIssuer.Key.ec("theirs");
        TokenVerifier verifier = auth.verifier(auth.config()
                .thirdPartyIssuer(ThirdPartyIssuer.withKeys("https://else.example", TestIssuer.jwks(theirs))));
        String claims =
                TestIssuer.with(TestIssuer.claimsWith("iss", "\"https://else.example\""), "sub", "\"not-a-uuid\"");
        assertThat(verifier.verify(TestIssuer.token(theirs, claims)).subject()).isEqualTo("not-a-uuid");
        assertRefused(verifier, TestIssuer.token(TestIssuer.Key.ec("theirs"), claims), Reason.BAD_SIGNATURE);
        assertThat(auth.requests()).isZero();
    }

    @Test
    void the_listener_hears_of_it_all() {
        List<String> heard = new ArrayList<>();
        AuthListener listener = new AuthListener() {
            @Override
            public void verified(Caller caller) {
                heard.add("verified " + caller.subject());
            }

            @Override
            public void refused(Reason reason) {
                heard.add("refused " + reason);
            }

            @Override
            public void unavailable() {
                heard.add("unavailable");
            }

            @Override
            public void authAnswered(Duration took) {
                heard.add("answered");
            }

            @Override
            public void authFailed() {
                heard.add("failed");
            }

            @Override
            public void authPaused(boolean paused) {
                heard.add("paused " + paused);
            }
        };
        RemoteLimits limits = AuthStub.LIMITS;
        TokenVerifier verifier = auth.verifier(auth.config().remoteCacheTime(Duration.ZERO), limits, listener);
        String token = TestIssuer.token(TestIssuer.ES256);
        verifier.verify(token);
        assertThat(heard).containsExactly("answered", "verified " + TestIssuer.USER);
        heard.clear();

        assertThatThrownBy(() -> verifier.verify("garbage")).isInstanceOf(InvalidTokenException.class);
        assertThat(heard).containsExactly("refused MALFORMED");
        heard.clear();

        auth.answer(AuthStub.html(502));
        for (int i = 0; i < limits.tolerated(); i++) {
            assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(AuthUnavailableException.class);
        }
        assertThat(heard)
                .startsWith("failed", "unavailable", "failed")
                .endsWith("paused true", "failed", "unavailable");
        heard.clear();

        auth.answer(AuthStub.user());
        auth.time.pass(RetryAfter.DEFAULT);
        verifier.verify(token);
        assertThat(heard).containsExactly("paused false", "answered", "verified " + TestIssuer.USER);
    }

    @Test
    void the_public_factory_makes_one_that_works_without_anything_to_close() {
        TokenVerifier verifier = TokenVerifier.remote(SupabaseConfig.builder(URI.create(auth.project() + "/"))
                .publishableKey(AuthStub.API_KEY)
                .issuer(TestIssuer.PROJECT + "/auth/v1")
                .build());
        java.time.Instant now = java.time.Instant.now();
        assertThat(verifier.verify(TestIssuer.token(TestIssuer.ES256, TestIssuer.claims(now)))
                        .subject())
                .isEqualTo(TestIssuer.USER);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("HttpClient"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    static void assertRefused(TokenVerifier verifier, String token, Reason reason) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(
                        InvalidTokenException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}

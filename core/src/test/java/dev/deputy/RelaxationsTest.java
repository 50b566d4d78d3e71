package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.ANONYMOUS_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.BAD_CLAIM;
import static dev.deputy.InvalidTokenException.Reason.BAD_SIGNATURE;
import static dev.deputy.InvalidTokenException.Reason.CLIENT_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.EXPIRED;
import static dev.deputy.InvalidTokenException.Reason.INSUFFICIENT_AAL;
import static dev.deputy.InvalidTokenException.Reason.NOT_YET_VALID;
import static dev.deputy.InvalidTokenException.Reason.ROLE_NOT_ALLOWED;
import static dev.deputy.InvalidTokenException.Reason.UNKNOWN_KEY;
import static dev.deputy.InvalidTokenException.Reason.UNSUPPORTED;
import static dev.deputy.InvalidTokenException.Reason.WRONG_AUDIENCE;
import static dev.deputy.InvalidTokenException.Reason.WRONG_ISSUER;
import static dev.deputy.TestIssuer.ES256;
import static dev.deputy.TestIssuer.NOW;
import static dev.deputy.TestIssuer.claims;
import static dev.deputy.TestIssuer.claimsWith;
import static dev.deputy.TestIssuer.claimsWithout;
import static dev.deputy.TestIssuer.config;
import static dev.deputy.TestIssuer.hs256;
import static dev.deputy.TestIssuer.token;
import static dev.deputy.TestIssuer.verifier;
import static dev.deputy.TestIssuer.with;
import static dev.deputy.TestIssuer.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deputy.InvalidTokenException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each setting changes the one thing that it names. */
class RelaxationsTest {

    private static final String AUTH0 = "https://example.eu.auth0.com/";
    private static final TestIssuer.Key AUTH0_KEY = TestIssuer.Key.ec("auth0-1");

    private static void accepts(SupabaseConfig.Builder config, String claims) {
        assertThat(verifier(config).verify(hs256(claims)).subject()).isEqualTo(TestIssuer.USER);
    }

    private static void refuses(SupabaseConfig.Builder config, String claims, Reason reason) {
        refuses(verifier(config), hs256(claims), reason);
    }

    private static void refuses(TokenVerifier verifier, String token, Reason reason) {
        assertThatExceptionOfType(InvalidTokenException.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void other_issuers_are_accepted_instead_when_named() {
        SupabaseConfig.Builder config =
                config().issuer("https://auth.example.com/auth/v1").issuer("https://two.example.com");

        accepts(config, claimsWith("iss", "\"https://auth.example.com/auth/v1\""));
        accepts(config, claimsWith("iss", "\"https://two.example.com\""));
        refuses(config, claims(), WRONG_ISSUER);
    }

    @Test
    void the_public_address_is_an_issuer_too() {
        SupabaseConfig.Builder config = config().publicUrl(URI.create("https://api.example.com/"));

        accepts(config, claims());
        accepts(config, claimsWith("iss", "\"https://api.example.com/auth/v1\""));
    }

    @Test
    void the_issuer_can_be_left_unchecked() {
        SupabaseConfig.Builder config = config().acceptingAnyIssuer();

        accepts(config, claims());
        accepts(config, claimsWithout("iss"));
        accepts(config, claimsWith("iss", "\"anybody\""));
        accepts(config, claimsWith("iss", "7"));
    }

    @Test
    void other_audiences_are_accepted_instead_when_named() {
        SupabaseConfig.Builder config = config().audience("api").audience("app");

        accepts(config, claimsWith("aud", "\"api\""));
        accepts(config, claimsWith("aud", "[\"x\",\"app\"]"));
        refuses(config, claims(), WRONG_AUDIENCE);
    }

    @Test
    void other_roles_are_accepted_instead_when_named() {
        SupabaseConfig.Builder config = config().role("editor").role("service_role");

        accepts(config, claimsWith("role", "\"editor\""));
        accepts(config, claimsWith("role", "\"service_role\""));
        refuses(config, claims(), ROLE_NOT_ALLOWED);
        refuses(config, claimsWith("role", "\"anon\""), ROLE_NOT_ALLOWED);
    }

    @Test
    void the_clocks_may_differ_by_as_much_as_is_set() {
        long now = NOW.getEpochSecond();
        SupabaseConfig.Builder none = config().clockSkew(Duration.ZERO);
        refuses(none, claimsWith("exp", "" + now), EXPIRED);
        accepts(none, claimsWith("exp", "" + (now + 1)));
        refuses(none, claimsWith("nbf", "" + (now + 1)), NOT_YET_VALID);
        accepts(none, claimsWith("nbf", "" + now));

        SupabaseConfig.Builder most = config().clockSkew(Duration.ofSeconds(60));
        accepts(most, claimsWith("exp", "" + (now - 59)));
        refuses(most, claimsWith("exp", "" + (now - 60)), EXPIRED);
        accepts(most, claimsWith("iat", "" + (now + 60)));
        refuses(most, claimsWith("iat", "" + (now + 61)), NOT_YET_VALID);
    }

    @Test
    void a_second_factor_can_be_demanded() {
        SupabaseConfig.Builder config = config().requiringSecondFactor();

        accepts(config, claimsWith("aal", "\"aal2\""));
        refuses(config, claims(), INSUFFICIENT_AAL);
        refuses(config, claimsWithout("aal"), INSUFFICIENT_AAL);
        refuses(config, claimsWith("aal", "2"), INSUFFICIENT_AAL);
        refuses(config, claimsWith("aal", "\"AAL2\""), INSUFFICIENT_AAL);
    }

    @Test
    void anonymous_users_can_be_refused() {
        SupabaseConfig.Builder config = config().refusingAnonymousUsers();

        accepts(config, claims());
        accepts(config, claimsWithout("is_anonymous"));
        refuses(config, claimsWith("is_anonymous", "true"), ANONYMOUS_NOT_ALLOWED);
        refuses(config, claimsWith("is_anonymous", "\"true\""), ANONYMOUS_NOT_ALLOWED);
        refuses(config, claimsWith("is_anonymous", "1"), ANONYMOUS_NOT_ALLOWED);
    }

    @Test
    void tokens_of_o_auth_clients_can_be_refused_all_or_some() {
        SupabaseConfig.Builder some = config().refusingOAuthClientsExcept(List.of("one", "two"));
        accepts(some, claims());
        accepts(some, claimsWith("client_id", "\"two\""));
        refuses(some, claimsWith("client_id", "\"three\""), CLIENT_NOT_ALLOWED);
        refuses(some, claimsWith("client_id", "\"\""), CLIENT_NOT_ALLOWED);
        refuses(some, claimsWith("client_id", "[\"one\"]"), CLIENT_NOT_ALLOWED);

        SupabaseConfig.Builder none = config().refusingOAuthClientsExcept(List.of());
        accepts(none, claims());
        refuses(none, claimsWith("client_id", "\"one\""), CLIENT_NOT_ALLOWED);
    }

    @Test
    void ed_dsa_is_accepted_when_named_and_the_others_are_not_then() {
        TokenVerifier verifier = verifier(config().algorithm(Algorithm.EDDSA));

        assertThat(verifier.verify(token(TestIssuer.EDDSA)).subject()).isEqualTo(TestIssuer.USER);
        refuses(verifier, token(ES256), UNSUPPORTED);
        refuses(verifier(config()), token(TestIssuer.EDDSA), UNSUPPORTED);
    }

    @Test
    void without_a_secret_hs256_is_refused_and_without_keys_the_rest_is() {
        TokenVerifier keysOnly =
                verifier(SupabaseConfig.builder(TestIssuer.PROJECT).jwks(TestIssuer.jwks(ES256)));
        assertThat(keysOnly.verify(token(ES256)).subject()).isEqualTo(TestIssuer.USER);
        refuses(keysOnly, hs256(claims()), UNSUPPORTED);

        TokenVerifier secretOnly = verifier(SupabaseConfig.builder(TestIssuer.PROJECT)
                .jwtSecret(TestIssuer.SECRET)
                .jwks("{\"keys\":[]}"));
        assertThat(secretOnly.verify(hs256(claims())).subject()).isEqualTo(TestIssuer.USER);
        refuses(secretOnly, token(ES256), UNKNOWN_KEY);
    }

    private static SupabaseConfig.Builder withAuth0(ThirdPartyIssuer issuer) {
        return config().thirdPartyIssuer(issuer);
    }

    private static ThirdPartyIssuer auth0() {
        return ThirdPartyIssuer.withKeys(AUTH0, TestIssuer.jwks(AUTH0_KEY));
    }

    private static String auth0Claims() {
        return with(claimsWith("iss", "\"" + AUTH0 + "\""), "sub", "\"auth0|1234\"");
    }

    @Test
    void a_third_partys_tokens_are_checked_with_its_own_keys_and_subjects() {
        TokenVerifier verifier = verifier(withAuth0(auth0()));

        Caller caller = verifier.verify(token(AUTH0_KEY, auth0Claims()));

        assertThat(caller.subject()).isEqualTo("auth0|1234");
        assertThat(caller.issuer()).contains(AUTH0);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(caller::userId);
        assertThat(verifier.verify(token(ES256)).subject()).isEqualTo(TestIssuer.USER);
    }

    @Test
    void nobodys_keys_are_good_for_another_issuer() {
        TokenVerifier verifier = verifier(withAuth0(auth0()));

        refuses(verifier, token(AUTH0_KEY, claims()), UNKNOWN_KEY);
        refuses(verifier, token(ES256, auth0Claims()), UNKNOWN_KEY);
        refuses(verifier, hs256(auth0Claims()), UNSUPPORTED);
        refuses(
                verifier,
                token(new TestIssuer.Key("auth0-1", Algorithm.ES256, ES256.pair()), auth0Claims()),
                BAD_SIGNATURE);
        refuses(verifier, token(ES256, with(claims(), "sub", "\"auth0|1234\"")), BAD_CLAIM);
    }

    @Test
    void a_third_partys_audience_and_role_have_settings_of_their_own() {
        String other = with(auth0Claims(), "aud", "\"my-app\"");
        refuses(verifier(withAuth0(auth0())), token(AUTH0_KEY, other), WRONG_AUDIENCE);
        TokenVerifier named = verifier(withAuth0(auth0().withAudience("my-app").withAudience("second")));
        assertThat(named.verify(token(AUTH0_KEY, other)).subject()).isEqualTo("auth0|1234");
        refuses(named, token(AUTH0_KEY, auth0Claims()), WRONG_AUDIENCE);
        TokenVerifier any = verifier(withAuth0(auth0().acceptingAnyAudience()));
        assertThat(any.verify(token(AUTH0_KEY, without(auth0Claims(), "aud"))).subject())
                .isEqualTo("auth0|1234");

        String roleless = without(auth0Claims(), "role");
        refuses(verifier(withAuth0(auth0())), token(AUTH0_KEY, roleless), BAD_CLAIM);
        TokenVerifier withRole = verifier(withAuth0(auth0().withDefaultRole("authenticated")));
        assertThat(withRole.verify(token(AUTH0_KEY, roleless)).role()).isEqualTo("authenticated");
        refuses(withRole, token(AUTH0_KEY, with(auth0Claims(), "role", "7")), BAD_CLAIM);
        refuses(withRole, token(AUTH0_KEY, with(auth0Claims(), "sub", "\" \"")), BAD_CLAIM);
    }
}

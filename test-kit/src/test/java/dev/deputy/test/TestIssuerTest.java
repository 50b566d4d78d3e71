package dev.deputy.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.InvalidTokenException.Reason;
import dev.deputy.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestIssuerTest {

    private final TestIssuer issuer = TestIssuer.create();
    private final TokenVerifier service = TokenVerifier.of(issuer.config());

    @Test
    void a_service_with_the_issuers_configuration_knows_the_user() {
        UUID ada = UUID.randomUUID();

        Caller caller = service.verify(issuer.token()
                .user(ada)
                .email("ada@example.com")
                .appMetadata(Map.of("plan", "pro"))
                .userMetadata(Map.of("full_name", "Ada Lovelace"))
                .aal("aal2")
                .compact());

        assertThat(caller.userId()).isEqualTo(ada);
        assertThat(caller.email()).contains("ada@example.com");
        assertThat(caller.appMetadata()).containsEntry("plan", "pro").containsEntry("provider", "email");
        assertThat(caller.userMetadata()).containsEntry("full_name", "Ada Lovelace");
        assertThat(caller.aal()).contains("aal2");
        assertThat(caller.isAnonymous()).isFalse();
    }

    @Test
    void every_token_is_of_another_user_in_another_session() {
        Caller one = issuer.token().caller();
        Caller other = issuer.token().caller();

        assertThat(one.userId()).isNotEqualTo(other.userId());
        assertThat(one.sessionId()).isPresent().isNotEqualTo(other.sessionId());
    }

    @Test
    void the_older_secret_signs_as_well() {
        assertThat(service.verify(issuer.token().signedBySecret().compact()).email())
                .contains("somebody@example.com");
    }

    @Test
    void users_without_an_account_are_users() {
        Caller caller = service.verify(issuer.token().anonymous().compact());

        assertThat(caller.isAnonymous()).isTrue();
        assertThat(caller.appMetadata()).isEmpty();
    }

    @Test
    void a_caller_may_have_a_role_of_the_project() {
        assertThat(issuer.token().role("editor").caller().role()).isEqualTo("editor");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void bad_tokens_are_bad_for_the_reason_that_they_name(Reason reason, UnaryOperator<TestToken> change) {
        String token = change.apply(issuer.token()).compact();

        assertThatThrownBy(() -> service.verify(token))
                .isInstanceOfSatisfying(InvalidTokenException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    static List<Arguments> badTokens() {
        return List.of(
                bad(Reason.EXPIRED, TestToken::expired),
                bad(Reason.NOT_YET_VALID, TestToken::notYetValid),
                bad(Reason.WRONG_ISSUER, token -> token.issuedBy("https://elsewhere.test/auth/v1")),
                bad(Reason.WRONG_AUDIENCE, token -> token.forAudience("others")),
                bad(Reason.ROLE_NOT_ALLOWED, token -> token.role("editor")),
                bad(Reason.BAD_CLAIM, token -> token.without("sub")),
                bad(Reason.BAD_SIGNATURE, TestToken::signedByStranger),
                bad(Reason.BAD_SIGNATURE, TestToken::tampered),
                bad(Reason.UNKNOWN_KEY, TestToken::signedByUnknownKey),
                bad(Reason.MALFORMED, TestToken::unsigned));
    }

    private static Arguments bad(Reason reason, UnaryOperator<TestToken> change) {
        return Arguments.of(reason, change);
    }

    @Test
    void tokens_of_another_issuer_are_strangers() {
        String token = TestIssuer.create().token().compact();

        assertThatThrownBy(() -> service.verify(token)).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void a_rotation_keeps_older_tokens_good_until_their_key_is_revoked() {
        TokenVerifier verifier = issuer.verifier();
        TestToken token = issuer.token();
        String before = token.compact();

        issuer.rotate();
        String after = token.compact();
        assertThat(verifier.verify(before)).isEqualTo(verifier.verify(after));

        issuer.revokeOlderKeys();
        assertThat(verifier.verify(after)).isNotNull();
        assertThatThrownBy(() -> verifier.verify(before)).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void changing_a_token_leaves_the_one_it_came_from_alone() {
        TestToken token = issuer.token();
        Caller before = token.caller();

        TestToken other = token.expired().without("sub");

        assertThat(service.verify(token.compact())).isEqualTo(before);
        assertThatThrownBy(other::caller).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void a_token_lasts_as_long_as_one_says() {
        Caller caller = issuer.token().lasting(Duration.ofDays(1)).caller();

        assertThat(caller.expiresAt()).isAfter(Instant.now().plus(Duration.ofHours(23)));
    }

    @Test
    void nothing_prints_a_credential() {
        TestToken token = issuer.token();

        assertThat(issuer.toString() + token + issuer.config())
                .doesNotContain(issuer.secret())
                .doesNotContain(token.compact());
    }
}

package dev.deputy;

import dev.deputy.UserAnswer.Refused;
import dev.deputy.UserAnswer.Useless;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Verifies tokens as far as that is possible here, and then has the project's Auth server confirm them. */
final class RemoteVerifier implements TokenVerifier {

    private final boolean hasSecret;
    private final boolean hasKeys;
    private final Set<String> thirdParties;
    private final LocalVerifier local;
    private final ClaimsRules rules;
    private final Hints hints;
    private final URI url;
    private final Confirmations confirmations;

    /**
     * @param nanoTime the monotonic clock
     * @param keysAt where signing keys come from that are not given inline
     */
    RemoteVerifier(
            SupabaseConfig config,
            RemoteLimits limits,
            AuthListener listener,
            Clock clock,
            LongSupplier nanoTime,
            LocalVerifier.KeyOpener keysAt) {
        String apiKey = config.publishableKey()
                .orElseThrow(() -> new IllegalArgumentException(
                        "publishableKey (SUPABASE_PUBLISHABLE_KEY) is not set, and remote verification needs it to ask"
                                + " your project's Auth server: copy it from the project's API settings"));
        this.hasSecret = config.jwtSecret().isPresent();
        this.hasKeys = config.namesSigningKeys();
        this.thirdParties = config.thirdPartyIssuers().stream()
                .map(ThirdPartyIssuer::issuer)
                .collect(Collectors.toUnmodifiableSet());
        this.local = new LocalVerifier(config, clock, keysAt);
        this.rules = ClaimsRules.ofProject(config, clock);
        this.hints = new Hints(null);
        this.url = URI.create(config.projectUrl() + "/auth/v1/user");
        UserEndpoint endpoint = new UserEndpoint(url, apiKey, limits.connectTime(), limits.totalTime(), clock);
        AuthServer auth = new AuthServer(url, endpoint::ask, limits, listener, nanoTime);
        this.confirmations = new Confirmations(
                new ForgeryLimit(auth::ask, nanoTime)::ask, config.remoteCacheTime(), clock, nanoTime);
    }

    @Override
    public Caller verify(String accessToken) {
        return judge(read(accessToken), accessToken, token -> Optional.of(local.verify(token)), this::confirm)
                .orElseThrow();
    }

    @Override
    public Optional<Caller> verifyAtOnce(String accessToken) {
        try {
            return judge(SignedToken.read(accessToken), accessToken, local::verifyAtOnce, confirmations::isConfirmed);
        } catch (InvalidTokenException e) {
            return Optional.empty();
        }
    }

    /**
     * Whom the token is from: by its signature, by the Auth server's word, or by both.
     *
     * @param prove verifies the token here, where its signature can be
     * @param confirm asks whether the Auth server confirms the token
     * @return empty when one of these does not say
     */
    private Optional<Caller> judge(
            SignedToken token,
            String accessToken,
            Function<String, Optional<Caller>> prove,
            Predicate<Question> confirm) {
        if (isThirdPartys(token)) {
            return prove.apply(accessToken);
        }
        if (isProvable(token)) {
            return prove.apply(accessToken)
                    .filter(caller ->
                            confirm.test(new Question(accessToken, caller.subject(), caller.expiresAt(), true)));
        }
        // Claims that would not do are refused without asking, and those that will are proven by the answer.
        VerifiedClaims claims = rules.read(token);
        if (!confirm.test(new Question(accessToken, claims.subject(), claims.expiresAt(), false))) {
            return Optional.empty();
        }
        rules.permit(claims);
        return Optional.of(new Caller(claims, accessToken));
    }

    private boolean isThirdPartys(SignedToken token) {
        return token.claims().get("iss") instanceof String issuer && thirdParties.contains(issuer);
    }

    /** Whether its signature can be checked here. */
    private boolean isProvable(SignedToken token) {
        return token.algorithm() == Algorithm.HS256 ? hasSecret : hasKeys;
    }

    private SignedToken read(String accessToken) {
        try {
            return SignedToken.read(accessToken);
        } catch (InvalidTokenException e) {
            hints.malformed(accessToken);
            throw e;
        }
    }

    /** Asks the Auth server; true, or an exception. */
    private boolean confirm(Question question) {
        UserAnswer answer = confirmations.about(question);
        if (answer instanceof Refused refused) {
            throw new InvalidTokenException(refused.reason());
        }
        if (answer instanceof Useless useless) {
            throw new AuthUnavailableException(
                    "Supabase Auth at " + url + " could not be asked: " + useless.message(),
                    useless.retryAfter(),
                    null);
        }
        return true;
    }
}

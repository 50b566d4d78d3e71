package dev.deputy;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Verifies tokens in this process: takes them apart, finds out whose they say they are, and has that issuer prove it. */
final class LocalVerifier implements TokenVerifier {

    private final TrustedIssuer project;
    private final Map<String, TrustedIssuer> thirdParties = new HashMap<>();
    private final Hints hints;
    private final VerifiedTokens tokens =
            new VerifiedTokens(this::prove, SignedToken::looksLikeHmac, Background.SHARED);

    /** Opens a source of signing keys that are not given inline. */
    @FunctionalInterface
    interface KeyOpener {

        /**
         * Opens the source, without asking it yet.
         *
         * @param mayBeEmpty whether it makes sense that there are none
         */
        SigningKeys open(URI url, boolean mayBeEmpty);
    }

    LocalVerifier(SupabaseConfig config, Clock clock, KeyOpener keysAt) {
        this.hints = new Hints(config.jwtSecret().orElse(null));
        this.project = project(config, clock, keysAt);
        for (ThirdPartyIssuer issuer : config.thirdPartyIssuers()) {
            thirdParties.put(issuer.issuer(), thirdParty(issuer, config, clock, keysAt));
        }
    }

    /**
     * Checks that there is something to verify with.
     *
     * @throws IllegalArgumentException when there is neither a secret, nor a key, nor an address of keys
     */
    static void requireKeys(SupabaseConfig config) {
        if (config.jwtSecret().isEmpty() && config.jwks().isPresent() && !config.namesSigningKeys()) {
            throw new IllegalArgumentException("jwks (SUPABASE_JWKS) has no key that is of use, and there is no"
                    + " jwtSecret (SUPABASE_JWT_SECRET): no token could be verified");
        }
    }

    private TrustedIssuer project(SupabaseConfig config, Clock clock, KeyOpener keysAt) {
        HmacSecret secret = config.jwtSecret().map(HmacSecret::new).orElse(null);
        SigningKeys keys = config.jwks()
                .map(KeySet::parse)
                .map(SigningKeys::fixed)
                .orElseGet(() -> keysAt.open(config.jwksUrl(), secret != null));
        return new TrustedIssuer(secret, config.algorithms(), keys, ClaimsRules.ofProject(config, clock), hints);
    }

    private TrustedIssuer thirdParty(ThirdPartyIssuer issuer, SupabaseConfig config, Clock clock, KeyOpener keysAt) {
        SigningKeys keys = issuer.jwks()
                .map(KeySet::parse)
                .map(SigningKeys::fixed)
                .orElseGet(() -> keysAt.open(issuer.jwksUrl().orElseThrow(), false));
        return new TrustedIssuer(
                null, config.algorithms(), keys, ClaimsRules.ofThirdParty(issuer, config, clock), hints);
    }

    @Override
    public Caller verify(String accessToken) {
        return new Caller(tokens.prove(accessToken).claims(), accessToken);
    }

    @Override
    public Optional<Caller> verifyAtOnce(String accessToken) {
        return tokens.known(accessToken).map(proof -> new Caller(proof.claims(), accessToken));
    }

    /** A verification, whether or not the token is known already. */
    Proof prove(String accessToken) {
        SignedToken token = read(accessToken);
        return issuerOf(token).prove(token);
    }

    /** Who the token says it is from: not to be believed yet, and only good for choosing whose keys must prove it. */
    private TrustedIssuer issuerOf(SignedToken token) {
        if (thirdParties.isEmpty() || !(token.claims().get("iss") instanceof String name)) {
            return project;
        }
        return thirdParties.getOrDefault(name, project);
    }

    private SignedToken read(String accessToken) {
        try {
            return SignedToken.read(accessToken);
        } catch (InvalidTokenException e) {
            if (e.reason() == InvalidTokenException.Reason.UNSUPPORTED) {
                hints.unsupported();
            } else {
                hints.malformed(accessToken);
            }
            throw e;
        }
    }
}

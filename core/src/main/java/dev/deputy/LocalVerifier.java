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
    private final AuthListener listener;
    private final VerifiedTokens tokens = new VerifiedTokens(this::prove);

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

    LocalVerifier(SupabaseConfig config, AuthListener listener, Clock clock, KeyOpener keysAt) {
        this.listener = listener;
        this.hints = new Hints(config.jwtSecret().orElse(null));
        this.project = project(config, clock, keysAt);
        for (ThirdPartyIssuer issuer : config.thirdPartyIssuers()) {
            thirdParties.put(issuer.issuer(), thirdParty(issuer, config, clock, keysAt));
        }
    }

    private TrustedIssuer project(SupabaseConfig config, Clock clock, KeyOpener keysAt) {
        HmacSecret secret = config.jwtSecret().map(HmacSecret::new).orElse(null);
        Optional<KeySet> inline = config.jwks().map(KeySet::parse);
        if (secret == null && inline.isPresent() && inline.get().isEmpty()) {
            throw new IllegalArgumentException("jwks (SUPABASE_JWKS) has no key that is of use, and there is no"
                    + " jwtSecret (SUPABASE_JWT_SECRET): no token could be verified");
        }
        SigningKeys keys =
                inline.map(SigningKeys::fixed).orElseGet(() -> keysAt.open(config.jwksUrl(), secret != null));
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
        try {
            Caller caller = new Caller(tokens.prove(accessToken).claims(), accessToken);
            listener.verified(caller);
            return caller;
        } catch (InvalidTokenException e) {
            listener.refused(e.reason());
            throw e;
        } catch (AuthUnavailableException e) {
            listener.unavailable();
            throw e;
        }
    }

    /** A verification, whether or not the token is known already. */
    Proof prove(String accessToken) {
        SignedToken token = read(accessToken);
        // Not to be believed yet, and only good for choosing whose keys must prove it.
        TrustedIssuer issuer = token.claims().get("iss") instanceof String name ? thirdParties.get(name) : null;
        return (issuer != null ? issuer : project).prove(token);
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

package dev.deputy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Verifies tokens in this process: takes them apart, finds out whose they say they are, and has that issuer prove it. */
final class LocalVerifier implements TokenVerifier {

    private final TrustedIssuer project;
    private final Map<String, TrustedIssuer> thirdParties = new HashMap<>();
    private final Hints hints;
    private final AuthListener listener;
    private final VerifiedTokens tokens = new VerifiedTokens(this::prove);

    /**
     * @param keysAt where signing keys come from that are not given inline: a function of their address
     */
    LocalVerifier(SupabaseConfig config, AuthListener listener, Clock clock, Function<URI, SigningKeys> keysAt) {
        this.listener = listener;
        this.hints = new Hints(config.jwtSecret().orElse(null));
        SigningKeys projectKeys =
                config.jwks().map(LocalVerifier::inline).orElseGet(() -> keysAt.apply(config.jwksUrl()));
        this.project = new TrustedIssuer(
                config.jwtSecret().map(HmacSecret::new).orElse(null),
                config.algorithms(),
                projectKeys,
                ClaimsRules.ofProject(config, clock),
                hints);
        for (ThirdPartyIssuer issuer : config.thirdPartyIssuers()) {
            SigningKeys keys = issuer.jwks()
                    .map(LocalVerifier::inline)
                    .orElseGet(() -> keysAt.apply(issuer.jwksUrl().orElseThrow()));
            thirdParties.put(
                    issuer.issuer(),
                    new TrustedIssuer(
                            null, config.algorithms(), keys, ClaimsRules.ofThirdParty(issuer, config, clock), hints));
        }
    }

    private static SigningKeys inline(String jwks) {
        return SigningKeys.fixed(KeySet.parse(jwks.getBytes(StandardCharsets.UTF_8)));
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

    private Proof prove(String accessToken) {
        SignedToken token = read(accessToken);
        // Not to be believed yet, and only good for choosing whose keys must prove it.
        TrustedIssuer issuer = token.claims().get("iss") instanceof String name ? thirdParties.get(name) : null;
        return (issuer != null ? issuer : project).prove(token);
    }

    private SignedToken read(String accessToken) {
        try {
            return SignedToken.read(accessToken);
        } catch (InvalidTokenException e) {
            hints.malformed(accessToken);
            throw e;
        }
    }
}

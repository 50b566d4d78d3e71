package dev.deputy.local.auth;

import java.util.List;

/**
 * Somebody whose ID tokens are believed, in place of a provider such as Google: a test with a key of its own. Immutable.
 *
 * @param provider what applications call it: {@code google}, {@code apple}, …
 * @param issuer the tokens' {@code iss}
 * @param clientIds whom the tokens are for: one of these must be in {@code aud}
 * @param keys its public keys, as a JSON Web Key Set (RFC 7517); RS256 and ES256
 * @param nonceChecked whether a token with a nonce must be sent with that nonce, as is the rule
 */
public record IdTokenIssuer(String provider, String issuer, List<String> clientIds, String keys, boolean nonceChecked) {

    /** @throws IllegalArgumentException when the keys cannot be read; the message says why */
    public IdTokenIssuer {
        clientIds = List.copyOf(clientIds);
        if (provider.isBlank() || issuer.isBlank() || clientIds.isEmpty()) {
            throw new IllegalArgumentException("An issuer of ID tokens needs a provider, an issuer and a client id");
        }
        IssuerKeys.parse(keys);
    }

    /** With the nonce checked. */
    public static IdTokenIssuer of(String provider, String issuer, String clientId, String keys) {
        return new IdTokenIssuer(provider, issuer, List.of(clientId), keys, true);
    }
}

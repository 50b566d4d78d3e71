package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.BAD_SIGNATURE;
import static dev.deputy.InvalidTokenException.Reason.UNSUPPORTED;
import static dev.deputy.InvalidTokenException.Reason.WRONG_AUDIENCE;
import static dev.deputy.InvalidTokenException.Reason.WRONG_ISSUER;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An issuer with its keys and the rules for its tokens: here a signature is checked, by the one key that it names. */
final class TrustedIssuer {

    private final @Nullable HmacSecret secret;
    private final Set<Algorithm> algorithms;
    private final SigningKeys keys;
    private final ClaimsRules rules;
    private final Hints hints;

    TrustedIssuer(
            @Nullable HmacSecret secret, Set<Algorithm> algorithms, SigningKeys keys, ClaimsRules rules, Hints hints) {
        this.secret = secret;
        this.algorithms = algorithms;
        this.keys = keys;
        this.rules = rules;
        this.hints = hints;
    }

    Proof prove(SignedToken token) {
        KeySet known = keys.known();
        if (token.algorithm() == Algorithm.HS256) {
            checkSecret(token, known);
        } else {
            checkSigningKey(token, known);
        }
        VerifiedClaims claims = claims(token);
        rules.permit(claims);
        return new Proof(claims, rules.lifeSpan(), keys, known);
    }

    private VerifiedClaims claims(SignedToken token) {
        try {
            return rules.read(token);
        } catch (InvalidTokenException e) {
            hints.refusedClaims(token, e.reason());
            throw e;
        }
    }

    /** Supabase's older tokens carry any kid, or none; but the kid of a signing key says that the token is not older. */
    private void checkSecret(SignedToken token, KeySet known) {
        if (token.kid() != null) {
            keys.prepare();
        }
        if (secret == null || (token.kid() != null && known.find(token.kid()) != null)) {
            hints.unsupported(token);
            throw new InvalidTokenException(UNSUPPORTED);
        }
        if (!token.isSignedWith(secret)) {
            hints.badSecret(token);
            throw new InvalidTokenException(BAD_SIGNATURE);
        }
    }

    private void checkSigningKey(SignedToken token, KeySet known) {
        if (token.kid() == null || !algorithms.contains(token.algorithm())) {
            hints.unsupported(token);
            throw new InvalidTokenException(UNSUPPORTED);
        }
        SigningKey key = known.find(token.kid());
        if (key == null) {
            refuseWhatNoKeyCanSave(token, known);
            key = keys.find(token.kid());
        }
        if (key.algorithm() != token.algorithm()) {
            throw new InvalidTokenException(UNSUPPORTED);
        }
        if (!token.isSignedWith(key)) {
            throw new InvalidTokenException(BAD_SIGNATURE);
        }
    }

    /**
     * Before a key is looked for. But as long as there are no keys, a token that names another issuer or audience
     * is not refused for that: a wrong address of the project has both effects, and would sign everybody out.
     */
    private void refuseWhatNoKeyCanSave(SignedToken token, KeySet known) {
        try {
            rules.read(token);
        } catch (InvalidTokenException e) {
            boolean maybeOurMistake = e.reason() == WRONG_ISSUER || e.reason() == WRONG_AUDIENCE;
            if (!known.isEmpty() || !maybeOurMistake) {
                throw e;
            }
        }
    }
}

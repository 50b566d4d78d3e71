package dev.deputy.spring;

import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.TokenVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** Our verifier's refusals as Spring's resource server answers them with the right status: 401, 403, 503. */
final class BearerErrors {

    private static final Logger log = LoggerFactory.getLogger(BearerErrors.class);

    static final String INVALID = "Invalid user token";

    private BearerErrors() {}

    /**
     * Verifies the token.
     *
     * @throws InvalidBearerTokenException when it is bad; the message says no more, for it is quoted to the client
     * @throws OAuth2AuthenticationException when its user may not come in, or it could not be found out
     */
    static Caller verified(TokenVerifier verifier, String token) {
        try {
            return verifier.verify(token);
        } catch (InvalidTokenException e) {
            log.info("Refused a token: {} ({})", e.getMessage(), e.reason());
            if (e.reason().isForbidden()) {
                throw new OAuth2AuthenticationException(
                        BearerTokenErrors.insufficientScope("This user may not come in here", null));
            }
            throw new InvalidBearerTokenException(INVALID);
        } catch (AuthUnavailableException e) {
            log.warn("Could not judge a token: {}", e.getMessage());
            throw unavailable();
        }
    }

    /** Spring's resource server has no place for a {@code Retry-After}. */
    static OAuth2AuthenticationException unavailable() {
        return new OAuth2AuthenticationException(new BearerTokenError(
                "temporarily_unavailable",
                HttpStatus.SERVICE_UNAVAILABLE,
                "Authentication is not available at the moment",
                null));
    }
}

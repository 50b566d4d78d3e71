package dev.deputy.spring;

import com.nimbusds.jose.Header;
import com.nimbusds.jwt.JWTParser;
import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.TokenVerifier;
import java.text.ParseException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;

/**
 * Decodes what our verifier accepts, and nothing else. What is not a bad token is no {@code JwtException}: Spring Security
 * would answer 401 or 500 to it, where an error with a status of its own is answered with that.
 */
final class VerifyingJwtDecoder implements JwtDecoder {

    private static final Logger log = LoggerFactory.getLogger(VerifyingJwtDecoder.class);

    private final TokenVerifier verifier;
    private final MappedJwtClaimSetConverter claims = MappedJwtClaimSetConverter.withDefaults(Map.of());

    VerifyingJwtDecoder(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Jwt decode(String token) {
        try {
            return jwt(verifier.verify(token));
        } catch (InvalidTokenException e) {
            log.info("Refused a token: {} ({})", e.getMessage(), e.reason());
            if (e.reason().isForbidden()) {
                throw error(BearerTokenErrors.insufficientScope("This user may not come in here", null));
            }
            // Spring Security quotes the message to the client, whom the reason does not concern.
            throw new BadJwtException("Invalid user token");
        } catch (AuthUnavailableException e) {
            log.warn("Could not judge a token: {}", e.getMessage());
            throw error(new BearerTokenError(
                    "temporarily_unavailable",
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Authentication is not available at the moment",
                    null));
        }
    }

    private Jwt jwt(Caller caller) {
        return Jwt.withTokenValue(caller.accessToken())
                .headers(all -> all.putAll(header(caller.accessToken())))
                .claims(all -> all.putAll(claims.convert(caller.claims())))
                .build();
    }

    private static Map<String, Object> header(String verified) {
        try {
            Header header = JWTParser.parse(verified).getHeader();
            return header.toJSONObject();
        } catch (ParseException e) {
            throw new IllegalStateException("a verified token has a header", e);
        }
    }

    private static OAuth2AuthenticationException error(BearerTokenError error) {
        return new OAuth2AuthenticationException(error);
    }
}

package dev.deputy.spring;

import com.nimbusds.jose.Header;
import com.nimbusds.jwt.JWTParser;
import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.TokenVerifier;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Decodes what our verifier accepts, and nothing else. What is not a bad token is no {@code JwtException}: Spring Security
 * would answer 401 or 500 to it, where an error with a status of its own is answered with that.
 */
final class VerifyingJwtDecoder implements JwtDecoder {

    private final TokenVerifier verifier;
    private final MappedJwtClaimSetConverter claims = MappedJwtClaimSetConverter.withDefaults(Map.of());

    VerifyingJwtDecoder(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Jwt decode(String token) {
        try {
            return jwt(BearerErrors.verified(verifier, token));
        } catch (InvalidBearerTokenException e) {
            throw new BadJwtException(BearerErrors.INVALID);
        }
    }

    /** Decodes where that takes no waiting; empty says nothing about the token. */
    Optional<Jwt> decodeAtOnce(String token) {
        try {
            return verifier.verifyAtOnce(token).map(this::jwt);
        } catch (InvalidTokenException | AuthUnavailableException e) {
            return Optional.empty();
        }
    }

    private Jwt jwt(Caller caller) {
        Jwt jwt = Jwt.withTokenValue(caller.accessToken())
                .headers(all -> all.putAll(header(caller.accessToken())))
                .claims(all -> all.putAll(claims.convert(caller.claims())))
                .build();
        return new VerifiedJwt(jwt, caller);
    }

    private static Map<String, Object> header(String verified) {
        try {
            Header header = JWTParser.parse(verified).getHeader();
            return header.toJSONObject();
        } catch (ParseException e) {
            throw new IllegalStateException("a verified token has a header", e);
        }
    }
}

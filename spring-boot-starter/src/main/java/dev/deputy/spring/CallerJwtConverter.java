package dev.deputy.spring;

import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Makes the {@link Caller} the principal in an application that has {@code oauth2ResourceServer(…)} in its filter chain, so
 * that SQL and Supabase's APIs are used as the caller there, too:
 *
 * <pre>{@code
 * http.oauth2ResourceServer(server -> server.jwt(
 *         jwt -> jwt.jwtAuthenticationConverter(new CallerJwtConverter(verifier, authorities))))
 * }</pre>
 *
 * <p>Without it, the principal is a {@link Jwt}, and nobody is known to Deputy. Safe for use by many threads.
 */
public final class CallerJwtConverter implements Converter<Jwt, AbstractAuthenticationToken> {

    private final TokenVerifier verifier;
    private final CallerAuthorities authorities;

    /** A converter with the application's beans of these types. */
    public CallerJwtConverter(TokenVerifier verifier, CallerAuthorities authorities) {
        this.verifier = verifier;
        this.authorities = authorities;
    }

    /** A caller comes out of a verifier and from nowhere else: ours has seen the token before Spring did, or is asked now. */
    @Override
    public AbstractAuthenticationToken convert(Jwt jwt) {
        Caller verified = jwt instanceof VerifiedJwt ours ? ours.caller() : null;
        return CallerAuthentication.of(
                verified != null ? verified : BearerErrors.verified(verifier, jwt.getTokenValue()), authorities);
    }
}

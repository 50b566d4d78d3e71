package dev.deputy.spring;

import dev.deputy.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** Spring's form of a token that our verifier accepts, with whom it is of. */
final class VerifiedJwt extends Jwt {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Caller caller;

    VerifiedJwt(Jwt jwt, Caller caller) {
        super(jwt.getTokenValue(), jwt.getIssuedAt(), jwt.getExpiresAt(), jwt.getHeaders(), jwt.getClaims());
        this.caller = caller;
    }

    /** Null once it has been serialized. */
    @Nullable
    Caller caller() {
        return caller;
    }
}

package dev.deputy.local.auth;

import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.time.Clock;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes access tokens and believes the ones that were made with this project's keys. */
final class AccessTokens {

    private final AuthSettings settings;
    private final ProjectKeys keys;
    private final SignedTokens signedTokens;
    private final Clock clock;

    AccessTokens(AuthSettings settings, ProjectKeys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.signedTokens = new SignedTokens(keys);
        this.clock = clock;
    }

    /** What clients get when they are signed in. */
    ObjectNode answer(User user, Session session, String refreshToken) {
        Instant now = clock.instant();
        long lifetime = settings.accessTokenLifetime().toSeconds();
        ObjectNode answer = Json.object()
                .put("access_token", mint(user, session, now))
                .put("token_type", "bearer")
                .put("expires_in", lifetime)
                .put("expires_at", now.getEpochSecond() + lifetime)
                .put("refresh_token", refreshToken);
        answer.set("user", user.json());
        return answer;
    }

    private String mint(User user, Session session, Instant now) {
        long seconds = now.getEpochSecond();
        ObjectNode claims = Json.object()
                .put("iss", settings.issuer())
                .put("sub", user.id().toString())
                .put("aud", Users.AUDIENCE)
                .put("exp", seconds + settings.accessTokenLifetime().toSeconds())
                .put("iat", seconds)
                .put("email", user.email())
                .put("phone", user.phone());
        claims.set("app_metadata", user.appMetadata());
        claims.set("user_metadata", user.userMetadata());
        claims.put("role", user.role()).put("aal", session.aal());
        claims.set("amr", session.amr());
        claims.put("session_id", session.id().toString()).put("is_anonymous", user.anonymous());
        SigningKey key = keys.signingKey();
        return Jws.print(key.header(), claims, key::sign);
    }

    /**
     * The token's claims, after its signature and times have been checked, without leeway, as GoTrue does it: a token
     * without {@code exp} is believed, because service tokens that people mint themselves often have none.
     *
     * @throws Failure 403 when it is not to be believed
     */
    ObjectNode verify(String token) {
        Jws jws;
        try {
            jws = Jws.parse(token);
        } catch (IllegalArgumentException e) {
            throw bad("token is malformed");
        }
        if (!signedTokens.isOurs(jws)) {
            throw bad("token signature is invalid");
        }
        long now = clock.instant().getEpochSecond();
        JsonNode expires = jws.claims().get("exp");
        if (expires != null && !(expires.isNumber() && now < expires.asDouble())) {
            throw bad("token has invalid claims: token is expired");
        }
        JsonNode notBefore = jws.claims().get("nbf");
        if (notBefore != null && !(notBefore.isNumber() && now >= notBefore.asDouble())) {
            throw bad("token has invalid claims: token is not valid yet");
        }
        return jws.claims();
    }

    private static Failure bad(String why) {
        return new Failure(403, "bad_jwt", "invalid JWT: unable to parse or verify signature, " + why);
    }
}

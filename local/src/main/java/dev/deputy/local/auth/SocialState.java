package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be known again when the browser comes back from a provider. It travels with the browser, signed.
 *
 * @param flow the flow in {@code auth.flow_state} that it ends; null when it ends with tokens
 * @param linkTo the user who gets one more identity; null when somebody signs in
 * @param invitation the hash of the code in an invitation that is being accepted; empty for none
 */
record SocialState(
        String provider,
        String redirectTo,
        @Nullable UUID flow,
        @Nullable UUID linkTo,
        String invitation) {

    /** Seals states and opens them, with a key that ends with the server: a state lives for five minutes only. */
    static final class Seal {

        private static final Duration LIFETIME = Duration.ofMinutes(5);

        private final SharedSecret key = newKey();
        private final Clock clock;

        Seal(Clock clock) {
            this.clock = clock;
        }

        String close(SocialState state) {
            ObjectNode claims = Json.object()
                    .put("exp", clock.instant().plus(LIFETIME).getEpochSecond())
                    .put("provider", state.provider())
                    .put("redirect_to", state.redirectTo())
                    .put("invitation", state.invitation());
            if (state.flow() != null) {
                claims.put("flow", state.flow().toString());
            }
            if (state.linkTo() != null) {
                claims.put("link_to", state.linkTo().toString());
            }
            return Jws.print(Json.object().put("alg", "HS256"), claims, key::sign);
        }

        /** Empty when it is not ours, or too old. */
        Optional<SocialState> open(String text) {
            Jws jws;
            try {
                jws = Jws.parse(text);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
            ObjectNode claims = jws.claims();
            if (!key.verify(jws.message(), jws.signature())
                    || claims.path("exp").asLong(0) <= clock.instant().getEpochSecond()) {
                return Optional.empty();
            }
            return Optional.of(new SocialState(
                    claims.required("provider").asString(),
                    claims.required("redirect_to").asString(),
                    id(claims.get("flow")),
                    id(claims.get("link_to")),
                    claims.required("invitation").asString()));
        }

        private static @Nullable UUID id(@Nullable JsonNode text) {
            return text == null ? null : UUID.fromString(text.asString());
        }

        private static SharedSecret newKey() {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            return new SharedSecret(Base64Url.encode(random));
        }
    }
}

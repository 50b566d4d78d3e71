package dev.deputy.client;

import dev.deputy.Caller;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * As whom requests are sent: the project's key, which marks the application, and the bearer, which marks who is acting.
 * What a secret or publishable key is never travels as a bearer, because it is no token.
 */
final class Identity {

    private final Supplier<String> apiKey;
    private final Supplier<@Nullable String> bearer;

    private Identity(Supplier<String> apiKey, Supplier<@Nullable String> bearer) {
        this.apiKey = apiKey;
        this.bearer = bearer;
    }

    /** The caller of the moment; the supplier throws where there is none. */
    static Identity of(Supplier<String> publishableKey, Supplier<Caller> caller) {
        return new Identity(publishableKey, () -> caller.get().accessToken());
    }

    /** Nobody but the holder of the key. The older keys are tokens too, and some services insist on one. */
    static Identity ofKey(String key) {
        return new Identity(() -> key, () -> isToken(key) ? key : null);
    }

    /** The same application, acting with a token. */
    Identity withToken(String token) {
        return new Identity(apiKey, () -> token);
    }

    /** Who it is now. */
    Credentials now() {
        String token = bearer.get();
        return new Credentials(apiKey.get(), token);
    }

    private static boolean isToken(String key) {
        return key.startsWith("eyJ");
    }

    /** What a request is sent with. */
    record Credentials(String apiKey, @Nullable String bearer) {

        /** The text without what is secret in it, should somebody have put it there. */
        String strip(String text) {
            String stripped = text.replace(apiKey, "…");
            return bearer == null ? stripped : stripped.replace(bearer, "…");
        }

        @Override
        public String toString() {
            return "Credentials";
        }
    }

    @Override
    public String toString() {
        return "Identity";
    }
}

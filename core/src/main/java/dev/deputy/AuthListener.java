package dev.deputy;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Hears what a {@link TokenVerifier} does, for metrics and alarms. Its methods are called by the threads that verify and
 * by those that ask Supabase in the background, so they return at once and throw nothing; many threads may call them
 * together.
 */
public interface AuthListener {

    /** Hears nothing. */
    AuthListener NONE = new AuthListener() {};

    /** One that passes on to all of these what it hears. */
    static AuthListener all(List<AuthListener> listeners) {
        return switch (listeners.size()) {
            case 0 -> NONE;
            case 1 -> listeners.get(0);
            default -> new SeveralListeners(listeners);
        };
    }

    /** A token was accepted. */
    default void verified(Caller caller) {}

    /** A token was refused. */
    default void refused(InvalidTokenException.Reason reason) {}

    /** It could not be found out who sent a token. */
    default void unavailable() {}

    /** The signing keys at the address were fetched; so many of them are of use. */
    default void keysRefreshed(URI jwksUrl, int keys) {}

    /** The signing keys at the address could not be fetched; the last good ones, if there are any, stay in use. */
    default void keysUnavailable(URI jwksUrl) {}

    /** With remote verification: the Auth server said whether a token is good, after so long. */
    default void authAnswered(Duration took) {}

    /** With remote verification: the Auth server did not answer, or not to the point. */
    default void authFailed() {}

    /** With remote verification: the Auth server failed several times in a row and is left alone, or is back. */
    default void authPaused(boolean paused) {}
}

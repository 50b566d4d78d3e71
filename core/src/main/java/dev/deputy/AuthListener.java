package dev.deputy;

/**
 * Hears what a {@link TokenVerifier} does, for metrics and alarms. Its methods are called by the threads that verify, so
 * they return at once and throw nothing; many threads may call them together.
 */
public interface AuthListener {

    /** Hears nothing. */
    AuthListener NONE = new AuthListener() {};

    /** A token was accepted. */
    default void verified(Caller caller) {}

    /** A token was refused. */
    default void refused(InvalidTokenException.Reason reason) {}

    /** It could not be found out who sent a token. */
    default void unavailable() {}

    /** The signing keys at the address were fetched; so many of them are of use. */
    default void keysRefreshed(java.net.URI jwksUrl, int keys) {}

    /** The signing keys at the address could not be fetched; the last good ones, if there are any, stay in use. */
    default void keysUnavailable(java.net.URI jwksUrl) {}
}

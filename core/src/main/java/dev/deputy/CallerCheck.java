package dev.deputy;

/**
 * One more question about a caller whose token is good, such as whether their session still goes on: for
 * {@link TokenVerifier#checking}. Safe for use by many threads.
 */
@FunctionalInterface
public interface CallerCheck {

    /**
     * Returns if the caller may be believed.
     *
     * @throws InvalidTokenException when they may not
     * @throws AuthUnavailableException when it could not be found out
     */
    void check(Caller caller);

    /** Whether it is known, without waiting, that the caller passes; false says nothing. This implementation always does. */
    default boolean passesAtOnce(Caller caller) {
        return false;
    }
}

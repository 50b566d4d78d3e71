package dev.deputy.spring;

import dev.deputy.Access;
import java.util.Collection;

/** A rule per endpoint, and what can be added to it. Immutable. */
abstract class EndpointRule<R extends EndpointRule<R>> {

    private final Access access;

    EndpointRule(Access access) {
        this.access = access;
    }

    abstract R with(Access access);

    /**
     * Lets in whom this lets in, or else whom the other does.
     *
     * @throws IllegalArgumentException when this lets everybody in already
     */
    public R or(R other) {
        EndpointRule<R> second = other;
        return with(access.or(second.access));
    }

    /** Sends users who have not signed in with a second factor to do so (401 with the challenge of RFC 9470). */
    public R aal2() {
        return with(access.requiringSecondFactor());
    }

    /** Refuses users without an account ({@code signInAnonymously}) with 403. */
    public R refusingAnonymousUsers() {
        return with(access.refusingAnonymousUsers());
    }

    /** Refuses tokens of the project's OAuth server for clients other than these with 403; none means for any. */
    public R refusingOAuthClientsExcept(Collection<String> clientIds) {
        return with(access.refusingOAuthClientsExcept(clientIds));
    }

    /** Whom it lets in, in words. */
    @Override
    public String toString() {
        return access.toString();
    }
}

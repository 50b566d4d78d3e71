package dev.deputy.client;

import java.time.Duration;

/**
 * Hears what a {@link SupabaseClient} does, for metrics and alarms. Its methods are called by the threads that ask, so they
 * return at once and throw nothing; many threads may call them together.
 */
public interface ClientListener {

    /** Hears nothing. */
    ClientListener NONE = new ClientListener() {};

    /** A service answered, with the HTTP status, after so long from the request to the answer's header. */
    default void answered(Service service, String method, int status, Duration took) {}

    /** A service did not answer: it could not be reached, or was silent for too long. */
    default void failed(Service service, String method, Duration took) {}

    /** A request is sent once more, for the first, second … time. */
    default void retried(Service service, String method, int count) {}
}

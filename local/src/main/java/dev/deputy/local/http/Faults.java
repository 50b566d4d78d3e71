package dev.deputy.local.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Faults of a local Supabase that a test wants to see, to learn what a service does then. Of several that fit a request,
 * the one that was made last counts. Safe for use by several threads.
 *
 * <pre>{@code
 * supabase.faults().at("/auth/v1/.well-known/jwks.json").answers(503).times(3);
 * try (Fault slow = supabase.faults().at("/auth/v1/user").isSlowBy(Duration.ofSeconds(2))) { … }
 * }</pre>
 */
public final class Faults {

    private final CopyOnWriteArrayList<Fault> faults = new CopyOnWriteArrayList<>();

    Faults() {}

    /**
     * Begins a fault.
     *
     * @param prefix how the path of the requests begins that are to meet it, such as {@code /rest/v1/}
     */
    public Place at(String prefix) {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + prefix);
        }
        return new Place(prefix);
    }

    /** Those that were begun and not closed, the oldest first. */
    public List<Fault> list() {
        return List.copyOf(faults);
    }

    /** Ends all; requests that hang go on. */
    public void clear() {
        faults.forEach(Fault::close);
    }

    /** What happens to the request, if anything does: the answer instead of the service's own, or null for that. */
    @Nullable
    Answer meet(String path) {
        for (int i = faults.size() - 1; i >= 0; i--) {
            Fault fault = faults.get(i);
            if (fault.takes(path)) {
                return fault.happen();
            }
        }
        return null;
    }

    /** Where a fault is to be. Each method makes one, which lasts until it is closed or has happened often enough. */
    public final class Place {

        private final String prefix;

        private Place(String prefix) {
            this.prefix = prefix;
        }

        /** Requests are answered with this status, without being carried out. */
        public Fault answers(int status) {
            return answers(status, "{\"message\":\"a fault that a test asked for\"}");
        }

        /** As {@link #answers(int)}, with this body instead of a sentence; it is called JSON whatever it is. */
        public Fault answers(int status, String body) {
            if (status < 200 || status > 599) {
                throw new IllegalArgumentException("status must be from 200 to 599, not " + status);
            }
            Answer answer =
                    Answer.of(status, body.getBytes(StandardCharsets.UTF_8)).with("Content-Type", "application/json");
            return add(new Fault(prefix, Duration.ZERO, answer));
        }

        /** Requests are answered with status 200 and what is not the JSON that it says it is. */
        public Fault answersGarbage() {
            return answers(200, "<html>\u0001 no JSON {[");
        }

        /** Requests are carried out after this time. */
        public Fault isSlowBy(Duration delay) {
            return add(new Fault(prefix, delay, null));
        }

        /** Requests wait until the fault is closed, and are carried out then. At most 50 can wait. */
        public Fault hangs() {
            return isSlowBy(Duration.ofDays(365));
        }

        private Fault add(Fault fault) {
            fault.onClose(() -> faults.remove(fault));
            faults.add(fault);
            return fault;
        }
    }
}

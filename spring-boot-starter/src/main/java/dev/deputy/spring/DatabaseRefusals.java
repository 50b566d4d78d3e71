package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.Gate;
import dev.deputy.postgres.NoRowsException;
import dev.deputy.postgres.RefusedException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** What to answer when the database, or a policy in it, stands in an endpoint's way. Everything else is a 500. */
final class DatabaseRefusals {

    private static final Logger log = LoggerFactory.getLogger(DatabaseRefusals.class);

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** A statement was cancelled, as a rule since it took too long. */
    private static final String STATEMENT_TIMEOUT = "57014";

    // Class 08 is connection exceptions; these are a server that stops, starts or is full.
    private static final Set<String> SERVER_AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "53300");

    private static final Duration BETWEEN_OUTAGE_LINES = Duration.ofSeconds(10);

    private final Gate gate;
    private final SecurityContextHolderStrategy holder;
    private final AtomicLong nextOutageLine = new AtomicLong(System.nanoTime());

    /** @param gate one that requires a caller */
    DatabaseRefusals(Gate gate, SecurityContextHolderStrategy holder) {
        this.gate = gate;
        this.holder = holder;
    }

    /** The answer, if one of the causes is a matter of ours. */
    Optional<Decision.Refuse> of(Throwable thrown) {
        return of(thrown, holder.getContext().getAuthentication() instanceof CallerAuthentication);
    }

    /** The answer, where the current thread does not show whether there is a caller. */
    Optional<Decision.Refuse> of(Throwable thrown, boolean callerIsKnown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                Decision.Refuse answer = answer(sql, callerIsKnown);
                if (answer != null) {
                    return Optional.of(answer);
                }
            }
        }
        return Optional.empty();
    }

    private Decision.@Nullable Refuse answer(SQLException cause, boolean callerIsKnown) {
        if (cause instanceof MissingDatabase.NotSetException notSet) {
            return Refusal.unavailable("database_not_set", String.valueOf(notSet.getMessage()), Map.of());
        }
        if (cause instanceof RefusedException refused) {
            return switch (refused.reason()) {
                case NO_CALLER -> Refusal.noCaller(gate);
                case SIGNED_OUT, EXPIRED -> Refusal.signedOut();
                case ROLE -> Refusal.forbidden();
                default -> null;
            };
        }
        if (cause instanceof NoRowsException) {
            return Refusal.notFound();
        }
        if (STATEMENT_TIMEOUT.equals(cause.getSQLState())) {
            logOutage(cause);
            return Refusal.unavailable(
                    "statement_timeout",
                    "The database did not answer in time. Try again later, or ask for less.",
                    Map.of(HttpHeaders.RETRY_AFTER, "2"));
        }
        if (INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())) {
            log.debug("Postgres refused a statement: {}", cause.getMessage());
            return callerIsKnown ? Refusal.forbidden() : Refusal.noCaller(gate);
        }
        if (isAway(cause)) {
            logOutage(cause);
            return Refusal.unavailable(
                    "database_unavailable",
                    "The database does not answer, or not in time. Try again in a few seconds.",
                    Map.of(HttpHeaders.RETRY_AFTER, "2"));
        }
        return null;
    }

    /** Every request fails while the database is away; one line now and then says it. */
    private void logOutage(SQLException cause) {
        long now = System.nanoTime();
        long next = nextOutageLine.get();
        if (now - next >= 0 && nextOutageLine.compareAndSet(next, now + BETWEEN_OUTAGE_LINES.toNanos())) {
            log.warn(
                    "The database does not answer, or a statement took longer than supabase.postgres.statement-timeout,"
                            + " the role's statement_timeout or the socketTimeout in SUPABASE_DB_URL allows ({} s unless"
                            + " set): {}",
                    ProjectDatabase.SOCKET_TIMEOUT,
                    cause.getMessage());
        }
    }

    private static boolean isAway(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        return cause instanceof SQLTransientConnectionException
                || cause instanceof SQLNonTransientConnectionException
                || state.startsWith("08")
                || SERVER_AWAY.contains(state);
    }
}

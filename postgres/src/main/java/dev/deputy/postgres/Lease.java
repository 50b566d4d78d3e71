package dev.deputy.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from its being borrowed to its going back, and where it stands: clean, or in a transaction that
 * belongs to an identity.
 *
 * <pre>
 * CLEAN ── a statement ──▶ impersonation, then the statement ──▶ SCOPED ── commit, rollback, close ──▶ CLEAN
 * </pre>
 *
 * <p>The driver's own auto-commit mode is off all the time: what users see of it is kept here, and in auto-commit mode
 * each statement is a transaction that ends with it. Not thread-safe, as no JDBC connection is.
 */
final class Lease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private final Connection raw;
    private final Supplier<? extends @Nullable Identity> current;
    private final Impersonation impersonation;
    private final boolean requiresRows;
    private final boolean autoCommitOfPool;
    private final boolean readOnlyOfPool;
    private final Connection guarded;

    private @Nullable Identity scope;
    private boolean autoCommit;
    private boolean failed;

    // From a flight's start until the server is known to have made the transaction its identity's.
    private boolean flying;
    private boolean lent;
    private boolean closed;
    private @Nullable Integer isolation;
    private @Nullable String schema;

    Lease(
            Connection raw,
            Supplier<? extends @Nullable Identity> current,
            Impersonation impersonation,
            boolean requiresRows)
            throws SQLException {
        this.raw = raw;
        this.current = current;
        this.impersonation = impersonation;
        this.requiresRows = requiresRows;
        this.guarded = GuardedConnection.of(this, raw);
        try {
            this.autoCommitOfPool = raw.getAutoCommit();
            this.autoCommit = autoCommitOfPool;
            this.readOnlyOfPool = raw.isReadOnly();
            raw.setAutoCommit(false);
        } catch (SQLException e) {
            discard();
            throw e;
        }
    }

    /** The connection as the user's code may hold it. */
    Connection connection() {
        return guarded;
    }

    /** The connection for work whose transaction begins and ends elsewhere. */
    Connection lend() {
        autoCommit = false;
        lent = true;
        return guarded;
    }

    /** Makes sure that the open transaction is the current caller's. Nothing of the user's runs before this. */
    Identity enter() throws SQLException {
        Identity identity = identity();
        if (scope == null) {
            begin(identity);
        }
        return identity;
    }

    /** Whom the next statement runs for: the current caller, to whom the open transaction belongs if there is one. */
    private Identity identity() throws SQLException {
        requireOpen();
        requireLanded();
        Identity identity = current.get();
        if (identity == null) {
            throw new RefusedException(
                    RefusedException.Reason.NO_CALLER,
                    "There is no current caller, so there is nobody to run this statement for. Run it where a caller is"
                            + " known, or say explicitly that it is anonymous, or give admin work a DataSource of its"
                            + " own.");
        }
        if (scope != null && !scope.isSameAs(identity)) {
            throw new RefusedException(
                    RefusedException.Reason.ANOTHER_CALLER,
                    "This transaction belongs to " + scope + ", but the current caller is " + identity
                            + ". Give each caller a transaction of its own.");
        }
        return identity;
    }

    private void requireLanded() throws SQLException {
        if (flying) {
            throw new SQLException(
                    "This transaction has failed with its first statement, so nothing more can run in it: roll it back.",
                    "25P02");
        }
    }

    private void begin(Identity identity) throws SQLException {
        SetUp setUp = setUp(identity);
        try {
            setUp.run(raw);
        } catch (SQLException | RuntimeException e) {
            rollBackAfter(e);
            throw e;
        }
        scope = identity;
        impersonation.succeeded(identity);
    }

    private SetUp setUp(Identity identity) throws SQLException {
        requireConnected();
        // Whatever the driver may have asked the server on its own account ends here: no round trip where it did not.
        raw.rollback();
        try {
            return impersonation.setUp(raw, identity, isolation, schema);
        } catch (SQLException | RuntimeException e) {
            rollBackAfter(e);
            throw e;
        }
    }

    /** Runs something of the user's in the caller's transaction, which ends with it in auto-commit mode. */
    @Nullable
    Object run(Call call) throws Throwable {
        return finish(enter(), call);
    }

    /** As {@link #run(Call)}; if it is its transaction's first and can be, it runs together with the set-up. */
    @Nullable
    Object run(Call call, CallWithSetUp together) throws Throwable {
        Identity identity = identity();
        if (scope != null || !impersonation.mayFly(identity)) {
            return run(call);
        }
        SetUp setUp = setUp(identity);
        scope = identity;
        flying = true;
        return finish(identity, () -> together.run(setUp, autoCommit));
    }

    /**
     * The flight has succeeded. One that has not may have failed in the driver already, with nothing sent: then what
     * follows in the transaction would run as the login role.
     */
    void landed() {
        flying = false;
    }

    private @Nullable Object finish(Identity identity, Call call) throws Throwable {
        @Nullable Object result;
        try {
            result = call.run();
        } catch (Throwable e) {
            failed = true;
            boolean signedOut = e instanceof SQLException failure && SetUp.hasFoundNoSession(failure);
            if (autoCommit || signedOut) {
                rollBackAfter(e);
            }
            if (signedOut) {
                throw SetUp.signedOut();
            }
            throw e instanceof SQLException failure ? DeniedException.explaining(failure, identity) : e;
        }
        if (autoCommit) {
            end();
        }
        return result;
    }

    /** Asks the driver for a fact about the server, which needs no caller and leaves no transaction behind. */
    @Nullable
    Object ask(Call call) throws Throwable {
        requireConnected();
        @Nullable Object answer;
        try {
            answer = call.run();
        } catch (Throwable e) {
            if (scope == null && !closed) {
                rollBackAfter(e);
            }
            throw e;
        }
        if (scope == null && !closed) {
            raw.rollback();
        }
        return answer;
    }

    /** Commits. Where Postgres could but roll back, because a failure was swallowed, that is an error and not silence. */
    void commit() throws SQLException {
        requireConnected();
        if (failed) {
            requireAlive();
        }
        leave();
        raw.commit();
    }

    /** After a failure, the driver or a savepoint may have mended the transaction; only Postgres knows. */
    private void requireAlive() throws SQLException {
        try (Statement statement = raw.createStatement()) {
            requireLanded();
            statement.execute("select");
        } catch (SQLException e) {
            SQLException rolledBack = new SQLException(
                    "The transaction was rolled back instead of committed, because a statement in it had failed and the"
                            + " failure was caught. Use a savepoint where a statement may fail.",
                    "40000",
                    e);
            rollBackAfter(rolledBack);
            throw rolledBack;
        }
    }

    private void end() throws SQLException {
        try {
            commit();
        } catch (SQLException e) {
            rollBackAfter(e);
            throw e;
        }
    }

    /** Undoes what is not committed. */
    void rollback() throws SQLException {
        requireConnected();
        leave();
        raw.rollback();
    }

    private void leave() {
        scope = null;
        failed = false;
        flying = false;
    }

    /**
     * A pool says of a connection that was lost only that it is closed, and whoever goes on with it (Hibernate rolls
     * back, and hides why it had to) would take that for a mistake of the program's.
     */
    void requireConnected() throws SQLException {
        if (raw.isClosed()) {
            leave();
            throw new SQLNonTransientConnectionException(
                    "The connection to the database was lost, and what was not committed with it.", "08006");
        }
    }

    private void rollBackAfter(Throwable cause) {
        try {
            rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("This connection is closed.", "08003");
        }
    }

    boolean isAutoCommit() throws SQLException {
        requireOpen();
        return autoCommit;
    }

    /** As JDBC has it: changing the mode in the middle of a transaction commits it. */
    void setAutoCommit(boolean autoCommit) throws SQLException {
        requireOpen();
        if (this.autoCommit != autoCommit && scope != null) {
            commit();
        }
        this.autoCommit = autoCommit;
    }

    /** Whether the transaction is somebody else's to end. */
    boolean isLent() {
        return lent;
    }

    /** Whether a statement that should change rows and changes none is an error. */
    boolean requiresRows() {
        return requiresRows;
    }

    /** Says so. Nothing was changed, so whatever else the transaction did may stand. */
    NoRowsException noRows() throws SQLException {
        return new NoRowsException(identity());
    }

    boolean isScoped() {
        return scope != null;
    }

    boolean isClosed() {
        return closed;
    }

    @Nullable
    Integer isolation() {
        return isolation;
    }

    void setIsolation(int isolation) throws SQLException {
        requireOpen();
        this.isolation = isolation;
    }

    /** From the next transaction on, and in the open one if there is one. */
    void setSchema(@Nullable String schema) throws SQLException {
        requireOpen();
        this.schema = schema;
        if (scope != null && schema != null) {
            impersonation.setSchema(raw, schema);
        }
    }

    /** Rolls back what is not committed and gives the connection back; one that cannot be rolled back is thrown away. */
    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            rollback();
            if (raw.isReadOnly() != readOnlyOfPool) {
                raw.setReadOnly(readOnlyOfPool);
            }
            raw.setAutoCommit(autoCommitOfPool);
        } catch (SQLException e) {
            log.warn("A connection could not be rolled back and is thrown away: {}", e.getMessage());
            discard();
            return;
        }
        raw.close();
    }

    private void discard() {
        closed = true;
        try (raw) {
            raw.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("A broken connection did not close cleanly: {}", e.getMessage());
        }
    }

    /** What is done between entering and ending. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    /** What is done together with entering, and with the commit. */
    @FunctionalInterface
    interface CallWithSetUp {
        @Nullable
        Object run(SetUp setUp, boolean andCommit) throws Throwable;
    }
}

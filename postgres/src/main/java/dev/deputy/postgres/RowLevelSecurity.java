package dev.deputy.postgres;

import dev.deputy.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * SQL as the caller: every transaction takes the caller's role and claims first, so that Postgres' row level security
 * decides what it sees, as it does behind Supabase's own data API. Thread-safe.
 *
 * <pre>{@code
 * RowLevelSecurity rls = RowLevelSecurity.over(pool);
 * int open = rls.as(caller, connection -> count(connection, "select count(*) from todos where not done"));
 *
 * DataSource dataSource = rls.following(() -> Identity.of(currentCaller()));   // for JPA, jOOQ, JdbcClient, MyBatis
 * }</pre>
 *
 * <p>The pool's login role should have no rights of its own. That is checked before the first transaction, and a role
 * that could bypass row level security is refused together with the SQL that creates a better one.
 *
 * <p>What this protects against is a forgotten {@code where}, not SQL injection: an injected {@code select} runs as the
 * caller and can lie about who the caller is. Bind parameters remain your duty.
 */
public final class RowLevelSecurity {

    private final DataSource pool;
    private final Impersonation impersonation;
    private final boolean requiresRows;

    private RowLevelSecurity(DataSource pool, Impersonation impersonation, boolean requiresRows) {
        this.pool = pool;
        this.impersonation = impersonation;
        this.requiresRows = requiresRows;
    }

    /** Row level security over a pool of connections, with the strict settings. */
    public static RowLevelSecurity over(DataSource pool) {
        return builder(pool).build();
    }

    /** Starts the settings of a {@link RowLevelSecurity} over a pool of connections. */
    public static Builder builder(DataSource pool) {
        return new Builder(pool);
    }

    /**
     * Does the work in one transaction as the caller and returns its result. The transaction commits when the work
     * returns and rolls back when it throws. The connection is lent: it knows no commit, and closing it does nothing.
     *
     * @throws RefusedException when the caller's role, the login role or a statement is refused, or the caller's token
     *     ended more than a minute ago
     * @throws X whatever else the work throws
     */
    public <T extends @Nullable Object, X extends Exception> T as(Caller caller, Work<T, X> work)
            throws SQLException, X {
        return as(Identity.of(caller), work);
    }

    /** Does work without a result as the caller; see {@link #as(Caller, Work)}. */
    public <X extends Exception> void runAs(Caller caller, Action<X> action) throws SQLException, X {
        runAs(Identity.of(caller), action);
    }

    /** Does the work in one transaction as the role {@code anon}; see {@link #as(Caller, Work)}. */
    public <T extends @Nullable Object, X extends Exception> T anonymously(Work<T, X> work) throws SQLException, X {
        return as(Identity.anonymous(), work);
    }

    /** Does work without a result as the role {@code anon}; see {@link #as(Caller, Work)}. */
    public <X extends Exception> void runAnonymously(Action<X> action) throws SQLException, X {
        runAs(Identity.anonymous(), action);
    }

    /** As {@link #as(Caller, Work)}, for an identity that knows its request. */
    public <T extends @Nullable Object, X extends Exception> T as(Identity identity, Work<T, X> work)
            throws SQLException, X {
        try (Lease lease = borrow(() -> identity)) {
            T result = work.with(lease.lend());
            lease.commit();
            return result;
        }
    }

    /** As {@link #runAs(Caller, Action)}, for an identity that knows its request. */
    public <X extends Exception> void runAs(Identity identity, Action<X> action) throws SQLException, X {
        try (Lease lease = borrow(() -> identity)) {
            action.with(lease.lend());
            lease.commit();
        }
    }

    /**
     * A {@code DataSource} whose connections act for whoever is current when a transaction's first statement runs:
     * transactions begin and end as ever ({@code @Transactional}, {@code setAutoCommit(false)}), and a statement in
     * auto-commit mode is a transaction of its own.
     *
     * <p>Where nobody is current, a connection can be had (frameworks ask it for the server's version when they start)
     * but every statement is refused. A transaction whose caller is no longer the current one is refused as well.
     * Large objects, {@code COPY}, schema changes and session state are not for callers and refused; so is
     * {@code unwrap} to the driver's connection.
     *
     * @param current answers on the asking thread: the current caller's identity, {@link Identity#anonymous()}, or null
     *     where nobody is known
     */
    public DataSource following(Supplier<? extends @Nullable Identity> current) {
        return new FollowingDataSource(pool, () -> borrow(current));
    }

    /**
     * The same, but for statements that change nothing: where an {@code update}, {@code delete} or {@code merge} affects
     * no row, since there is none or since row level security hides it, that is a {@link NoRowsException} and not
     * silence. A statement that returns rows ({@code returning}) says by itself that there were none.
     *
     * <pre>{@code
     * rls.requiringRows().runAs(caller, connection -> rename(connection, noteId, "a better title"));
     * }</pre>
     */
    public RowLevelSecurity requiringRows() {
        return new RowLevelSecurity(pool, impersonation, true);
    }

    /**
     * Checks the login role now, rather than before the first transaction, and reads the roles' settings again.
     *
     * @throws RefusedException when the login role is refused; the message holds the SQL that creates a better one
     * @throws SQLException when the database did not answer
     */
    public void check() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            impersonation.check(connection);
        }
    }

    private Lease borrow(Supplier<? extends @Nullable Identity> current) throws SQLException {
        Identity identity = current.get();
        if (identity != null) {
            impersonation.requireAllowed(identity);
        }
        return new Lease(pool.getConnection(), current, impersonation, requiresRows);
    }

    /** Work with a result that is done with a connection. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {
        T with(Connection connection) throws SQLException, X;
    }

    /** Work without a result that is done with a connection. */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        void with(Connection connection) throws SQLException, X;
    }

    /** Where a login role that could bypass row level security is put up with, at a warning in the log. */
    public enum BypassingLogin {
        /** Nowhere: every mistake would fail open. */
        NEVER,
        /** Where the database is on this machine, as for a role {@code postgres} of a local Supabase. */
        LOOPBACK,
        /** Everywhere. Then nothing but Deputy's own care stands between a mistake and everybody's rows. */
        ALWAYS
    }

    /** Collects the settings of a {@link RowLevelSecurity}. */
    public static final class Builder {

        final DataSource pool;
        final Set<String> roles = new LinkedHashSet<>(List.of("anon", "authenticated"));
        final Set<String> exposedSchemas = new LinkedHashSet<>(List.of("public"));
        BypassingLogin bypassingLogin = BypassingLogin.NEVER;

        @Nullable
        Boolean pooler;

        boolean refuseSignedOut;
        InstantSource clock = InstantSource.system();

        @Nullable
        ClaimsSignature signature;

        @Nullable
        StatementTimeout timeout;

        private Builder(DataSource pool) {
            this.pool = Objects.requireNonNull(pool, "pool");
        }

        /** Where a login role that could bypass row level security is put up with; nowhere by default. */
        public Builder bypassingLogin(BypassingLogin where) {
            this.bypassingLogin = where;
            return this;
        }

        /**
         * Lets callers with this role act, too, besides {@code authenticated}; the login role must be a member of it.
         *
         * @throws IllegalArgumentException for {@code service_role}, which bypasses row level security
         */
        public Builder role(String role) {
            if (role.equals("service_role")) {
                throw new IllegalArgumentException("role: service_role bypasses row level security, so it cannot act"
                        + " under it; give admin work a DataSource of its own.");
            }
            this.roles.add(role);
            return this;
        }

        /** A schema, besides {@code public}, in which the login role may own no tables. */
        public Builder exposedSchema(String schema) {
            this.exposedSchemas.add(schema);
            return this;
        }

        /**
         * Whether the connections go through a pooler in transaction mode; by default the address tells. See
         * {@link Pooler}.
         */
        public Builder pooler(boolean pooler) {
            this.pooler = pooler;
            return this;
        }

        /**
         * Refuses callers who have signed out, were banned or deleted, from their next transaction on: the statement
         * that begins a transaction looks for the token's session, at no further round trip. Needs
         * {@link Migrations#sessionCheck()} in the database.
         */
        public Builder refuseSignedOut() {
            this.refuseSignedOut = true;
            return this;
        }

        /**
         * Signs the claims, for policies that use {@code (select deputy.uid())} instead of {@code auth.uid()}: these
         * hold even where a statement was injected that sets other claims. Needs {@link Migrations#signedClaims()} in
         * the database, and the same secret given to {@code deputy.set_claims_key} there.
         *
         * @throws IllegalArgumentException when the secret has fewer than 32 characters
         */
        public Builder signClaims(String secret) {
            this.signature = new ClaimsSignature(secret);
            return this;
        }

        /**
         * How long a caller's statement may take before Postgres ends it (SQLSTATE 57014), unless the role's own setting
         * is shorter; by default the role's own setting alone. It should be shorter than the driver's
         * {@code socketTimeout}, which gives the connection up and leaves the statement running.
         *
         * @throws IllegalArgumentException when it is shorter than a millisecond
         */
        public Builder statementTimeout(Duration atMost) {
            this.timeout = new StatementTimeout(atMost);
            return this;
        }

        /** Makes the settings effective. No connection is borrowed yet. */
        public RowLevelSecurity build() {
            return new RowLevelSecurity(pool, new Impersonation(this), false);
        }
    }
}

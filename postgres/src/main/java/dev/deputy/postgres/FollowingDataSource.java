package dev.deputy.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out guarded connections of a pool, and the pool itself to nobody. */
final class FollowingDataSource implements DataSource {

    private final DataSource pool;
    private final Borrow borrow;

    FollowingDataSource(DataSource pool, Borrow borrow) {
        this.pool = pool;
        this.borrow = borrow;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return borrow.lease().connection();
    }

    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        throw new RefusedException(
                RefusedException.Reason.STATEMENT,
                "This DataSource follows the current caller; it takes no user name. Use getConnection().");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw Guard.noUnwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        pool.setLogWriter(writer);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    /** How to come by a connection. */
    interface Borrow {
        Lease lease() throws SQLException;
    }
}

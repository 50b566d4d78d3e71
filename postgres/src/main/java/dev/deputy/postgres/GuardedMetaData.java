package dev.deputy.postgres;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/**
 * What the driver says about the database. Facts about the server and the driver need no caller, since frameworks ask
 * for them when they start; everything that comes as rows is read as the caller.
 */
final class GuardedMetaData extends Guard<DatabaseMetaData> {

    private final Connection connection;

    private GuardedMetaData(DatabaseMetaData raw, Connection connection, Lease lease) {
        super(raw, lease);
        this.connection = connection;
    }

    static DatabaseMetaData of(DatabaseMetaData raw, Connection connection, Lease lease) {
        return proxy(DatabaseMetaData.class, new GuardedMetaData(raw, connection, lease));
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        if (method.getName().equals("getConnection")) {
            return connection;
        }
        if (method.getReturnType() == ResultSet.class) {
            return lease.run(() -> pass(method, args));
        }
        return lease.ask(() -> pass(method, args));
    }
}

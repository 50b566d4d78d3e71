package dev.deputy.postgres;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Rows in the hands of the user's code: they lead to the guarded statement, and changes made through them are guarded. */
final class GuardedResultSet extends Guard<ResultSet> {

    private final @Nullable Statement statement;

    private GuardedResultSet(ResultSet raw, @Nullable Statement statement, Lease lease) {
        super(raw, lease);
        this.statement = statement;
    }

    static ResultSet of(ResultSet raw, @Nullable Statement statement, Lease lease) {
        return proxy(ResultSet.class, new GuardedResultSet(raw, statement, lease));
    }

    @Override
    @Nullable
    Object call(Object proxy, Method method, Object[] args) throws Throwable {
        return switch (method.getName()) {
            case "getStatement" -> statement;
            case "updateRow", "insertRow", "deleteRow", "refreshRow" -> lease.run(() -> pass(method, args));
            case "getBlob", "getClob", "getNClob", "updateBlob", "updateClob", "updateNClob" -> throw noLargeObjects();
            case "getObject", "updateObject" -> {
                if (args.length > 1 && isLargeObject(args[1])) {
                    throw noLargeObjects();
                }
                yield pass(method, args);
            }
            default -> pass(method, args);
        };
    }
}

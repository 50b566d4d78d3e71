package dev.deputy.postgres;

import dev.deputy.postgres.RefusedException.Reason;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the guards of a connection, its statements and its results have in common: they stand in front of the driver's
 * object, treat the few calls that matter by name, and pass the rest on.
 *
 * <p>Proxies rather than classes: JDBC's interfaces have some 500 methods, of which about forty matter here.
 */
abstract class Guard<T> implements InvocationHandler {

    final T raw;
    final Lease lease;

    Guard(T raw, Lease lease) {
        this.raw = raw;
        this.lease = lease;
    }

    static <T, P extends T> P proxy(Class<P> type, Guard<T> guard) {
        return type.cast(Proxy.newProxyInstance(Guard.class.getClassLoader(), new Class<?>[] {type}, guard));
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] args = arguments == null ? NONE : arguments;
        return switch (method.getName()) {
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "guarded " + raw;
            case "isWrapperFor" -> ((Class<?>) args[0]).isInstance(proxy);
            case "unwrap" -> unwrap(proxy, (Class<?>) args[0]);
            default -> call(proxy, method, args);
        };
    }

    /** Treats a call by the user's code. */
    abstract @Nullable Object call(Object proxy, Method method, Object[] args) throws Throwable;

    /**
     * Passes a call on to the driver. Rows come out guarded, since they lead back to the statement and the connection.
     * An {@code Array}'s own rows do not, and their statement is the driver's: this stops mistakes, not a program that
     * wants past the guard, which reflection would help as well.
     */
    final @Nullable Object pass(Method method, Object... args) throws Throwable {
        return passTo(raw, method, args);
    }

    /** Passes a call on to another object of the driver's. */
    final @Nullable Object passTo(T target, Method method, Object... args) throws Throwable {
        try {
            Object result = method.invoke(target, args);
            return result instanceof ResultSet rows ? guarded(rows) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** The rows as the user's code may hold them. */
    ResultSet guarded(ResultSet rows) {
        return GuardedResultSet.of(rows, null, lease);
    }

    private static Object unwrap(Object proxy, Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        throw noUnwrap(type);
    }

    static SQLException noUnwrap(Class<?> type) {
        return new RefusedException(
                Reason.STATEMENT,
                "unwrap(" + type.getSimpleName() + ".class) would hand out a connection that does not follow the"
                        + " caller. For admin work, give the pool itself a DataSource of its own.");
    }

    static SQLException refused(String sentence) {
        return new RefusedException(Reason.STATEMENT, sentence);
    }

    /** All users' large objects belong to one role, so each user could read them all. */
    static SQLException noLargeObjects() {
        return refused("Large objects know no row level security. Use a column of type bytea or text, with"
                + " getBytes, getString or their streams.");
    }

    static boolean isLargeObject(@Nullable Object argument) {
        return argument instanceof Blob
                || argument instanceof Clob
                || (argument instanceof Class<?> type
                        && (Blob.class.isAssignableFrom(type) || Clob.class.isAssignableFrom(type)));
    }

    private static final Object[] NONE = {};
}

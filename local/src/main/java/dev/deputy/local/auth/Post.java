package dev.deputy.local.auth;

import dev.deputy.local.auth.RateLimits.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Transactions that write to people. What they write goes out when they are committed, or not at all. */
final class Post {

    interface Work<T> {
        T with(Connection connection, Consumer<Message> outgoing) throws SQLException;
    }

    private final Database database;
    private final Consumer<Message> delivery;
    private final RateLimiter limiter;

    Post(Database database, Consumer<Message> delivery, RateLimiter limiter) {
        this.database = database;
        this.delivery = delivery;
        this.limiter = limiter;
    }

    <T> T inTransaction(Work<T> work) throws SQLException {
        List<Message> outgoing = new ArrayList<>();
        T result = database.inTransaction(connection -> work.with(connection, message -> {
            limiter.spend(message.kind().equals("sms") ? Kind.SMS_SENT : Kind.EMAIL_SENT, "");
            outgoing.add(message);
        }));
        outgoing.forEach(delivery);
        return result;
    }
}

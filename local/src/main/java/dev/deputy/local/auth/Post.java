package dev.deputy.local.auth;

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

    Post(Database database, Consumer<Message> delivery) {
        this.database = database;
        this.delivery = delivery;
    }

    <T> T inTransaction(Work<T> work) throws SQLException {
        List<Message> outgoing = new ArrayList<>();
        T result = database.inTransaction(connection -> work.with(connection, outgoing::add));
        outgoing.forEach(delivery);
        return result;
    }
}

package dev.deputy.postgres;

import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.CallerCheck;
import dev.deputy.InvalidTokenException;
import dev.deputy.TokenVerifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of sign-outs, bans and deletions when they happen, so that a verifier that checks tokens in this process refuses
 * them at once and not when they expire. Thread-safe.
 *
 * <pre>{@code
 * SignOuts signOuts = SignOuts.listen(direct);
 * TokenVerifier verifier = signOuts.watching(TokenVerifier.of(config));
 * }</pre>
 *
 * <p>A session is asked for once, when its first token comes; after that it is taken for open until Postgres says
 * otherwise ({@code LISTEN}), so that a request costs no query. While there is no connection to listen on, nothing is
 * taken for granted and each request asks; where the database does not answer either, the verifier throws
 * {@link AuthUnavailableException}. Tokens without a session, such as third parties', are left alone.
 *
 * <p>Needs {@link Migrations#signOuts()} in the database, pgjdbc, and a connection of its own that does not go through a
 * pooler in transaction mode. Any login role will do.
 */
public final class SignOuts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SignOuts.class);

    /** How long silence is believed before the connection is tried. */
    private static final int SILENCE_MILLIS = 5_000;

    private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);

    private final DataSource direct;
    private final OpenSessions sessions = new OpenSessions();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private final Thread listener = new Thread(this::listen, "deputy-sign-outs");

    private volatile @Nullable Connection connection;

    private SignOuts(DataSource direct) {
        this.direct = direct;
    }

    /**
     * Begins to listen, on a thread of its own that ends with {@link #close()}. Returns when it listens or its first try
     * has failed, which it then repeats.
     *
     * @param direct gives connections that are not pooled in transaction mode; one is kept, and single queries borrow
     *     others
     */
    public static SignOuts listen(DataSource direct) {
        SignOuts signOuts = new SignOuts(direct);
        signOuts.listener.setDaemon(true);
        signOuts.listener.start();
        try {
            signOuts.firstTry.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return signOuts;
    }

    /**
     * Checks that the database has what this needs.
     *
     * @throws SQLException with SQLSTATE 42883 when {@link Migrations#signOuts()} is missing, or when the database did
     *     not answer
     */
    public void check() throws SQLException {
        try (Connection borrowed = direct.getConnection();
                PreparedStatement statement =
                        borrowed.prepareStatement("select to_regprocedure('deputy.session_is_open(uuid)')");
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || row.getString(1) == null) {
                throw new SQLException(
                        "SignOuts needs the function deputy.session_is_open(uuid) in the database: run"
                                + " Migrations.signOuts() there, as postgres.",
                        "42883");
            }
        }
    }

    /** Whether ends are heard of at the moment; if not, each verification asks the database. */
    public boolean isListening() {
        return sessions.isListening();
    }

    /** A verifier that refuses what the given one accepts when the caller's session has ended. */
    public TokenVerifier watching(TokenVerifier verifier) {
        return verifier.checking(new CallerCheck() {
            @Override
            public void check(Caller caller) {
                if (!passesAtOnce(caller)) {
                    requireOpen(caller, caller.sessionId().orElseThrow());
                }
            }

            @Override
            public boolean passesAtOnce(Caller caller) {
                return caller.sessionId().map(sessions::contains).orElse(true);
            }
        });
    }

    private void requireOpen(Caller caller, UUID session) {
        long endsBefore = sessions.ends();
        try (Connection borrowed = direct.getConnection();
                PreparedStatement statement = borrowed.prepareStatement("select deputy.session_is_open(?)")) {
            statement.setObject(1, session);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new InvalidTokenException(InvalidTokenException.Reason.SESSION_NOT_FOUND);
                }
            }
        } catch (SQLException e) {
            throw new AuthUnavailableException(
                    "The database does not say whether the caller's session is open.", Duration.ofSeconds(2), e);
        }
        sessions.add(session, caller.userId(), endsBefore);
    }

    private void listen() {
        boolean open = true;
        while (open) {
            try (Connection own = direct.getConnection()) {
                connection = own;
                hear(own);
            } catch (SQLException | RuntimeException e) {
                if (closing.getCount() > 0) {
                    log.warn("Sign-outs are not heard of at the moment; each request asks instead: {}", e.getMessage());
                }
            } finally {
                sessions.listening(false);
                firstTry.countDown();
            }
            open = !awaitClosing();
        }
    }

    private boolean awaitClosing() {
        try {
            return closing.await(BEFORE_NEXT_TRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void hear(Connection own) throws SQLException {
        own.setAutoCommit(true);
        PGConnection driver = own.unwrap(PGConnection.class);
        try (Statement statement = own.createStatement()) {
            statement.execute("listen deputy_sign_outs");
        }
        sessions.listening(true);
        firstTry.countDown();
        while (closing.getCount() > 0) {
            PGNotification[] heard = driver.getNotifications(SILENCE_MILLIS);
            if (heard.length == 0) {
                try (Statement statement = own.createStatement()) {
                    statement.execute("select 1"); // fails where the connection is dead, which silence does not show
                }
            }
            for (PGNotification notification : heard) {
                forget(notification.getParameter());
            }
        }
    }

    /** Anybody who has a connection may notify, which at worst makes us ask once more. */
    private void forget(String message) {
        String[] words = message.split(" ", -1);
        try {
            UUID id = UUID.fromString(words[words.length - 1]);
            if (words[0].equals("user")) {
                sessions.userEnded(id);
            } else {
                sessions.sessionEnded(id);
            }
        } catch (IllegalArgumentException notOurs) {
            log.debug("A message on channel deputy_sign_outs that is not the triggers'.");
        }
    }

    /** Stops listening. The verifiers that it gave go on, and ask the database each time. */
    @Override
    public void close() {
        closing.countDown();
        Connection own = connection;
        if (own != null) {
            try {
                own.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The connection did not close cleanly: {}", e.getMessage());
            }
        }
        try {
            listener.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after a kill -9, whichever processes it hits. */
class CrashTest {

    private static final int NOTES_BEFORE_THE_KILL = 40;
    private static final int USERS_BEFORE_THE_KILL = 4;

    @TempDir
    private Path folder;

    @Test
    void nothing_acknowledged_is_lost_when_deputy_is_killed() throws Exception {
        assertNothingIsLost(DeputyProcess::kill);
    }

    @Test
    void nothing_acknowledged_is_lost_when_deputy_and_every_process_of_postgres_are_killed() throws Exception {
        assertNothingIsLost(deputy -> {
            var processes = deputy.descendants();
            deputy.kill();
            processes.forEach(ProcessHandle::destroyForcibly);
        });
    }

    @Test
    void a_postgres_that_outlives_all_that_would_stop_it_is_stopped_by_the_next_start() throws Exception {
        assertNothingIsLost(deputy -> {
            var scripts = deputy.descendants().stream()
                    .filter(process -> process.info().command().orElse("").matches(".*/(ba|da)?sh"))
                    .toList();
            assertThat(scripts).isNotEmpty();
            scripts.forEach(ProcessHandle::destroyForcibly);
            deputy.kill();
        });
    }

    private interface Kill {
        void hit(DeputyProcess deputy) throws Exception;
    }

    private void assertNothingIsLost(Kill kill) throws Exception {
        Path data = folder.resolve("data");
        Set<String> acknowledged = new HashSet<>();
        try (DeputyProcess deputy = DeputyProcess.start(folder, "--data", data.toString())) {
            try (Connection connection = DriverManager.getConnection(deputy.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("create table notes (body text)");
            }
            Writer notes = new Writer("note", NOTES_BEFORE_THE_KILL, body -> {
                try (Connection connection = DriverManager.getConnection(deputy.jdbcUrl());
                        Statement statement = connection.createStatement()) {
                    statement.execute("insert into notes values ('" + body + "')");
                }
            });
            Writer users = new Writer("user", USERS_BEFORE_THE_KILL, name -> deputy.signIns()
                    .signUp(name + "@example.com", "correct horse battery staple", Map.of()));
            notes.start();
            users.start();
            notes.enough.await();
            users.enough.await();
            kill.hit(deputy);
            acknowledged.addAll(notes.end());
            acknowledged.addAll(users.end());
        }
        try (DeputyProcess deputy = DeputyProcess.start(folder, "--data", data.toString())) {
            assertThat(kept(deputy)).containsAll(acknowledged);
            deputy.terminate();
        }
    }

    private interface Write {
        void write(String name) throws SQLException;
    }

    /** Writes one thing after the other and remembers what was acknowledged, until a write fails or it is ended. */
    private static final class Writer extends Thread {

        private final String kind;
        private final Write write;
        private final CountDownLatch enough;
        private final Set<String> acknowledged = new HashSet<>();
        private volatile boolean ended;

        Writer(String kind, int enough, Write write) {
            this.kind = kind;
            this.enough = new CountDownLatch(enough);
            this.write = write;
        }

        @Override
        public void run() {
            for (int i = 0; !ended; i++) {
                try {
                    write.write(kind + i);
                } catch (SQLException | RuntimeException e) {
                    return;
                }
                acknowledged.add(kind + i);
                enough.countDown();
            }
        }

        Set<String> end() throws InterruptedException {
            ended = true;
            join();
            return acknowledged;
        }
    }

    private static Set<String> kept(DeputyProcess deputy) throws SQLException {
        Set<String> kept = new HashSet<>();
        try (Connection connection = DriverManager.getConnection(deputy.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select body from notes union all"
                                + " select split_part(users.email, '@', 1) from auth.users join auth.identities i on i.user_id = users.id")) {
            while (rows.next()) {
                kept.add(rows.getString(1));
            }
        }
        return kept;
    }
}

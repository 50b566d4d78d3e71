package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.asOwner;
import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HibernateTest {

    private final HikariDataSource pool = TestDatabase.pool(2);
    private final Caller ada = Users.user();
    private final Caller bob = Users.user();
    private @Nullable Identity current;
    private SessionFactory sessions;

    @BeforeEach
    void start() throws SQLException {
        TestDatabase.createNotes();
        sessions = sessions(RowLevelSecurity.over(pool).following(() -> current));
    }

    @AfterEach
    void stop() {
        sessions.close();
        pool.close();
    }

    @Test
    void entities_belong_to_their_caller() {
        long adas = writeAs(ada, "ada's");
        writeAs(bob, "bob's");

        current = Identity.of(bob);
        sessions.inTransaction(session -> {
            assertThat(session.find(Note.class, adas)).isNull();
            assertThat(session.createSelectionQuery("select body from Note", String.class)
                            .getResultList())
                    .containsExactly("bob's");
        });
    }

    @Test
    void without_a_caller_there_is_no_entity() {
        current = null;

        assertThatThrownBy(() -> sessions.inTransaction(session -> session.find(Note.class, 1L)))
                .hasRootCauseInstanceOf(RefusedException.class);
    }

    @Test
    void an_entity_that_a_policy_does_not_let_in_is_a_denial_at_the_root() {
        current = Identity.of(ada);

        assertThatThrownBy(() -> sessions.inTransaction(session -> session.persist(new Note("forged", bob.userId()))))
                .hasStackTraceContaining(DeniedException.class.getName());
    }

    @Test
    void somebody_elses_entity_cannot_be_changed_or_locked() throws SQLException {
        long adas = writeAs(ada, "ada's");

        current = Identity.of(bob);
        assertThatThrownBy(() -> sessions.inTransaction(session -> {
                    Note detached = new Note("bob was here", ada.userId());
                    detached.id = adas;
                    session.merge(detached);
                }))
                .isInstanceOf(RuntimeException.class);
        sessions.inTransaction(session -> assertThat(session.find(Note.class, adas, LockModeType.PESSIMISTIC_WRITE))
                .isNull());
        sessions.inTransaction(
                session -> assertThat(session.createMutationQuery("update Note set body = 'bob was here'")
                                .executeUpdate())
                        .isZero());
        assertThat(read("select body from notes")).isEqualTo("ada's");
    }

    @Test
    void ones_own_entity_can_be_changed_and_locked() throws SQLException {
        long adas = writeAs(ada, "before");

        current = Identity.of(ada);
        sessions.inTransaction(session -> {
            Note note = session.find(Note.class, adas, LockModeType.PESSIMISTIC_WRITE);
            assertThat(note).isNotNull();
            note.body = "after";
        });
        assertThat(read("select body from notes")).isEqualTo("after");
    }

    @Test
    void what_is_read_after_the_transaction_is_read_as_the_caller() {
        writeAs(ada, "ada's");
        current = Identity.of(bob);
        try (var session = sessions.openSession()) {
            session.beginTransaction().commit();
            assertThat(session.createSelectionQuery("from Note", Note.class).getResultList())
                    .isEmpty();
            current = Identity.of(ada);
            assertThat(session.createSelectionQuery("from Note", Note.class).getResultList())
                    .hasSize(1);
        }
    }

    @Test
    void an_insert_only_policy_needs_a_key_that_the_program_makes() throws SQLException {
        asOwner("""
                create table box (id uuid primary key, body text);
                alter table box enable row level security;
                create policy "throw in" on box for insert to authenticated with check (true)""");
        try {
            current = Identity.of(ada);
            sessions.inTransaction(session -> session.persist(new Box()));
            assertThat(read("select count(*) from box")).isEqualTo("1");
        } finally {
            asOwner("drop table box");
        }
    }

    private long writeAs(Caller caller, String body) {
        current = Identity.of(caller);
        Note note = new Note(body, caller.userId());
        sessions.inTransaction(session -> session.persist(note));
        return note.id == null ? 0 : note.id;
    }

    static SessionFactory sessions(DataSource dataSource) {
        Configuration configuration =
                new Configuration().addAnnotatedClass(Note.class).addAnnotatedClass(Box.class);
        configuration.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource);
        // Nobody is current when an application starts, so Hibernate is told what it would ask the server.
        configuration.setProperty(JdbcSettings.ALLOW_METADATA_ON_BOOT, false);
        configuration.setProperty(JdbcSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL");
        return configuration.buildSessionFactory();
    }

    @Entity(name = "Note")
    @Table(name = "notes")
    static class Note {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable
        Long id;

        @Nullable
        UUID user_id;

        String body = "";

        Note() {}

        Note(String body, UUID user) {
            this.body = body;
            this.user_id = user;
        }
    }

    @Entity(name = "Box")
    @Table(name = "box")
    static class Box {
        @Id
        UUID id = UUID.randomUUID();

        String body = "a";
    }
}

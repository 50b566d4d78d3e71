package dev.deputy.benchmarks.plain;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** With a where clause, which nobody must forget. */
@Repository
class Notes {

    private final JdbcClient jdbc;

    Notes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Note> all(UUID userId) {
        return jdbc.sql("select id, body, created_at from notes where user_id = :user order by created_at, id")
                .param("user", userId)
                .query(Note.class)
                .list();
    }

    Note add(UUID userId, String body) {
        return jdbc.sql("insert into notes (user_id, body) values (:user, :body) returning id, body, created_at")
                .param("user", userId)
                .param("body", body)
                .query(Note.class)
                .single();
    }
}

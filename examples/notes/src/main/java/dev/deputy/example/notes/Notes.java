package dev.deputy.example.notes;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The caller's notes, with JDBC. There is no where clause: whose notes these are is decided by the table's policy. */
@Repository
class Notes {

    static final int LONGEST = 10_000;

    private final JdbcClient jdbc;

    Notes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Note> all() {
        return jdbc.sql("select id, body, created_at from notes order by created_at, id")
                .query(Note.class)
                .list();
    }

    /** @throws BadNoteException when there is nothing in it, or too much */
    Note add(@Nullable String body) {
        if (body == null || body.isBlank()) {
            throw new BadNoteException("A note needs a body: {\"body\": \"…\"}.");
        }
        if (body.codePointCount(0, body.length()) > LONGEST || body.indexOf('\0') >= 0) {
            throw new BadNoteException("A note has at most " + LONGEST + " characters, none of them NUL.");
        }
        return jdbc.sql("insert into notes (body) values (:body) returning id, body, created_at")
                .param("body", body)
                .query(Note.class)
                .single();
    }
}

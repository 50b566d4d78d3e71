package dev.deputy.test.notes;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

@Component
class Notes {

    private final JdbcClient jdbc;

    Notes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> mine() {
        return jdbc.sql("select body from notes order by id")
                .query(String.class)
                .list();
    }

    void add(String body) {
        jdbc.sql("insert into notes (body) values (?)").param(body).update();
    }

    @PreAuthorize("principal.appMetadata['tenant'] == 'acme'")
    String secret() {
        return "acme's";
    }
}

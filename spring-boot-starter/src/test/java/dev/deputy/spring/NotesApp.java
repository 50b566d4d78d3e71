package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import java.util.List;
import java.util.UUID;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An application that keeps notes, as its callers. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
class NotesApp {

    private final JdbcClient jdbc;

    NotesApp(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Bean
    static SecurityFilterChain rules(HttpSecurity http) {
        return http.with(supabase(), withDefaults())
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/open", "/open-notes").permitAll())
                .build();
    }

    @GetMapping("/open")
    String open() {
        return "open";
    }

    @GetMapping({"/notes", "/open-notes"})
    List<String> notes() {
        return jdbc.sql("select body from notes order by id")
                .query(String.class)
                .list();
    }

    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    void add(@RequestBody String body) {
        jdbc.sql("insert into notes (body) values (?)").param(body).update();
    }

    @PostMapping("/two-notes")
    @Transactional
    public void addTwo(@RequestBody String body) {
        add(body);
        add(body);
        if (body.contains("fail")) {
            throw new IllegalArgumentException("as planned");
        }
    }

    @PostMapping("/notes-of-somebody-else")
    void addForSomebodyElse() {
        jdbc.sql("insert into notes (user_id, body) values (?, 'not mine')")
                .param(UUID.randomUUID())
                .update();
    }

    @PostMapping("/renamed")
    void rename(@RequestBody String body) {
        jdbc.sql("update notes set body = ? where id = -1").param(body).update();
    }

    @GetMapping("/request")
    String request() {
        return jdbc.sql("select current_setting('request.method') || ' ' || current_setting('request.path')")
                .query(String.class)
                .single();
    }

    @GetMapping("/slow")
    void slow() {
        jdbc.sql("select 1 from pg_sleep(60)").query(Integer.class).single();
    }

    @GetMapping("/secrets")
    List<Long> secrets() {
        return jdbc.sql("select id from secrets").query(Long.class).list();
    }
}

package dev.deputy.docs;

import dev.deputy.Caller;
import dev.deputy.client.AdminSupabase;
import dev.deputy.client.Supabase;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NotesController {

    private final JdbcClient jdbc;
    private final Notes notes;
    private final Supabase supabase;
    private final AdminSupabase admin;

    NotesController(JdbcClient jdbc, Notes notes, Supabase supabase, AdminSupabase admin) {
        this.jdbc = jdbc;
        this.notes = notes;
        this.supabase = supabase;
        this.admin = admin;
    }

    // snippet hello
    @GetMapping("/hello")
    String hello(@AuthenticationPrincipal Caller caller) {
        return "Hello, " + caller.email().orElse("you") + "!";
    }
    // end

    // snippet jdbc
    @GetMapping("/notes")
    List<String> notes() {
        return jdbc.sql("select body from notes").query(String.class).list(); // no "where": the policy says whose
    }
    // end

    // snippet jpa
    @PostMapping("/notes")
    void add(@RequestBody String body) {
        notes.save(new Note(body)); // user_id is auth.uid(), by default
    }
    // end

    // snippet api
    @GetMapping("/notes-by-api")
    List<NoteBody> notesByApi() {
        return supabase.from("notes").select("body").list(NoteBody.class); // as the caller of this request
    }

    @GetMapping("/nightly")
    long nightly() {
        return admin.from("notes").select().count(); // as nobody: past row level security
    }
    // end

    record NoteBody(String body) {}

    // snippet editor
    @GetMapping("/drafts")
    @PreAuthorize("hasRole('editor')")
    String drafts() {
        return "drafts";
    }
    // end

    // snippet jwt
    @GetMapping("/older/me")
    Map<String, Object> me(@AuthenticationPrincipal Jwt jwt) {
        return jwt.getClaims();
    }
    // end
}

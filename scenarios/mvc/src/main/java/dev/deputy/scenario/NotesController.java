package dev.deputy.scenario;

import dev.deputy.Caller;
import dev.deputy.client.AdminSupabase;
import dev.deputy.client.Supabase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Notes: as the caller, and past row level security. Rows go through as the data API returns them. */
@RestController
class NotesController {

    private static final String COLUMNS = "id,user_id,body";

    private final Supabase supabase;
    private final AdminSupabase admin;

    NotesController(Supabase supabase, AdminSupabase admin) {
        this.supabase = supabase;
        this.admin = admin;
    }

    /** Past row level security, because the list's table lets users read only: the program itself says whose note it is. */
    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> add(@AuthenticationPrincipal Caller caller, @RequestBody NewNote note) {
        if (note.body() == null || note.body().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "body required");
        }
        return admin.from("notes")
                .insert(Map.of("user_id", caller.userId(), "body", note.body()))
                .select(COLUMNS)
                .single();
    }

    /** The program filters. */
    @GetMapping("/notes")
    List<Map<String, Object>> notes(@AuthenticationPrincipal Caller caller) {
        return admin.from("notes")
                .select(COLUMNS)
                .eq("user_id", caller.userId())
                .order("created_at")
                .list();
    }

    /** Row level security filters. */
    @GetMapping("/my-notes")
    List<Map<String, Object>> myNotes() {
        return supabase.from("notes").select(COLUMNS).order("created_at").list();
    }

    /** Nobody filters. */
    @GetMapping("/all-notes")
    List<Map<String, Object>> allNotes() {
        return admin.from("notes").select(COLUMNS).order("created_at").list();
    }

    record NewNote(@Nullable String body) {}
}

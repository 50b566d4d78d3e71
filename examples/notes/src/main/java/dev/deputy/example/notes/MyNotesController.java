package dev.deputy.example.notes;

import dev.deputy.client.Supabase;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's notes, without a database connection: through Supabase's data API, as the caller. No where here either. */
@RestController
class MyNotesController {

    private final Supabase supabase;

    MyNotesController(Supabase supabase) {
        this.supabase = supabase;
    }

    @GetMapping("/my-notes")
    List<Note> all() {
        return supabase.from("notes")
                .select("id,body,created_at")
                .order("created_at")
                .order("id")
                .list(Note.class);
    }
}

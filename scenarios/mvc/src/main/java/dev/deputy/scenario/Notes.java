package dev.deputy.scenario;

import dev.deputy.Caller;
import dev.deputy.client.AdminSupabase;
import dev.deputy.client.Supabase;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Notes: as the caller, and past row level security. Rows go through as the data API returns them. */
@Component
class Notes {

    private static final String COLUMNS = "id,user_id,body";

    private final Supabase supabase;
    private final AdminSupabase admin;

    Notes(Supabase supabase, AdminSupabase admin) {
        this.supabase = supabase;
        this.admin = admin;
    }

    /** Past row level security, because the list's table lets users read only: the program itself says whose note it is. */
    Map<String, Object> add(Caller owner, String body) {
        return admin.from("notes")
                .insert(Map.of("user_id", owner.userId(), "body", body))
                .select(COLUMNS)
                .single();
    }

    /** The program filters. */
    List<Map<String, Object>> of(Caller owner) {
        return admin.from("notes")
                .select(COLUMNS)
                .eq("user_id", owner.userId())
                .order("id")
                .list();
    }

    /** Row level security filters. */
    List<Map<String, Object>> ofTheCaller() {
        return supabase.from("notes").select(COLUMNS).order("id").list();
    }

    /** Nobody filters. */
    List<Map<String, Object>> all() {
        return admin.from("notes").select(COLUMNS).order("id").list();
    }
}

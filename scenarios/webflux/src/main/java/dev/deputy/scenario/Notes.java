package dev.deputy.scenario;

import dev.deputy.Caller;
import dev.deputy.client.AdminSupabase;
import dev.deputy.client.Supabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
    Mono<Map<String, Object>> add(Caller owner, String body) {
        return later(() -> admin.from("notes")
                .insert(Map.of("user_id", owner.userId(), "body", body))
                .select(COLUMNS)
                .single());
    }

    /** The program filters. */
    Mono<List<Map<String, Object>>> of(Caller owner) {
        return later(() -> admin.from("notes")
                .select(COLUMNS)
                .eq("user_id", owner.userId())
                .order("created_at")
                .list());
    }

    /** Row level security filters. */
    Mono<List<Map<String, Object>>> ofTheCaller() {
        return later(
                () -> supabase.from("notes").select(COLUMNS).order("created_at").list());
    }

    /** Nobody filters. */
    Mono<List<Map<String, Object>>> all() {
        return later(
                () -> admin.from("notes").select(COLUMNS).order("created_at").list());
    }

    /** The client blocks, which the event loop's threads must not. */
    private static <T> Mono<T> later(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}

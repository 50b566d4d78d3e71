package dev.deputy.example.notes;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is calling. */
@RestController
class WhoController {

    private final SupabaseConfig supabase;

    WhoController(SupabaseConfig supabase) {
        this.supabase = supabase;
    }

    @GetMapping("/open")
    Map<String, String> open() {
        return Map.of("message", "Anybody may read this.");
    }

    @GetMapping("/me")
    Map<String, Object> me(@AuthenticationPrincipal Caller caller) {
        return caller.claims();
    }

    @GetMapping("/me-optional")
    Map<String, Object> meOptional(@AuthenticationPrincipal Optional<Caller> caller) {
        return caller.map(Caller::claims).orElse(Map.of("role", "anon"));
    }

    /** What the page needs to know to sign people in. Both are public. */
    @GetMapping("/config")
    Map<String, String> config() {
        return Map.of(
                "supabaseUrl", supabase.publicUrl().toString(),
                "publishableKey", supabase.publishableKey().orElse(""));
    }
}

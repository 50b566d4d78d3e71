package dev.deputy.benchmarks.plain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** The endpoints over REST. */
@RestController
class Endpoints {

    private final Users users;
    private final Notes notes;
    private final RestClient supabase;
    private final String url;

    Endpoints(Users users, Notes notes, @Value("${SUPABASE_URL}") String url) {
        this.users = users;
        this.notes = notes;
        this.url = url;
        this.supabase = RestClient.create(url + "/rest/v1");
    }

    @GetMapping("/open")
    Map<String, String> open() {
        return Map.of("message", "Anybody may read this.");
    }

    @GetMapping("/config")
    Map<String, String> config() {
        return Map.of("supabaseUrl", url);
    }

    @GetMapping("/me")
    Map<String, Object> me(@AuthenticationPrincipal Jwt jwt) {
        return jwt.getClaims();
    }

    @GetMapping("/me-optional")
    Map<String, Object> meOptional(@AuthenticationPrincipal @Nullable Jwt jwt) {
        return jwt == null ? Map.of("role", "anon") : jwt.getClaims();
    }

    @GetMapping("/name")
    User name(@AuthenticationPrincipal Jwt jwt) {
        return users.findById(UserId.of(jwt)).orElseThrow();
    }

    @GetMapping("/notes")
    List<Note> all(@AuthenticationPrincipal Jwt jwt) {
        return notes.all(UserId.of(jwt));
    }

    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    Note add(@AuthenticationPrincipal Jwt jwt, @RequestBody NewNote note) {
        return notes.add(UserId.of(jwt), note.body());
    }

    @GetMapping("/my-notes")
    String mine(@AuthenticationPrincipal Jwt jwt) {
        String body = supabase.get()
                .uri("/notes?select=id,body,created_at")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + jwt.getTokenValue())
                .retrieve()
                .body(String.class);
        return body == null ? "[]" : body;
    }

    record NewNote(String body) {}
}

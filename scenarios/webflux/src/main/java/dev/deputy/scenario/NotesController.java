package dev.deputy.scenario;

import dev.deputy.Caller;
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
import reactor.core.publisher.Mono;

/** Notes over HTTP. */
@RestController
class NotesController {

    private final Notes notes;

    NotesController(Notes notes) {
        this.notes = notes;
    }

    @PostMapping("/notes")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Map<String, Object>> add(@AuthenticationPrincipal Caller caller, @RequestBody NewNote note) {
        if (note.body() == null || note.body().isEmpty()) {
            return Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST, "body required"));
        }
        return notes.add(caller, note.body());
    }

    @GetMapping("/notes")
    Mono<List<Map<String, Object>>> notes(@AuthenticationPrincipal Caller caller) {
        return notes.of(caller);
    }

    @GetMapping("/my-notes")
    Mono<List<Map<String, Object>>> myNotes() {
        return notes.ofTheCaller();
    }

    @GetMapping("/all-notes")
    Mono<List<Map<String, Object>>> allNotes() {
        return notes.all();
    }

    record NewNote(@Nullable String body) {}
}

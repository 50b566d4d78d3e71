package dev.deputy.example.notes;

import dev.deputy.Caller;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** The same over GraphQL; the caller comes from the same place. */
@Controller
class GraphQlController {

    private final Notes notes;

    GraphQlController(Notes notes) {
        this.notes = notes;
    }

    @QueryMapping
    Me me(@AuthenticationPrincipal Caller caller) {
        return new Me(caller.userId(), caller.email().orElse(null));
    }

    @QueryMapping
    List<Note> notes() {
        return notes.all();
    }

    @MutationMapping
    Note addNote(@Argument String body) {
        return notes.add(body);
    }

    record Me(UUID id, @Nullable String email) {}
}

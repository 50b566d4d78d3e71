package dev.deputy.benchmarks.plain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Controller;

/** The same over GraphQL. */
@Controller
class GraphQl {

    private final Notes notes;

    GraphQl(Notes notes) {
        this.notes = notes;
    }

    @QueryMapping
    Me me(@AuthenticationPrincipal Jwt jwt) {
        return new Me(UserId.of(jwt), jwt.getClaimAsString("email"));
    }

    @QueryMapping
    List<Note> notes(@AuthenticationPrincipal Jwt jwt) {
        return notes.all(UserId.of(jwt));
    }

    @MutationMapping
    Note addNote(@AuthenticationPrincipal Jwt jwt, @Argument String body) {
        return notes.add(UserId.of(jwt), body);
    }

    record Me(UUID id, @Nullable String email) {}
}

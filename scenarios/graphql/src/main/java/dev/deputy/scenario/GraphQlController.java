package dev.deputy.scenario;

import dev.deputy.Caller;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.GraphQlExceptionHandler;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** The list as fields. */
@Controller
class GraphQlController {

    private static final String CALLERS = "isAuthenticated()";

    private final Notes notes;

    GraphQlController(Notes notes) {
        this.notes = notes;
    }

    @QueryMapping
    String health() {
        return "ok";
    }

    @QueryMapping
    @PreAuthorize(CALLERS)
    UserClaims me(@AuthenticationPrincipal Caller caller) {
        return UserClaims.of(caller);
    }

    @QueryMapping
    @Nullable
    UserClaims meOptional(@AuthenticationPrincipal @Nullable Caller caller) {
        return caller == null ? null : UserClaims.of(caller);
    }

    @MutationMapping
    @PreAuthorize(CALLERS)
    Map<String, Object> addNote(@AuthenticationPrincipal Caller owner, @Argument String body) {
        if (body.isEmpty()) {
            throw new IllegalArgumentException("body required");
        }
        return notes.add(owner, body);
    }

    @QueryMapping
    @PreAuthorize(CALLERS)
    List<Map<String, Object>> notes(@AuthenticationPrincipal Caller caller) {
        return notes.of(caller);
    }

    @QueryMapping
    List<Map<String, Object>> myNotes() {
        return notes.ofTheCaller();
    }

    @QueryMapping
    @PreAuthorize(CALLERS)
    List<Map<String, Object>> allNotes() {
        return notes.all();
    }

    @GraphQlExceptionHandler
    GraphQLError badRequest(IllegalArgumentException e, DataFetchingEnvironment environment) {
        return GraphqlErrorBuilder.newError(environment)
                .errorType(ErrorType.BAD_REQUEST)
                .message("%s", e.getMessage())
                .build();
    }
}

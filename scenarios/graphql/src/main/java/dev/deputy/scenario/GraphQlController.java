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
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

/** The list as fields. */
@Controller
class GraphQlController {

    private final Notes notes;

    GraphQlController(Notes notes) {
        this.notes = notes;
    }

    @QueryMapping
    String health() {
        return "ok";
    }

    @QueryMapping
    UserClaims me(@AuthenticationPrincipal @Nullable Caller caller) {
        return UserClaims.of(required(caller));
    }

    @QueryMapping
    @Nullable
    UserClaims meOptional(@AuthenticationPrincipal @Nullable Caller caller) {
        return caller == null ? null : UserClaims.of(caller);
    }

    @MutationMapping
    Map<String, Object> addNote(@AuthenticationPrincipal @Nullable Caller caller, @Argument String body) {
        Caller owner = required(caller);
        if (body.isEmpty()) {
            throw new IllegalArgumentException("body required");
        }
        return notes.add(owner, body);
    }

    @QueryMapping
    List<Map<String, Object>> notes(@AuthenticationPrincipal @Nullable Caller caller) {
        return notes.of(required(caller));
    }

    @QueryMapping
    List<Map<String, Object>> myNotes() {
        return notes.ofTheCaller();
    }

    @QueryMapping
    List<Map<String, Object>> allNotes(@AuthenticationPrincipal @Nullable Caller caller) {
        required(caller);
        return notes.all();
    }

    /** Spring for GraphQL answers the exception with UNAUTHORIZED. */
    private static Caller required(@Nullable Caller caller) {
        if (caller == null) {
            throw new AuthenticationCredentialsNotFoundException("this field wants a caller");
        }
        return caller;
    }

    @GraphQlExceptionHandler
    GraphQLError badRequest(IllegalArgumentException e, DataFetchingEnvironment environment) {
        return GraphqlErrorBuilder.newError(environment)
                .errorType(ErrorType.BAD_REQUEST)
                .message("%s", e.getMessage())
                .build();
    }
}

package dev.deputy.spring;

import dev.deputy.Decision;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;

/** Answers GraphQL fields that failed on the database or on Supabase's APIs; the code is under {@code extensions.code}. */
final class RefusalGraphQlResolver extends DataFetcherExceptionResolverAdapter {

    private final Function<Throwable, Optional<Decision.Refuse>> refusals;

    RefusalGraphQlResolver(Function<Throwable, Optional<Decision.Refuse>> refusals) {
        this.refusals = refusals;
        setThreadLocalContextAware(true);
    }

    @Override
    protected @Nullable GraphQLError resolveToSingleError(Throwable thrown, DataFetchingEnvironment environment) {
        return refusals.apply(thrown)
                .map(refusal -> error(refusal, environment))
                .orElse(null);
    }

    private static GraphQLError error(Decision.Refuse refusal, DataFetchingEnvironment environment) {
        ErrorType type =
                switch (refusal.status()) {
                    case 401 -> ErrorType.UNAUTHORIZED;
                    case 403 -> ErrorType.FORBIDDEN;
                    default -> ErrorType.INTERNAL_ERROR;
                };
        return GraphqlErrorBuilder.newError(environment)
                .errorType(type)
                .message("%s", refusal.message())
                .extensions(Map.of("code", refusal.code(), "status", refusal.status()))
                .build();
    }
}

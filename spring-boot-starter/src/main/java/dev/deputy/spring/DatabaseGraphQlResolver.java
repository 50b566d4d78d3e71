package dev.deputy.spring;

import dev.deputy.Decision;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.graphql.execution.ErrorType;

/** Answers GraphQL fields that failed on the database; the code is under {@code extensions.code}. */
final class DatabaseGraphQlResolver extends DataFetcherExceptionResolverAdapter {

    private final DatabaseRefusals refusals;

    DatabaseGraphQlResolver(DatabaseRefusals refusals) {
        this.refusals = refusals;
        setThreadLocalContextAware(true);
    }

    @Override
    protected @Nullable GraphQLError resolveToSingleError(Throwable thrown, DataFetchingEnvironment environment) {
        return refusals.of(thrown).map(refusal -> error(refusal, environment)).orElse(null);
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

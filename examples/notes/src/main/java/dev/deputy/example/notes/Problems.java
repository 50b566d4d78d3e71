package dev.deputy.example.notes;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import org.springframework.graphql.data.method.annotation.GraphQlExceptionHandler;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Bad notes as problem details (RFC 9457), or as GraphQL has it. Spring and Deputy answer all other errors. */
@RestControllerAdvice
class Problems {

    @ExceptionHandler
    ProblemDetail badRequest(BadNoteException bad) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, bad.getMessage());
        problem.setProperty("code", "bad_note");
        return problem;
    }

    @GraphQlExceptionHandler
    GraphQLError badRequest(BadNoteException bad, DataFetchingEnvironment environment) {
        return GraphqlErrorBuilder.newError(environment)
                .errorType(ErrorType.BAD_REQUEST)
                .message("%s", bad.getMessage())
                .build();
    }
}

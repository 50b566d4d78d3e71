package dev.deputy.example.notes;

import dev.deputy.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's name, with JPA. Row level security lets nobody load anybody else. */
@RestController
class NameController {

    private final Users users;

    NameController(Users users) {
        this.users = users;
    }

    @GetMapping("/name")
    User name(@AuthenticationPrincipal Caller caller) {
        return users.findById(caller.userId()).orElseThrow(NameController::noRow);
    }

    private static ErrorResponseException noRow() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, "public.users has no row for you. Did you sign up before it existed?");
        problem.setProperty("code", "no_row");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}

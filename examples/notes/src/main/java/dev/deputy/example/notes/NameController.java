package dev.deputy.example.notes;

import dev.deputy.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The caller's name, with JPA. Row level security lets nobody load anybody else. */
@RestController
class NameController {

    private final Users users;

    NameController(Users users) {
        this.users = users;
    }

    @GetMapping("/name")
    User name(@AuthenticationPrincipal Caller caller) {
        return users.findById(caller.userId())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "public.users has no row for you. Did you sign up before it existed?"));
    }
}

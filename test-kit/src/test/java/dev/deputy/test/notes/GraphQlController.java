package dev.deputy.test.notes;

import dev.deputy.Caller;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;

@Controller
class GraphQlController {

    @QueryMapping
    String me(@AuthenticationPrincipal Caller caller) {
        return caller.email().orElse("nobody");
    }
}

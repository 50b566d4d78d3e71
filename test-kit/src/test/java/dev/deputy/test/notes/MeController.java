package dev.deputy.test.notes;

import dev.deputy.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeController {

    @GetMapping("/me")
    String me(@AuthenticationPrincipal Caller caller) {
        return caller.email().orElse("nobody");
    }
}

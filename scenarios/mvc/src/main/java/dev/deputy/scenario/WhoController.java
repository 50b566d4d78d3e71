package dev.deputy.scenario;

import dev.deputy.Caller;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the service is up, and who is asking. */
@RestController
class WhoController {

    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "ok");
    }

    @GetMapping("/me")
    Who me(@AuthenticationPrincipal Caller caller) {
        return new Who(UserClaims.of(caller));
    }

    @GetMapping("/me-optional")
    Who meOptional(@AuthenticationPrincipal Optional<Caller> caller) {
        return new Who(caller.map(UserClaims::of).orElse(null));
    }

    record Who(@Nullable UserClaims userClaims) {}
}

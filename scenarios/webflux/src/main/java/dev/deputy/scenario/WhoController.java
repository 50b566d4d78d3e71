package dev.deputy.scenario;

import dev.deputy.Caller;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Whether the service is up, and who is asking. */
@RestController
class WhoController {

    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "ok");
    }

    @GetMapping("/me")
    Mono<Who> me(@AuthenticationPrincipal Mono<Caller> caller) {
        return caller.map(UserClaims::of).map(Who::new);
    }

    @GetMapping("/me-optional")
    Who meOptional(@AuthenticationPrincipal Optional<Caller> caller) {
        return new Who(caller.map(UserClaims::of).orElse(null));
    }

    record Who(@Nullable UserClaims userClaims) {}
}

package dev.deputy.scenario;

import dev.deputy.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
        return Who.is(caller);
    }

    @GetMapping("/me-optional")
    Who meOptional(@AuthenticationPrincipal Optional<Caller> caller) {
        return caller.map(Who::is).orElse(Who.NOBODY);
    }

    record Who(@Nullable UserClaims userClaims) {

        static final Who NOBODY = new Who(null);

        static Who is(Caller caller) {
            return new Who(new UserClaims(caller.userId(), caller.email().orElse(null), caller.role()));
        }
    }

    record UserClaims(UUID id, @Nullable String email, String role) {}
}

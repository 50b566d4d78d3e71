package dev.deputy.scenario;

import dev.deputy.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a caller is told of themselves. */
record UserClaims(UUID id, @Nullable String email, String role) {

    static UserClaims of(Caller caller) {
        return new UserClaims(caller.userId(), caller.email().orElse(null), caller.role());
    }
}

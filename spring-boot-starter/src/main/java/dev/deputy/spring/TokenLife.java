package dev.deputy.spring;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import java.time.Instant;

/** Until when what was begun with a token may go on: as long as requests with it are let in. */
record TokenLife(SupabaseConfig config) {

    Instant endOf(Caller caller) {
        return caller.expiresAt().plus(config.clockSkew());
    }
}

package dev.deputy.local.auth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * A sign-in that lasts.
 *
 * @param aal the authenticator assurance level: how sure we are of the user
 * @param amr how they proved it, the newest first: the claim of the same name
 * @param notAfter when it ends whatever happens; null for never
 */
record Session(
        UUID id,
        UUID userId,
        String aal,
        ArrayNode amr,
        @Nullable Instant notAfter) {

    /** Whether the user proved a second factor in it. */
    boolean isSure() {
        return !aal.equals("aal1");
    }

    boolean isOver(Instant now) {
        return notAfter != null && now.isAfter(notAfter);
    }
}

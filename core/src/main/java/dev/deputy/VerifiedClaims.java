package dev.deputy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The claims of a token whose signature and claims have been checked. */
interface VerifiedClaims {

    UUID userId();

    String subject();

    String role();

    Instant expiresAt();

    Optional<UUID> sessionId();

    boolean isAnonymous();

    /** A text claim; an empty string counts as absent, as Supabase writes it for "none". */
    Optional<String> text(String name);

    Map<String, Object> object(String name);

    Map<String, Object> all();

    String json();
}

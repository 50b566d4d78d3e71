package dev.deputy.local.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/** What the providers whose place we take know: who is behind a code, and whom a test wants to come in next. */
final class SocialAnswers {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int LIMIT = 1000;

    private record Issued(String provider, SocialIdentity identity, Instant at) {}

    private final Map<String, Issued> codes = new LinkedHashMap<>();
    private final Map<String, Queue<Optional<SocialIdentity>>> prepared = new HashMap<>();
    private final Clock clock;

    SocialAnswers(Clock clock) {
        this.clock = clock;
    }

    /** A code for this identity, which works once. */
    synchronized String issue(String provider, SocialIdentity identity) {
        if (codes.size() >= LIMIT) {
            codes.remove(codes.keySet().iterator().next());
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, new Issued(provider, identity, clock.instant()));
        return code;
    }

    synchronized Optional<SocialIdentity> redeem(String provider, String code) {
        return Optional.ofNullable(codes.remove(code))
                .filter(issued -> issued.provider().equals(provider))
                .filter(issued -> !clock.instant().isAfter(issued.at().plus(LIFETIME)))
                .map(Issued::identity);
    }

    /** The next sign-in by this provider is answered by itself: by the identity, or empty by a refusal. */
    synchronized void prepare(String provider, Optional<SocialIdentity> answer) {
        prepared.computeIfAbsent(provider, name -> new ArrayDeque<>()).add(answer);
    }

    /** What was prepared: outside, whether anything was; inside, whether it is an identity. */
    synchronized Optional<Optional<SocialIdentity>> next(String provider) {
        Queue<Optional<SocialIdentity>> answers = prepared.get(provider);
        return answers == null ? Optional.empty() : Optional.ofNullable(answers.poll());
    }
}

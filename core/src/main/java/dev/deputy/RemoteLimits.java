package dev.deputy;

import java.time.Duration;

/**
 * What remote verification allows the Auth server to cost.
 *
 * @param connectTime for how long a connection may take
 * @param totalTime for how long a whole request may take
 * @param parallel how many requests run at a time
 * @param waitingTime for how long a verification waits for its turn to ask
 * @param waiting how many verifications wait, at most
 * @param tolerated the failure in a row with which a pause begins
 */
record RemoteLimits(
        Duration connectTime, Duration totalTime, int parallel, Duration waitingTime, int waiting, int tolerated) {

    static final RemoteLimits STANDARD =
            new RemoteLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), 32, Duration.ofMillis(500), 256, 5);
}

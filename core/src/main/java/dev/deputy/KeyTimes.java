package dev.deputy;

import java.time.Duration;

/**
 * The times of fetched signing keys.
 *
 * @param refreshAfter when keys are fetched again in the background
 * @param lifetime the age that keys never exceed while their address answers; removed keys are gone by then
 * @param lastGood for how long keys are used while their address does not answer
 * @param firstRetry when a failed fetch is tried again; then twice as late, and so on
 * @param lastRetry the longest time between two tries
 * @param patience for how long a request waits for a fetch
 * @param unknownKeyInterval how often unknown key ids may cause a fetch, after the first two
 */
record KeyTimes(
        Duration refreshAfter,
        Duration lifetime,
        Duration lastGood,
        Duration firstRetry,
        Duration lastRetry,
        Duration patience,
        Duration unknownKeyInterval) {

    static final KeyTimes STANDARD = new KeyTimes(
            Duration.ofMinutes(8),
            Duration.ofMinutes(10),
            Duration.ofHours(24),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofMillis(2500), // longer than a fetch, so that its failure is known by then
            Duration.ofSeconds(5));

    Duration retry(int failures) {
        Duration doubled = firstRetry.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(lastRetry) < 0 ? doubled : lastRetry;
    }
}

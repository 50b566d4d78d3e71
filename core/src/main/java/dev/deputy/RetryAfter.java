package dev.deputy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** When a server wishes to be asked again (RFC 9110, section 10.2.3), as far as we go along with it. */
final class RetryAfter {

    static final Duration DEFAULT = Duration.ofSeconds(2);
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private RetryAfter() {}

    /** Reads the value of a {@code Retry-After} field; what makes no sense counts as absent. */
    static Duration read(String field, Instant now) {
        String value = field.strip();
        if (value.matches("[0-9]{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant time = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(Duration.between(now, time));
        } catch (DateTimeException e) {
            return DEFAULT;
        }
    }

    private static Duration bounded(Duration wish) {
        if (wish.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}

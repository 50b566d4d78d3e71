package dev.deputy.postgres;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a statement may take: what the service says, or what the role's own settings say if that is shorter. */
record StatementTimeout(Duration most) {

    private static final String SETTING = "statement_timeout";
    private static final Pattern VALUE = Pattern.compile("\\s*(\\d+)\\s*(us|ms|s|min|h|d|)\\s*");

    /** @throws IllegalArgumentException when it is shorter than a millisecond, which Postgres takes for no limit */
    StatementTimeout {
        if (most.toMillis() < 1) {
            throw new IllegalArgumentException("statementTimeout must be at least a millisecond: " + most);
        }
    }

    Map<String, String> shortening(Map<String, String> roleSettings) {
        Duration ofRole = read(roleSettings.get(SETTING));
        if (ofRole != null && ofRole.compareTo(most) <= 0) {
            return roleSettings;
        }
        Map<String, String> settings = new LinkedHashMap<>(roleSettings);
        settings.put(SETTING, most.toMillis() + "ms");
        return settings;
    }

    /** As Postgres writes it, a number without a unit being milliseconds and 0 no limit; null for none. */
    private static @Nullable Duration read(@Nullable String value) {
        Matcher matcher = VALUE.matcher(value == null ? "" : value);
        if (!matcher.matches() || matcher.group(1).length() > 10) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        if (number == 0) {
            return null;
        }
        return switch (matcher.group(2)) {
            case "us" -> Duration.ofNanos(number * 1_000);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMillis(number);
        };
    }
}

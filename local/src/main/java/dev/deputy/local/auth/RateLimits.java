package dev.deputy.local.auth;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** How often something may be done. Nothing is limited by default, as tests do everything often. Immutable. */
public final class RateLimits {

    /** What can be limited: the members of {@code [auth.rate_limit]} in config.toml. */
    public enum Kind {
        /** Mails sent, an hour. */
        EMAIL_SENT(Duration.ofHours(1), "over_email_send_rate_limit", "email rate limit exceeded"),
        /** Text messages sent, an hour. */
        SMS_SENT(Duration.ofHours(1), "over_sms_send_rate_limit", "SMS rate limit exceeded"),
        /** Anonymous sign-ins, an hour and address. */
        ANONYMOUS_USERS(Duration.ofHours(1)),
        /** Sessions refreshed, in five minutes and from one address. */
        TOKEN_REFRESH(Duration.ofMinutes(5)),
        /** Sign-ups and sign-ins that are not anonymous, in five minutes and from one address. */
        SIGN_IN_SIGN_UPS(Duration.ofMinutes(5)),
        /** Codes and links tried, in five minutes and from one address. */
        TOKEN_VERIFICATIONS(Duration.ofMinutes(5)),
        /** Second factors challenged and tried, a minute and address. */
        FACTORS(Duration.ofMinutes(1));

        private final Duration period;
        private final String code;
        private final String message;

        Kind(Duration period) {
            this(period, "over_request_rate_limit", "Request rate limit reached");
        }

        Kind(Duration period, String code, String message) {
            this.period = period;
            this.code = code;
            this.message = message;
        }

        Duration period() {
            return period;
        }

        String code() {
            return code;
        }

        String message() {
            return message;
        }
    }

    private final Map<Kind, Integer> limits;

    private RateLimits(Map<Kind, Integer> limits) {
        this.limits = limits;
    }

    /** No limits. */
    public static RateLimits off() {
        return new RateLimits(Map.of());
    }

    /** With this one, too: so many in the kind's period, of which all may come at once. */
    public RateLimits with(Kind kind, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("rate_limit " + kind + " must be 1 at least, not " + most);
        }
        Map<Kind, Integer> more = new EnumMap<>(Kind.class);
        more.putAll(limits);
        more.put(kind, most);
        return new RateLimits(Map.copyOf(more));
    }

    OptionalInt of(Kind kind) {
        Integer most = limits.get(kind);
        return most == null ? OptionalInt.empty() : OptionalInt.of(most);
    }
}

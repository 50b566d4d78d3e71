package dev.deputy.local.auth;

import java.time.Duration;

/**
 * What one-time codes are like.
 *
 * @param length how many digits a code has, from 6 to 10
 * @param expiry how long a code, and the link with it, is good for
 * @param maxFrequency the pause between two messages of one kind to one user; zero for none
 */
public record CodeSettings(int length, Duration expiry, Duration maxFrequency) {

    private static final Duration A_DAY = Duration.ofDays(1);

    public CodeSettings {
        if (length < 6 || length > 10) {
            throw new IllegalArgumentException("otp_length must be from 6 to 10, not " + length);
        }
        if (expiry.isNegative() || expiry.isZero() || expiry.compareTo(A_DAY) > 0) {
            throw new IllegalArgumentException("otp_expiry must be more than nothing and a day at most, not " + expiry);
        }
        if (maxFrequency.isNegative()) {
            throw new IllegalArgumentException("max_frequency must not be negative: " + maxFrequency);
        }
    }
}

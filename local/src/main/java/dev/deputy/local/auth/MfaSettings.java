package dev.deputy.local.auth;

/**
 * What users may do about a second factor. Immutable.
 *
 * @param totpEnrolment whether users may add authenticator apps
 * @param totpVerification whether users may prove themselves by them
 * @param maximumFactors how many factors a user may have, verified or not
 * @param codesWorkOnce whether a code that was accepted is refused for the rest of its life, as RFC 6238, section 5.2
 *     asks; Supabase Auth itself does not check it, and tests that prove themselves twice within half a minute rely on that
 */
public record MfaSettings(boolean totpEnrolment, boolean totpVerification, int maximumFactors, boolean codesWorkOnce) {

    public MfaSettings {
        if (maximumFactors < 0) {
            throw new IllegalArgumentException("maximumFactors must not be negative: " + maximumFactors);
        }
    }

    /** As a hosted project: authenticator apps are on, up to ten factors a user. */
    public static MfaSettings defaults() {
        return new MfaSettings(true, true, 10, false);
    }

    public MfaSettings withTotpEnrolment(boolean allowed) {
        return new MfaSettings(allowed, totpVerification, maximumFactors, codesWorkOnce);
    }

    public MfaSettings withTotpVerification(boolean allowed) {
        return new MfaSettings(totpEnrolment, allowed, maximumFactors, codesWorkOnce);
    }

    public MfaSettings withMaximumFactors(int maximum) {
        return new MfaSettings(totpEnrolment, totpVerification, maximum, codesWorkOnce);
    }

    public MfaSettings withCodesWorkOnce(boolean once) {
        return new MfaSettings(totpEnrolment, totpVerification, maximumFactors, once);
    }
}

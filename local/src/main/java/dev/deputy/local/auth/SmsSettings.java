package dev.deputy.local.auth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the auth server does by text message.
 *
 * @param autoconfirm whether a sign-up is complete without a confirmed number (the opposite of
 *     {@code auth.sms.enable_confirmations})
 * @param codes what codes are like
 * @param template the message, with <code>{{ .Code }}</code> where the code stands
 * @param testCodes codes that always work, by number ({@code auth.sms.test_otp}); nothing is sent to these numbers
 */
public record SmsSettings(boolean autoconfirm, CodeSettings codes, String template, Map<String, String> testCodes) {

    public SmsSettings {
        testCodes = Map.copyOf(testCodes);
    }

    /** 6 digits, good for a minute. */
    public static SmsSettings defaults() {
        return new SmsSettings(
                false, new CodeSettings(6, Duration.ofMinutes(1), Duration.ZERO), "Your code is {{ .Code }}", Map.of());
    }

    public SmsSettings withAutoconfirm(boolean yes) {
        return new SmsSettings(yes, codes, template, testCodes);
    }

    public SmsSettings withTestCodes(Map<String, String> codesByNumber) {
        return new SmsSettings(autoconfirm, codes, template, codesByNumber);
    }

    Optional<String> testCode(String phone) {
        return Optional.ofNullable(testCodes.get(phone));
    }

    /** Without the codes. */
    @Override
    public String toString() {
        return "SmsSettings[autoconfirm=" + autoconfirm + "]";
    }
}

package dev.deputy.local.auth;

import dev.deputy.local.http.Failure;
import java.util.regex.Pattern;

/** What counts as a phone number: E.164, kept without the plus sign. */
final class PhoneNumber {

    private static final Pattern E164 = Pattern.compile("[1-9][0-9]{1,14}");

    private PhoneNumber() {}

    /** The number as it is stored. */
    static String check(String number) {
        String digits = normalize(number);
        if (!E164.matcher(digits).matches()) {
            throw new Failure(400, "validation_failed", "Invalid phone number format (E.164 required)");
        }
        return digits;
    }

    static String normalize(String number) {
        String plain = number.startsWith("+") ? number.substring(1) : number;
        return plain.replace(" ", "");
    }
}

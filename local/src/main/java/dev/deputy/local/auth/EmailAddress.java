package dev.deputy.local.auth;

import dev.deputy.local.http.Failure;
import java.util.Locale;
import java.util.regex.Pattern;

/** What counts as an e-mail address. */
final class EmailAddress {

    private static final int MAXIMUM_LENGTH = 255;

    /** The HTML standard's rule for {@code <input type=email>}, so that what a form lets through is taken. */
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+"
            + "@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

    private EmailAddress() {}

    /** The address as it is stored: in lower case. */
    static String check(String address) {
        if (address.isEmpty()) {
            throw invalid("An email address is required");
        }
        if (address.length() > MAXIMUM_LENGTH) {
            throw invalid("An email address is too long");
        }
        if (!FORM.matcher(address).matches()) {
            throw invalid("Unable to validate email address: invalid format");
        }
        return normalize(address);
    }

    static String normalize(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}

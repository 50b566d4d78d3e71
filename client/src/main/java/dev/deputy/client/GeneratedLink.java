package dev.deputy.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A link that signs somebody in, with which one may also make a link of one's own. Credentials.
 *
 * @param actionLink what to put into the mail
 * @param emailOtp the code for people to type
 * @param hashedToken for {@link Auth#verifyTokenHash}
 */
public record GeneratedLink(
        User user,
        URI actionLink,
        String emailOtp,
        String hashedToken,
        String verificationType,
        @Nullable String redirectTo) {

    static GeneratedLink of(Fields fields) {
        return new GeneratedLink(
                User.of(fields),
                URI.create(fields.required("action_link")),
                fields.text("email_otp", ""),
                fields.text("hashed_token", ""),
                fields.text("verification_type", ""),
                fields.text("redirect_to"));
    }

    /** For whom it is, and no code. */
    @Override
    public String toString() {
        return "GeneratedLink[" + user + ", " + verificationType + "]";
    }
}

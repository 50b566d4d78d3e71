package dev.deputy.local.auth;

import dev.deputy.local.http.Body;
import dev.deputy.local.http.Failure;
import java.util.Set;

/** By what a text message travels. All of them end in the inbox. */
final class Channel {

    private static final Set<String> KNOWN = Set.of("", "sms");

    private Channel() {}

    static void check(Body body) {
        if (!KNOWN.contains(body.text("channel"))) {
            throw new Failure(
                    400,
                    "validation_failed",
                    "Invalid channel, supported values are 'sms' or 'whatsapp'. 'whatsapp' is only supported if Twilio"
                            + " or Twilio Verify is used as the provider.");
        }
    }
}

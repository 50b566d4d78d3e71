package dev.deputy.local.auth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail or text message that a real project would have sent.
 *
 * @param id different for every message
 * @param to an e-mail address, or a phone number in digits
 * @param kind why it was sent: {@code invite}, {@code confirmation}, {@code recovery}, {@code magic_link},
 *     {@code email_change}, {@code reauthentication}, or {@code sms}
 * @param subject empty for a text message
 * @param text what a person reads
 * @param html the same as a page, as the template has it; empty for a text message. Shown to people it needs a sandbox:
 *     templates are the project's own
 * @param link where a click leads; null when there is none
 * @param code what a person types
 * @param sentAt by the instance's clock
 */
public record Message(
        UUID id,
        String to,
        String kind,
        String subject,
        String text,
        String html,
        @Nullable String link,
        String code,
        Instant sentAt) {

    /** Without what lets somebody in. */
    @Override
    public String toString() {
        return "Message[" + id + ", " + kind + " to " + to + ", " + sentAt + "]";
    }
}

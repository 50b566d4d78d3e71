package dev.deputy.local.auth;

import dev.deputy.local.auth.OneTimeTokens.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes the text messages with one-time codes, and keeps the codes' hashes. */
final class TextMessages {

    private final SmsSettings settings;
    private final OneTimeTokens tokens;
    private final UserChanges changes;
    private final Clock clock;

    TextMessages(SmsSettings settings, Tables tables, Clock clock) {
        this.settings = settings;
        this.tokens = tables.oneTimeTokens();
        this.changes = tables.changes();
        this.clock = clock;
    }

    /** Sends a code, and says what the provider of text messages would have called the message. */
    String confirmation(Connection connection, Consumer<Message> outgoing, User user) throws SQLException {
        return send(connection, outgoing, user, Kind.CONFIRMATION, user.phone());
    }

    String reauthentication(Connection connection, Consumer<Message> outgoing, User user) throws SQLException {
        return send(connection, outgoing, user, Kind.REAUTHENTICATION, user.phone());
    }

    String phoneChange(Connection connection, Consumer<Message> outgoing, User user, String phone) throws SQLException {
        changes.requestPhoneChange(connection, user.id(), phone);
        return send(connection, outgoing, user, Kind.PHONE_CHANGE, phone);
    }

    private String send(Connection connection, Consumer<Message> outgoing, User user, Kind kind, String phone)
            throws SQLException {
        user.time(kind.sentAt())
                .map(sent -> sent.plus(settings.codes().maxFrequency()))
                .ifPresent(next -> {
                    if (next.isAfter(clock.instant())) {
                        throw Mails.tooOften("over_sms_send_rate_limit", next, clock);
                    }
                });
        String fixed = settings.testCode(phone).orElse("");
        String code = fixed.isEmpty() ? OneTimeCode.next(settings.codes().length()) : fixed;
        tokens.store(connection, user.id(), kind, phone, OneTimeCode.hash(phone, code));
        if (!fixed.isEmpty()) {
            return "test-otp";
        }
        UUID id = UUID.randomUUID();
        String text = settings.template().replaceAll("\\{\\{-?\\s*\\.Code\\s*-?}}", code);
        outgoing.accept(new Message(id, phone, "sms", "", text, "", null, code, clock.instant()));
        return id.toString();
    }
}

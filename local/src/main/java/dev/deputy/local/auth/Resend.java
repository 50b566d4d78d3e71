package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code POST /resend}: the same again, with a new code. Who has nothing to confirm gets nothing, and the same answer. */
final class Resend {

    private static final Set<String> TYPES = Set.of("signup", "email_change", "sms", "phone_change");

    private final AuthSettings settings;
    private final Post post;
    private final Users users;
    private final Mails mails;
    private final TextMessages texts;
    private final RedirectTarget redirectTarget;

    Resend(AuthSettings settings, Post post, Tables tables, Mails mails, TextMessages texts) {
        this.settings = settings;
        this.post = post;
        this.users = tables.users();
        this.mails = mails;
        this.texts = texts;
        this.redirectTarget = new RedirectTarget(settings.site());
    }

    Answer resend(Call call) throws IOException, SQLException {
        Body body = call.json();
        String type = body.text("type");
        String email = body.text("email");
        String phone = body.text("phone");
        check(type, email, phone);
        String address = email.isEmpty() ? "" : EmailAddress.check(email);
        String number = phone.isEmpty() ? "" : PhoneNumber.check(phone);
        Ending ending = Ending.withTokens(redirectTarget.of(call));
        String messageId = post.inTransaction((connection, outgoing) -> {
            Optional<User> known =
                    address.isEmpty() ? users.findByPhone(connection, number) : users.findByEmail(connection, address);
            Optional<User> user =
                    known.isEmpty() ? known : users.lock(connection, known.get().id());
            return user.isEmpty() ? "" : send(connection, outgoing, type, user.get(), ending);
        });
        return Answer.json(
                200, messageId.isEmpty() ? Json.object() : Json.object().put("message_id", messageId));
    }

    private void check(String type, String email, String phone) {
        if (!TYPES.contains(type)) {
            throw invalid("Missing one of these types: signup, email_change, sms, phone_change");
        }
        if (type.equals("signup") && email.isEmpty()) {
            throw invalid("Type provided requires an email address");
        }
        if (type.equals("sms") && phone.isEmpty()) {
            throw invalid("Type provided requires a phone number");
        }
        if (!email.isEmpty() && !phone.isEmpty()) {
            throw invalid("Only an email address or phone number should be provided.");
        }
        if (email.isEmpty() && phone.isEmpty()) {
            throw invalid("Missing email address or phone number");
        }
        if (!email.isEmpty() && !settings.emailSignIns()) {
            throw new Failure(400, "email_provider_disabled", "Email logins are disabled");
        }
        if (!phone.isEmpty() && !settings.phoneSignIns()) {
            throw new Failure(400, "phone_provider_disabled", "Phone logins are disabled");
        }
    }

    /** Sends it, and says the text message's id; empty when it was a mail, or nothing at all. */
    private String send(Connection connection, Consumer<Message> outgoing, String type, User user, Ending ending)
            throws SQLException {
        switch (type) {
            case "signup" -> {
                if (!user.emailConfirmed()) {
                    mails.confirmation(connection, outgoing, user, ending);
                }
            }
            case "email_change" -> {
                if (!user.newEmail().isEmpty()) {
                    mails.emailChange(connection, outgoing, user, user.newEmail(), ending);
                }
            }
            case "sms" -> {
                if (!user.phoneConfirmed()) {
                    return texts.confirmation(connection, outgoing, user);
                }
            }
            default -> {
                if (!user.newPhone().isEmpty()) {
                    return texts.phoneChange(connection, outgoing, user, user.newPhone());
                }
            }
        }
        return "";
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}

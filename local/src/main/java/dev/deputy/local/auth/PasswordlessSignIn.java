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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /otp} and {@code /magiclink}: a code, and by mail a link too, instead of a password. */
final class PasswordlessSignIn {

    private final AuthSettings settings;
    private final Database database;
    private final Post post;
    private final Users users;
    private final FlowStates flows;
    private final Registration registration;
    private final Passwords passwords;
    private final Mails mails;
    private final TextMessages texts;
    private final RedirectTarget redirectTarget;

    PasswordlessSignIn(
            AuthSettings settings,
            Database database,
            Post post,
            Tables tables,
            Registration registration,
            Passwords passwords,
            Mails mails,
            TextMessages texts) {
        this.settings = settings;
        this.database = database;
        this.post = post;
        this.users = tables.users();
        this.flows = tables.flowStates();
        this.registration = registration;
        this.passwords = passwords;
        this.mails = mails;
        this.texts = texts;
        this.redirectTarget = new RedirectTarget(settings.site());
    }

    Answer otp(Call call) throws IOException, SQLException {
        Body body = call.json();
        boolean create = body.optionalFlag("create_user").orElse(true);
        String email = body.text("email");
        String phone = body.text("phone");
        if (!email.isEmpty() && !phone.isEmpty()) {
            throw invalid("Only an email address or phone number should be provided");
        }
        if (!email.isEmpty() && !body.text("channel").isEmpty()) {
            throw invalid("Channel should only be specified with Phone OTP");
        }
        Optional<CodeChallenge> challenge = challenge(body);
        if (email.isEmpty() && phone.isEmpty()) {
            throw invalid("One of email or phone must be set");
        }
        return phone.isEmpty()
                ? byEmail(call, EmailAddress.check(email), body.object("data"), challenge, create)
                : byPhone(body, phone, create);
    }

    Answer magicLink(Call call) throws IOException, SQLException {
        Body body = call.json();
        String email = EmailAddress.check(body.text("email"));
        return byEmail(call, email, body.object("data"), challenge(body), /* create= */ true);
    }

    private Answer byEmail(
            Call call, String email, @Nullable ObjectNode data, Optional<CodeChallenge> challenge, boolean create)
            throws SQLException {
        Optional<User> known = database.read(connection -> users.findByEmail(connection, email));
        refuseNewcomerUnless(create, known);
        if (!settings.emailSignIns()) {
            throw new Failure(422, "email_provider_disabled", "Email logins are disabled");
        }
        String redirectTo = redirectTarget.of(call);
        if (known.filter(User::emailConfirmed).isEmpty()) {
            registration.refuseUnlessOpen();
            registration.byEmail(
                    email, passwords.nobodyKnows(), orEmpty(data), challenge, redirectTo, (c, user) -> user);
            if (!settings.mail().autoconfirm()) {
                return done(); // the mail that asks for confirmation signs in too
            }
        }
        post.inTransaction((connection, outgoing) -> {
            Optional<User> user = users.findByEmail(connection, email);
            if (user.isPresent()) {
                sendLink(connection, outgoing, user.get(), challenge, redirectTo);
            }
            return user;
        });
        return done();
    }

    private void sendLink(
            Connection connection,
            Consumer<Message> outgoing,
            User user,
            Optional<CodeChallenge> challenge,
            String redirectTo)
            throws SQLException {
        User locked = users.lock(connection, user.id()).orElseThrow(Failures::userGone);
        if (challenge.isPresent()) {
            flows.begin(connection, "magiclink", "magiclink", challenge.get(), user.id());
        }
        mails.magicLink(connection, outgoing, locked, new Ending(challenge.isPresent(), redirectTo));
    }

    private Answer byPhone(Body body, String phone, boolean create) throws SQLException {
        String number = PhoneNumber.check(phone);
        Optional<User> known = database.read(connection -> users.findByPhone(connection, number));
        refuseNewcomerUnless(create, known);
        if (!settings.phoneSignIns()) {
            throw new Failure(400, "phone_provider_disabled", "Unsupported phone provider");
        }
        Channel.check(body);
        if (known.filter(User::phoneConfirmed).isEmpty()) {
            registration.refuseUnlessOpen();
            registration.byPhone(number, passwords.nobodyKnows(), orEmpty(body.object("data")), (c, user) -> user);
            if (!settings.sms().autoconfirm()) {
                return done();
            }
        }
        String id = post.inTransaction((connection, outgoing) -> {
            User user = users.findByPhone(connection, number).orElseThrow(Failures::userGone);
            User locked = users.lock(connection, user.id()).orElseThrow(Failures::userGone);
            return texts.confirmation(connection, outgoing, locked);
        });
        return Answer.json(200, Json.object().put("message_id", id));
    }

    private static void refuseNewcomerUnless(boolean create, Optional<User> known) {
        if (!create && known.isEmpty()) {
            throw new Failure(422, "otp_disabled", "Signups not allowed for otp");
        }
    }

    private static Optional<CodeChallenge> challenge(Body body) {
        return CodeChallenge.of(body.text("code_challenge_method"), body.text("code_challenge"));
    }

    private static ObjectNode orEmpty(@Nullable ObjectNode object) {
        return object == null ? Json.object() : object;
    }

    private static Answer done() {
        return Answer.json(200, Json.object());
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}

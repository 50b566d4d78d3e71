package dev.deputy.local.auth;

import dev.deputy.local.auth.OneTimeTokens.Kind;
import dev.deputy.local.auth.Users.NewUser;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /invite} and {@code /admin/generate_link}: a service lets somebody in, by our mail or by its own. */
final class Invitations {

    private final AuthSettings settings;
    private final Authentication authentication;
    private final Post post;
    private final Users users;
    private final UserChanges changes;
    private final Identities identities;
    private final OneTimeTokens tokens;
    private final Registration registration;
    private final Passwords passwords;
    private final Mails mails;
    private final RedirectTarget redirectTarget;

    Invitations(
            AuthSettings settings,
            Authentication authentication,
            Post post,
            Tables tables,
            Registration registration,
            Passwords passwords,
            Mails mails) {
        this.settings = settings;
        this.authentication = authentication;
        this.post = post;
        this.users = tables.users();
        this.changes = tables.changes();
        this.identities = tables.identities();
        this.tokens = tables.oneTimeTokens();
        this.registration = registration;
        this.passwords = passwords;
        this.mails = mails;
        this.redirectTarget = new RedirectTarget(settings.site());
    }

    Answer invite(Call call) throws IOException, SQLException {
        authentication.requireAdministrator(call);
        Body body = call.json();
        String email = EmailAddress.check(body.text("email"));
        ObjectNode data = orEmpty(body.object("data"));
        Ending ending = Ending.withTokens(redirectTarget.of(call));
        return answeringTaken(() -> post.inTransaction((connection, outgoing) -> {
            User user = newcomer(connection, email, "", data);
            mails.invite(connection, outgoing, user, ending);
            return Answer.json(200, found(connection, user.id()).json());
        }));
    }

    Answer generateLink(Call call) throws IOException, SQLException {
        authentication.requireAdministrator(call);
        Body body = call.json();
        String email = EmailAddress.check(body.text("email"));
        String redirectTo = redirectTarget.of(call, body.text("redirect_to"));
        String code = mails.newCode();
        String asked = body.text("type");
        String hash = signUpHash(asked, body.text("password"));
        return answeringTaken(() -> post.inTransaction((connection, outgoing) -> {
            Optional<User> known = users.findByEmail(connection, email);
            String type = typeFor(asked, known.isPresent());
            User user =
                    switch (type) {
                        case "signup" -> signUp(connection, known, email, hash, orEmpty(body.object("data")), code);
                        case "invite" -> {
                            User invited = newcomer(connection, email, "", orEmpty(body.object("data")));
                            changes.invited(connection, invited.id());
                            yield store(connection, invited, Kind.CONFIRMATION, email, code);
                        }
                        case "magiclink", "recovery" ->
                            store(connection, known.orElseThrow(), Kind.RECOVERY, email, code);
                        case "email_change_current", "email_change_new" ->
                            emailChange(connection, known.orElseThrow(), type, body.text("new_email"), code);
                        default -> throw invalid("Invalid email action link type requested: " + type);
                    };
            String sentTo = type.equals("email_change_new") ? user.newEmail() : email;
            String hashedToken = OneTimeCode.hash(sentTo, code);
            String linkType = type.startsWith("email_change") ? "email_change" : type;
            return Answer.json(
                    200,
                    user.json()
                            .deepCopy()
                            .put("action_link", mails.link(hashedToken, linkType, redirectTo))
                            .put("email_otp", code)
                            .put("hashed_token", hashedToken)
                            .put("verification_type", type)
                            .put("redirect_to", redirectTo));
        }));
    }

    /** Outside of the transaction: hashing is slow by intention. */
    private String signUpHash(String type, String password) {
        if (type.equals("signup")) {
            if (password.isEmpty()) {
                return "";
            }
            passwords.check(password);
            return passwords.hash(password);
        }
        return type.equals("magiclink") ? passwords.nobodyKnows() : "";
    }

    /** A magic link for somebody new is a sign-up; for a new password or address there must be somebody. */
    private static String typeFor(String asked, boolean known) {
        return switch (asked) {
            case "magiclink" -> known ? asked : "signup";
            case "recovery", "email_change_current", "email_change_new" -> {
                if (!known) {
                    throw new Failure(404, "user_not_found", "User with this email not found");
                }
                yield asked;
            }
            default -> asked;
        };
    }

    private User signUp(
            Connection connection, Optional<User> known, String email, String hash, ObjectNode data, String code)
            throws SQLException {
        if (known.isEmpty() && hash.isEmpty()) {
            throw invalid("Signup requires a valid password");
        }
        User user = newcomer(connection, email, hash, data);
        if (known.isPresent()) {
            changes.mergeUserMetadata(connection, user.id(), data);
        }
        return store(connection, user, Kind.CONFIRMATION, email, code);
    }

    private User emailChange(Connection connection, User user, String type, String newEmail, String code)
            throws SQLException {
        boolean current = type.equals("email_change_current");
        if (current && !settings.mail().doubleConfirmChanges()) {
            throw invalid("Enable secure email change to generate link for current email");
        }
        String email = EmailAddress.check(newEmail);
        if (users.findByAnyEmail(connection, email)
                .filter(other -> !other.id().equals(user.id()))
                .isPresent()) {
            throw Failures.emailTaken();
        }
        changes.requestEmailChange(connection, user.id(), email);
        return current
                ? store(connection, user, Kind.EMAIL_CHANGE_CURRENT, user.email(), code)
                : store(connection, user, Kind.EMAIL_CHANGE_NEW, email, code);
    }

    private User store(Connection connection, User user, Kind kind, String sentTo, String code) throws SQLException {
        tokens.store(connection, user.id(), kind, sentTo, OneTimeCode.hash(sentTo, code));
        return found(connection, user.id());
    }

    /** The user with the address, who is new or has not confirmed it. */
    private User newcomer(Connection connection, String email, String hash, ObjectNode data) throws SQLException {
        Optional<User> known = users.findByEmail(connection, email);
        if (known.filter(User::emailConfirmed).isPresent()) {
            throw Failures.emailTaken();
        }
        if (known.isPresent()) {
            return users.lock(connection, known.get().id()).orElseThrow(Failures::userGone);
        }
        UUID id = UUID.randomUUID();
        User user = registration.insert(
                connection, new NewUser(id, Users.AUDIENCE, email, hash, Providers.only("email"), data, false));
        identities.add(connection, id, "email", Identities.emailData(id, email, Json.object()));
        return user;
    }

    private User found(Connection connection, UUID id) throws SQLException {
        return users.find(connection, id).orElseThrow(Failures::userGone);
    }

    private interface Work {
        Answer run() throws SQLException;
    }

    /** Somebody else may have taken the address in the meantime. */
    private static Answer answeringTaken(Work work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)) {
                throw Failures.emailTaken();
            }
            throw e;
        }
    }

    private static ObjectNode orEmpty(@Nullable ObjectNode object) {
        return object == null ? Json.object() : object;
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}

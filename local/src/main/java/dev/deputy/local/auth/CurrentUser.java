package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.auth.Users.Credentials;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code GET} and {@code PUT /user}: who I am, and what I change about myself. */
final class CurrentUser {

    /** So long a sign-in is fresh enough for a new password, where the settings ask for a fresh one. */
    private static final Duration FRESH = Duration.ofDays(1);

    private final AuthSettings settings;
    private final Authentication authentication;
    private final Database database;
    private final Post post;
    private final Users users;
    private final UserChanges changes;
    private final Sessions sessions;
    private final Factors factors;
    private final FlowStates flows;
    private final Passwords passwords;
    private final Reauthentication reauthentication;
    private final Confirmations confirmations;
    private final Mails mails;
    private final TextMessages texts;
    private final RedirectTarget redirectTarget;
    private final Clock clock;

    CurrentUser(
            AuthSettings settings,
            Authentication authentication,
            Database database,
            Post post,
            Tables tables,
            Passwords passwords,
            Reauthentication reauthentication,
            Confirmations confirmations,
            Mails mails,
            TextMessages texts,
            Clock clock) {
        this.settings = settings;
        this.authentication = authentication;
        this.database = database;
        this.post = post;
        this.users = tables.users();
        this.changes = tables.changes();
        this.sessions = tables.sessions();
        this.factors = tables.factors();
        this.flows = tables.flowStates();
        this.passwords = passwords;
        this.reauthentication = reauthentication;
        this.confirmations = confirmations;
        this.mails = mails;
        this.texts = texts;
        this.redirectTarget = new RedirectTarget(settings.site());
        this.clock = clock;
    }

    Answer show(Call call) throws SQLException {
        Identified who = authentication.user(call);
        if (!who.isForAudience(Users.AUDIENCE)) {
            throw invalid(400, "Token audience doesn't match request audience");
        }
        return Answer.json(200, who.user().json());
    }

    Answer change(Call call) throws IOException, SQLException {
        Identified who = authentication.user(call);
        OwnChanges wanted = OwnChanges.read(call.json(), who.user(), passwords);
        refuseWhatNeedsMore(who, wanted);
        String hash = wanted.password() == null ? null : newHash(who.user(), wanted.password());
        String redirectTo = redirectTarget.of(call);
        try {
            return post.inTransaction((connection, outgoing) -> {
                User user = authentication.lock(connection, who);
                if (hash != null) {
                    changePassword(connection, user, who.session(), wanted.nonce(), hash);
                }
                if (wanted.data() != null) {
                    changes.mergeUserMetadata(connection, user.id(), wanted.data());
                }
                // Read again: what was sent out under the old password no longer counts.
                changeAddresses(connection, outgoing, found(connection, user), wanted, redirectTo);
                return Answer.json(200, found(connection, user).json());
            });
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Users.ONE_USER_AN_ADDRESS)) {
                throw Failures.emailTaken();
            }
            if (Database.isDuplicate(e, Users.ONE_USER_A_NUMBER)) {
                throw Failures.phoneTaken();
            }
            throw e;
        }
    }

    private void refuseWhatNeedsMore(Identified who, OwnChanges wanted) throws SQLException {
        boolean sensitive = wanted.password() != null || wanted.email() != null || wanted.phone() != null;
        User user = who.user();
        boolean sure = who.session() != null && who.session().isSure();
        if (sensitive && !sure && database.read(connection -> factors.hasVerified(connection, user.id()))) {
            throw new Failure(
                    401,
                    "insufficient_aal",
                    "AAL2 session is required to update email or password when MFA is enabled.");
        }
        if (user.anonymous() && wanted.password() != null && wanted.email() == null && wanted.phone() == null) {
            throw invalid(422, "Updating password of an anonymous user without an email or phone is not allowed");
        }
        if (user.sso() && (sensitive || !wanted.nonce().isEmpty())) {
            throw new Failure(
                    422, "user_sso_managed", "Updating email, phone, password of a SSO account only possible via SSO");
        }
        String email = wanted.email();
        if (email != null
                && database.read(connection -> users.findByAnyEmail(connection, email))
                        .filter(other -> !other.id().equals(user.id()))
                        .isPresent()) {
            throw Failures.emailTaken();
        }
        String phone = wanted.phone();
        if (phone != null
                && database.read(connection -> users.findByPhone(connection, phone))
                        .isPresent()) {
            throw Failures.phoneTaken();
        }
    }

    private String newHash(User user, String password) throws SQLException {
        Optional<Credentials> old = database.read(connection -> users.credentials(connection, user.id()));
        if (passwords.matches(password, old.map(Credentials::passwordHash).orElse(null))) {
            throw new Failure(422, "same_password", "New password should be different from the old password.");
        }
        return passwords.hash(password);
    }

    private void changePassword(Connection connection, User user, @Nullable Session session, String nonce, String hash)
            throws SQLException {
        if (settings.mail().securePasswordChange() && !isFresh(connection, session)) {
            if (nonce.isEmpty()) {
                throw new Failure(400, "reauthentication_needed", "Password update requires reauthentication");
            }
            reauthentication.accept(connection, user, nonce);
        }
        changes.setPassword(connection, user.id(), hash);
        if (session == null) {
            sessions.endAllOf(connection, user.id());
        } else {
            sessions.endAllBut(connection, user.id(), session.id());
        }
    }

    private boolean isFresh(Connection connection, @Nullable Session session) throws SQLException {
        if (session == null) {
            return false;
        }
        Instant began = sessions.beganAt(connection, session.id());
        return !clock.instant().isAfter(began.plus(FRESH));
    }

    private void changeAddresses(
            Connection connection, Consumer<Message> outgoing, User user, OwnChanges wanted, String redirectTo)
            throws SQLException {
        if (wanted.email() != null) {
            changeEmail(connection, outgoing, user, wanted, wanted.email(), redirectTo);
        }
        if (wanted.phone() != null && settings.sms().autoconfirm()) {
            confirmations.changePhone(connection, user.id(), wanted.phone());
            confirmations.noteProviders(connection, user.id());
        } else if (wanted.phone() != null) {
            texts.phoneChange(connection, outgoing, user, wanted.phone());
        }
    }

    private void changeEmail(
            Connection connection,
            Consumer<Message> outgoing,
            User user,
            OwnChanges wanted,
            String email,
            String redirectTo)
            throws SQLException {
        if (user.anonymous() && settings.mail().autoconfirm()) {
            // For somebody anonymous this is the sign-up, and follows its rules.
            confirmations.changeEmail(connection, user.id(), email);
            confirmations.noteProviders(connection, user.id());
            return;
        }
        if (wanted.challenge().isPresent()) {
            flows.begin(
                    connection,
                    "email_change",
                    "email_change",
                    wanted.challenge().get(),
                    user.id());
        }
        Ending ending = new Ending(wanted.challenge().isPresent(), redirectTo);
        mails.emailChange(connection, outgoing, user, email, ending);
    }

    private User found(Connection connection, User user) throws SQLException {
        return users.find(connection, user.id()).orElseThrow(Failures::userGone);
    }

    private static Failure invalid(int status, String why) {
        return new Failure(status, "validation_failed", why);
    }
}

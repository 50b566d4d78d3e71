package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.auth.OneTimeTokens.Found;
import dev.deputy.local.auth.OneTimeTokens.Kind;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@code GET /reauthenticate}: a code that proves once more who is there, before a password is changed with it. */
final class Reauthentication {

    private final AuthSettings settings;
    private final Authentication authentication;
    private final Post post;
    private final Users users;
    private final UserChanges changes;
    private final OneTimeTokens tokens;
    private final Mails mails;
    private final TextMessages texts;

    Reauthentication(
            AuthSettings settings,
            Authentication authentication,
            Post post,
            Tables tables,
            Mails mails,
            TextMessages texts) {
        this.settings = settings;
        this.authentication = authentication;
        this.post = post;
        this.users = tables.users();
        this.changes = tables.changes();
        this.tokens = tables.oneTimeTokens();
        this.mails = mails;
        this.texts = texts;
    }

    Answer sendCode(Call call) throws SQLException {
        Identified who = authentication.user(call);
        return post.inTransaction((connection, outgoing) -> {
            User user = users.lock(connection, who.user().id()).orElseThrow(Failures::userGone);
            if (user.email().isEmpty() && user.phone().isEmpty()) {
                throw new Failure(
                        400,
                        "validation_failed",
                        "Reauthentication requires the user to have an email or a phone number");
            }
            if (!user.email().isEmpty()) {
                if (!user.emailConfirmed()) {
                    throw new Failure(422, "email_not_confirmed", "Please verify your email first.");
                }
                mails.reauthentication(connection, outgoing, user);
                return Answer.json(200, Json.object());
            }
            if (!user.phoneConfirmed()) {
                throw new Failure(422, "phone_not_confirmed", "Please verify your phone first.");
            }
            return Answer.json(
                    200, Json.object().put("message_id", texts.reauthentication(connection, outgoing, user)));
        });
    }

    /** Uses the code up. */
    void accept(Connection connection, User user, String code) throws SQLException {
        boolean mail = !user.email().isEmpty();
        String hash = OneTimeCode.hash(mail ? user.email() : user.phone(), code);
        CodeSettings codes = mail ? settings.mail().codes() : settings.sms().codes();
        Optional<Found> found = tokens.find(connection, user.id(), hash, List.of(Kind.REAUTHENTICATION));
        if (found.isEmpty() || tokens.isExpired(connection, found.get(), codes.expiry())) {
            throw new Failure(422, "reauthentication_not_valid", "Nonce has expired or is invalid");
        }
        changes.recovered(connection, user.id());
    }
}

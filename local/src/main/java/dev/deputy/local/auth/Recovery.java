package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** {@code POST /recover}: a way in for who has forgotten the password. The answer does not say whether they are known. */
final class Recovery {

    private final Post post;
    private final Users users;
    private final FlowStates flows;
    private final Mails mails;
    private final RedirectTarget redirectTarget;

    Recovery(AuthSettings settings, Post post, Tables tables, Mails mails) {
        this.post = post;
        this.users = tables.users();
        this.flows = tables.flowStates();
        this.mails = mails;
        this.redirectTarget = new RedirectTarget(settings.site());
    }

    Answer recover(Call call) throws IOException, SQLException {
        Body body = call.json();
        if (body.text("email").isEmpty()) {
            throw new Failure(400, "validation_failed", "Password recovery requires an email");
        }
        String email = EmailAddress.check(body.text("email"));
        Optional<CodeChallenge> challenge =
                CodeChallenge.of(body.text("code_challenge_method"), body.text("code_challenge"));
        Ending ending = new Ending(challenge.isPresent(), redirectTarget.of(call));
        return post.inTransaction((connection, outgoing) -> {
            Optional<User> known = users.findByEmail(connection, email);
            if (known.isPresent()) {
                User user = users.lock(connection, known.get().id()).orElseThrow(Failures::userGone);
                if (challenge.isPresent()) {
                    flows.begin(connection, "recovery", "recovery", challenge.get(), user.id());
                }
                mails.recovery(connection, outgoing, user, ending);
            }
            return Answer.json(200, Json.object());
        });
    }
}

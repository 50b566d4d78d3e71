package dev.deputy.local.auth;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** {@code /verify}: a code that somebody types ({@code POST}), or a link that they follow ({@code GET}). */
final class Verification {

    private static final String ONE_MORE =
            "Confirmation link accepted. Please proceed to confirm link sent to the other email";

    /** How {@code auth.flow_state} calls what a link is for. */
    private static final Map<String, String> METHODS = Map.of("signup", "email/signup");

    private final Database database;
    private final SentCodes codes;
    private final Confirmations confirmations;
    private final FlowStates flows;
    private final Entrance entrance;
    private final RedirectTarget redirectTarget;

    Verification(
            AuthSettings settings,
            Database database,
            Tables tables,
            SentCodes codes,
            Confirmations confirmations,
            Entrance entrance) {
        this.database = database;
        this.codes = codes;
        this.confirmations = confirmations;
        this.flows = tables.flowStates();
        this.entrance = entrance;
        this.redirectTarget = new RedirectTarget(settings.site());
    }

    Answer typed(Call call) throws IOException, SQLException {
        SentCodes.Proof proof = proof(call.json());
        return database.inTransaction(connection -> {
            SentCodes.Accepted accepted = codes.accept(connection, proof);
            if (!confirmations.apply(connection, accepted)) {
                return Answer.json(200, Json.object().put("msg", ONE_MORE).put("code", "200"));
            }
            return Answer.json(200, entrance.admit(connection, accepted.user().id(), "otp", call));
        });
    }

    private static SentCodes.Proof proof(Body body) {
        String type = body.text("type");
        String code = body.text("token");
        String hash = body.text("token_hash");
        String email = body.text("email");
        String phone = body.text("phone");
        if (type.isEmpty()) {
            throw invalid(400, "Verify requires a verification type");
        }
        if (code.isEmpty() == hash.isEmpty()) {
            throw invalid(400, "Verify requires either a token or a token hash");
        }
        if (!hash.isEmpty()) {
            if (!email.isEmpty()
                    || !phone.isEmpty()
                    || !body.text("redirect_to").isEmpty()) {
                throw invalid(400, "Only the token_hash and type should be provided");
            }
            return SentCodes.Proof.byHash(type, hash);
        }
        if (email.isEmpty() == phone.isEmpty()) {
            throw invalid(400, "Only an email address or phone number should be provided on verify");
        }
        return email.isEmpty()
                ? SentCodes.Proof.byPhone(type, PhoneNumber.check(phone), code)
                : SentCodes.Proof.byEmail(type, EmailAddress.check(email), code);
    }

    Answer followed(Call call) throws SQLException {
        if (call.method().equals("HEAD")) {
            // What looks at a link before a person does must not use it up.
            throw new Failure(405, "method_not_allowed", "This path does not take HEAD");
        }
        String type = call.parameter("type").orElse("");
        String hash = call.parameter("token").orElse("");
        if (type.isEmpty()) {
            throw invalid(400, "Verify requires a verification type");
        }
        if (hash.isEmpty()) {
            throw invalid(400, "Verify requires a token or a token hash");
        }
        String redirectTo = redirectTarget.of(call);
        boolean pkce = hash.startsWith(OneTimeCode.PKCE);
        try {
            String target = database.inTransaction(
                    connection -> follow(connection, SentCodes.Proof.byHash(type, hash), pkce, redirectTo, call));
            return Redirection.to(303, target);
        } catch (Failure e) {
            if (e.getCause() != null) {
                throw e;
            }
            return Redirection.to(303, Redirection.withError(redirectTo, e, pkce));
        }
    }

    private String follow(Connection connection, SentCodes.Proof proof, boolean pkce, String redirectTo, Call call)
            throws SQLException {
        SentCodes.Accepted accepted = codes.accept(connection, proof);
        if (!confirmations.apply(connection, accepted)) {
            Map<String, String> message = Map.of("message", ONE_MORE);
            String target = pkce ? Redirection.withQuery(redirectTo, message) : redirectTo;
            return Redirection.withFragment(target, new TreeMap<>(Map.of("message", ONE_MORE, "sb", "")));
        }
        if (!pkce) {
            ObjectNode tokens = entrance.admit(connection, accepted.user().id(), "otp", call);
            return Redirection.withTokens(redirectTo, tokens, Map.of("type", accepted.type()));
        }
        String method = METHODS.getOrDefault(accepted.type(), accepted.type());
        String code = flows.issueCode(connection, accepted.user().id(), method)
                .orElseThrow(() -> new Failure(
                        400,
                        "flow_state_not_found",
                        "No associated flow state found. No valid flow state found for user."));
        return Redirection.withQuery(redirectTo, Map.of("code", code));
    }

    private static Failure invalid(int status, String why) {
        return new Failure(status, "validation_failed", why);
    }
}

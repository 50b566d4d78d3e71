package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /factors} and {@code DELETE /factors/{id}}: which second factors I have. */
final class MyFactors {

    private static final int MAXIMUM_LENGTH = 200;

    private final AuthSettings settings;
    private final Authentication authentication;
    private final Database database;
    private final Sessions sessions;
    private final Factors factors;

    MyFactors(AuthSettings settings, Authentication authentication, Database database, Tables tables) {
        this.settings = settings;
        this.authentication = authentication;
        this.database = database;
        this.sessions = tables.sessions();
        this.factors = tables.factors();
    }

    Answer enrol(Call call) throws IOException, SQLException {
        Identified who = authentication.member(call);
        Body body = call.json();
        String name = checkLength(body.text("friendly_name"));
        String issuer = checkLength(body.text("issuer"));
        String type = body.text("factor_type");
        switch (type) {
            case "phone" -> throw disabled("mfa_phone_enroll_not_enabled", "MFA enroll is disabled for Phone");
            case "webauthn" -> throw disabled("mfa_webauthn_enroll_not_enabled", "MFA enroll is disabled for WebAuthn");
            case Factor.TOTP -> {
                if (!settings.mfa().totpEnrolment()) {
                    throw disabled("mfa_totp_enroll_not_enabled", "MFA enroll is disabled for TOTP");
                }
            }
            default -> throw new Failure(400, "validation_failed", "factor_type needs to be totp, phone, or webauthn");
        }
        try {
            return database.inTransaction(connection -> enrolTotp(connection, who, name, issuer));
        } catch (SQLException e) {
            if (Database.isDuplicate(e, Factors.ONE_FACTOR_A_NAME)) {
                throw nameTaken(name);
            }
            throw e;
        }
    }

    private Answer enrolTotp(Connection connection, Identified who, String name, String issuer) throws SQLException {
        User user = authentication.lock(connection, who);
        refuseTooMany(connection, who, name);
        String secret = Totp.newSecret();
        UUID id = factors.addTotp(connection, user.id(), name, secret);
        String account = user.email().isEmpty() ? user.id().toString() : user.email();
        String uri = Totp.uri(issuer.isEmpty() ? settings.site().url().getAuthority() : issuer, account, secret);
        if (uri.length() > QrImage.CAPACITY) {
            throw new Failure(400, "validation_failed", "The issuer is too long for a QR code");
        }
        ObjectNode answer =
                Json.object().put("id", id.toString()).put("type", Factor.TOTP).put("friendly_name", name);
        answer.putObject("totp")
                .put("qr_code", QrImage.svg(uri))
                .put("secret", secret)
                .put("uri", uri);
        return Answer.json(200, answer);
    }

    private void refuseTooMany(Connection connection, Identified who, String name) throws SQLException {
        UUID userId = who.user().id();
        factors.deleteGivenUp(connection, userId);
        List<Factor> all = factors.of(connection, userId);
        // Also for the empty name: a user has one factor without a name at most.
        if (all.stream().anyMatch(factor -> factor.name().equals(name))) {
            throw nameTaken(name);
        }
        if (all.size() >= settings.mfa().maximumFactors()) {
            throw new Failure(
                    422,
                    "too_many_enrolled_mfa_factors",
                    "Maximum number of verified factors reached, unenroll to continue");
        }
        if (all.stream().anyMatch(Factor::verified)
                && !Objects.requireNonNull(who.session()).isSure()) {
            throw new Failure(403, "insufficient_aal", "AAL2 required to enroll a new factor");
        }
    }

    Answer unenrol(Call call) throws SQLException {
        Identified who = authentication.member(call);
        UUID id = factorId(call);
        return database.inTransaction(connection -> {
            User user = authentication.lock(connection, who);
            Factor factor = factors.find(connection, user.id(), id).orElseThrow(MyFactors::notFound);
            if (factor.verified() && !Objects.requireNonNull(who.session()).isSure()) {
                throw new Failure(422, "insufficient_aal", "AAL2 required to unenroll verified factor");
            }
            factors.delete(connection, id);
            sessions.noLongerSureBy(connection, factor);
            return Answer.json(200, Json.object().put("id", id.toString()));
        });
    }

    /** Postgres can index so much text, and a QR code can hold so much. */
    static String checkLength(String text) {
        if (text.length() > MAXIMUM_LENGTH) {
            throw new Failure(
                    400,
                    "validation_failed",
                    "friendly_name and issuer must not be longer than " + MAXIMUM_LENGTH + " characters");
        }
        return text;
    }

    static UUID factorId(Call call) {
        return Authentication.uuid(call.variable("factor"))
                .orElseThrow(() -> new Failure(404, "validation_failed", "factor_id must be an UUID"));
    }

    static Failure notFound() {
        return new Failure(404, "mfa_factor_not_found", "Factor not found");
    }

    static Failure nameTaken(String name) {
        return new Failure(
                422,
                "mfa_factor_name_conflict",
                "A factor with the friendly name \"" + name + "\" for this user already exists");
    }

    private static Failure disabled(String code, String why) {
        return new Failure(422, code, why);
    }
}

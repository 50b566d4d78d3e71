package dev.deputy.local.auth;

import dev.deputy.local.auth.Authentication.Identified;
import dev.deputy.local.auth.Challenges.Challenge;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Body;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /factors/{id}/challenge} and {@code …/verify}: I have this factor with me, so my session counts for more. */
final class FactorProof {

    private final MfaSettings settings;
    private final Authentication authentication;
    private final Database database;
    private final Users users;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Factors factors;
    private final Challenges challenges;
    private final Clock clock;

    FactorProof(
            MfaSettings settings,
            Authentication authentication,
            Database database,
            Tables tables,
            AccessTokens accessTokens,
            Clock clock) {
        this.settings = settings;
        this.authentication = authentication;
        this.database = database;
        this.users = tables.users();
        this.sessions = tables.sessions();
        this.refreshTokens = tables.refreshTokens();
        this.accessTokens = accessTokens;
        this.factors = tables.factors();
        this.challenges = new Challenges(clock);
        this.clock = clock;
    }

    Answer challenge(Call call) throws SQLException {
        Identified who = authentication.member(call);
        UUID id = MyFactors.factorId(call);
        return database.inTransaction(connection -> {
            User user = authentication.lock(connection, who);
            Factor factor = factors.find(connection, user.id(), id).orElseThrow(MyFactors::notFound);
            refuseWhatIsOff(factor);
            Challenge challenge = challenges.begin(connection, id, call.remoteAddress());
            return Answer.json(
                    200,
                    Json.object()
                            .put("id", challenge.id().toString())
                            .put("type", factor.type())
                            .put("expires_at", challenge.expiresAt().getEpochSecond()));
        });
    }

    Answer verify(Call call) throws IOException, SQLException {
        Identified who = authentication.member(call);
        UUID factorId = MyFactors.factorId(call);
        // Before the body, which then does not matter.
        Factor known = database.read(
                        connection -> factors.find(connection, who.user().id(), factorId))
                .orElseThrow(MyFactors::notFound);
        Body body = call.json();
        UUID challengeId = challengeId(body.text("challenge_id"));
        String code = body.text("code");
        if (code.isEmpty()) {
            throw new Failure(400, "validation_failed", "Code needs to be non-empty");
        }
        refuseWhatIsOff(known);
        return database.inTransaction(connection -> {
                    User user = authentication.lock(connection, who);
                    Factor factor =
                            factors.find(connection, user.id(), factorId).orElseThrow(MyFactors::notFound);
                    return prove(connection, who, factor, challengeId, code, call.remoteAddress());
                })
                .orElseThrow(() -> failed(
                        "mfa_challenge_expired",
                        "MFA challenge " + challengeId
                                + " has expired, verify against another challenge or create a new challenge."));
    }

    /** Empty when the challenge is over: it is deleted then, and that must be committed. */
    private Optional<Answer> prove(
            Connection connection, Identified who, Factor factor, UUID challengeId, String code, String address)
            throws SQLException {
        Challenge challenge = challenges
                .find(connection, factor.id(), challengeId, address)
                .orElseThrow(
                        () -> failed("mfa_factor_not_found", "MFA factor with the provided challenge ID not found"));
        if (!challenge.forThisCaller()) {
            throw failed("mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch.");
        }
        if (challenges.isOver(challenge)) {
            challenges.delete(connection, challengeId);
            return Optional.empty();
        }
        if (!isRight(connection, factor, code)) {
            throw failed("mfa_verification_failed", "Invalid TOTP code entered");
        }
        challenges.answered(connection, challengeId, settings.codesWorkOnce() ? code : null);
        factors.verified(connection, who.user().id(), factor);
        return Optional.of(Answer.json(200, admit(connection, who, factor)));
    }

    private boolean isRight(Connection connection, Factor factor, String code) throws SQLException {
        boolean right = factor.secret() != null && Totp.isRight(code, factor.secret(), clock.instant());
        if (!settings.codesWorkOnce()) {
            return right;
        }
        // As long as a code can be good: RFC 6238, section 5.2, wants it to work once only.
        long life = (2L * Totp.SKEW + 1) * Totp.PERIOD_SECONDS;
        return right
                && !challenges.wasAccepted(
                        connection, factor.id(), code, clock.instant().minusSeconds(life));
    }

    private ObjectNode admit(Connection connection, Identified who, Factor factor) throws SQLException {
        UUID userId = who.user().id();
        UUID sessionId = Objects.requireNonNull(who.session()).id();
        sessions.sureBy(connection, sessionId, factor);
        sessions.endUnsure(connection, userId);
        Session session = sessions.find(connection, sessionId).orElseThrow(Failures::sessionGone);
        String refreshToken = refreshTokens.startOver(connection, session);
        return accessTokens.answer(users.find(connection, userId).orElseThrow(), session, refreshToken);
    }

    private void refuseWhatIsOff(Factor factor) {
        switch (factor.type()) {
            case Factor.TOTP -> {
                if (!settings.totpVerification()) {
                    throw failed("mfa_totp_verify_not_enabled", "MFA verification is disabled for TOTP");
                }
            }
            case "phone" -> throw failed("mfa_phone_verify_not_enabled", "MFA verification is disabled for Phone");
            default -> throw failed("mfa_webauthn_verify_not_enabled", "MFA verification is disabled for WebAuthn");
        }
    }

    private static UUID challengeId(String text) {
        if (text.isEmpty()) {
            return new UUID(0, 0); // nobody's
        }
        return Authentication.uuid(text)
                .orElseThrow(() -> new Failure(
                        400, "bad_json", "Could not parse request body as JSON: \"challenge_id\" must be a UUID"));
    }

    private static Failure failed(String code, String why) {
        return new Failure(422, code, why);
    }
}

package dev.deputy.local.auth;

import dev.deputy.local.auth.OneTimeTokens.Found;
import dev.deputy.local.auth.OneTimeTokens.Kind;
import dev.deputy.local.http.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether a code or a link's hash is one that was sent, to whom, and still good. */
final class SentCodes {

    private static final Map<String, List<Kind>> KINDS = Map.of(
            "email", List.of(Kind.CONFIRMATION, Kind.RECOVERY),
            "signup", List.of(Kind.CONFIRMATION),
            "invite", List.of(Kind.CONFIRMATION),
            "recovery", List.of(Kind.RECOVERY),
            "magiclink", List.of(Kind.RECOVERY),
            "email_change", List.of(Kind.EMAIL_CHANGE_CURRENT, Kind.EMAIL_CHANGE_NEW),
            "sms", List.of(Kind.CONFIRMATION),
            "phone_change", List.of(Kind.PHONE_CHANGE));

    private final AuthSettings settings;
    private final Users users;
    private final OneTimeTokens tokens;
    private final Clock clock;

    SentCodes(AuthSettings settings, Tables tables, Clock clock) {
        this.settings = settings;
        this.users = tables.users();
        this.tokens = tables.oneTimeTokens();
        this.clock = clock;
    }

    /** What somebody shows. One of address, number and neither; with neither, the hash stands for all. */
    record Proof(String type, String email, String phone, String code, String hash) {

        static Proof byEmail(String type, String email, String code) {
            return new Proof(type, email, "", code, OneTimeCode.hash(email, code));
        }

        static Proof byPhone(String type, String phone, String code) {
            return new Proof(type, "", phone, code, OneTimeCode.hash(phone, code));
        }

        static Proof byHash(String type, String hash) {
            return new Proof(type, "", "", "", hash);
        }

        boolean isHash() {
            return email.isEmpty() && phone.isEmpty();
        }

        boolean isForPhone() {
            return type.equals("sms") || type.equals("phone_change");
        }

        /** Without the code and its hash. */
        @Override
        public String toString() {
            return "Proof[" + type + "]";
        }
    }

    /**
     * A proof that holds, and whose: their row is locked.
     *
     * @param type what the code was for; never {@code email}, which stands for two
     */
    record Accepted(User user, String type, Kind kind) {}

    /** @throws Failure 403 {@code otp_expired} when it does not hold */
    Accepted accept(Connection connection, Proof proof) throws SQLException {
        List<Kind> kinds = KINDS.getOrDefault(proof.type(), List.of());
        if (proof.isHash() && (kinds.isEmpty() || proof.isForPhone())) {
            throw new Failure(400, "validation_failed", "Invalid email verification type");
        }
        User user = owner(connection, proof, kinds).orElseThrow(() -> expired(proof));
        // Locked, and looked at once more: of two who come with the same code at once, one comes in.
        User locked = users.lock(connection, user.id()).orElseThrow(() -> expired(proof));
        if (locked.isBanned(clock.instant())) {
            throw new Failure(403, "user_banned", "User is banned");
        }
        if (isTestCode(proof)) {
            return new Accepted(locked, proof.type(), kinds.get(0));
        }
        Found found = (proof.isHash()
                        ? tokens.find(connection, proof.hash(), kinds)
                        : tokens.find(connection, locked.id(), proof.hash(), kinds))
                .filter(token -> token.userId().equals(locked.id()))
                .orElseThrow(() -> expired(proof));
        CodeSettings codes =
                proof.isForPhone() ? settings.sms().codes() : settings.mail().codes();
        if (tokens.isExpired(connection, found, codes.expiry())) {
            throw expired(proof);
        }
        return new Accepted(locked, exactType(proof.type(), found.kind()), found.kind());
    }

    private Optional<User> owner(Connection connection, Proof proof, List<Kind> kinds) throws SQLException {
        if (proof.isHash()) {
            return byHash(connection, proof.hash(), kinds);
        }
        return switch (proof.type()) {
            case "sms" -> users.findByPhone(connection, proof.phone());
            case "phone_change" -> {
                // Several may want one number; it becomes that of the one whose code came back.
                Optional<User> wanting = byHash(connection, proof.hash(), kinds);
                yield wanting.isPresent() ? wanting : users.findByNewPhone(connection, proof.phone());
            }
            case "email_change" -> {
                // The address is the old or the new one; the code is for one of them.
                Optional<User> plain = byHash(connection, proof.hash(), kinds);
                yield plain.isPresent() ? plain : byHash(connection, OneTimeCode.PKCE + proof.hash(), kinds);
            }
            default -> users.findByEmail(connection, proof.email());
        };
    }

    private Optional<User> byHash(Connection connection, String hash, List<Kind> kinds) throws SQLException {
        Optional<Found> found = tokens.find(connection, hash, kinds);
        return found.isEmpty()
                ? Optional.empty()
                : users.find(connection, found.get().userId());
    }

    private boolean isTestCode(Proof proof) {
        return proof.isForPhone()
                && settings.sms()
                        .testCode(proof.phone())
                        .filter(proof.code()::equals)
                        .isPresent();
    }

    private static String exactType(String type, Kind kind) {
        if (!type.equals("email")) {
            return type;
        }
        return kind == Kind.RECOVERY ? "magiclink" : "signup";
    }

    /** One answer for a wrong code, an old one, and an address that nobody has. */
    private static Failure expired(Proof proof) {
        return new Failure(
                403,
                "otp_expired",
                proof.isHash() ? "Email link is invalid or has expired" : "Token has expired or is invalid");
    }
}

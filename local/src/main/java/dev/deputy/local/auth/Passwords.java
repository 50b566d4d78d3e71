package dev.deputy.local.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.deputy.local.http.Failure;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which passwords are good enough, how they are kept (bcrypt, as GoTrue keeps them), and whether one is right. */
final class Passwords {

    /** bcrypt looks at no more. */
    private static final int MAXIMUM_BYTES = 72;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final int cost;
    private final int minimumLength;
    private final List<String> requiredCharacters;
    private final String nobodysHash;

    Passwords(AuthSettings settings) {
        this.cost = settings.passwordCost();
        this.minimumLength = settings.minimumPasswordLength();
        this.requiredCharacters = settings.requiredCharacters();
        this.nobodysHash = nobodysHash(cost);
    }

    /** A hash of no password, and as slow to check as any; made without the time that hashing takes. */
    static String nobodysHash(int cost) {
        return "$2a$%02d$".formatted(cost) + "nobodynobodynobodynobo" + "nobodynobodynobodynobodynobodyn";
    }

    /** Refuses a new password that is too short or too long, or too plain. */
    void check(String password) {
        refuseTooLong(password);
        List<String> reasons = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        if (length(password) < minimumLength) {
            reasons.add("length");
            messages.add("Password should be at least " + minimumLength + " characters.");
        }
        if (requiredCharacters.stream().anyMatch(set -> set.chars().noneMatch(c -> password.indexOf(c) >= 0))) {
            reasons.add("characters");
            messages.add("Password should contain at least one character of each: "
                    + String.join(", ", requiredCharacters) + ".");
        }
        if (!reasons.isEmpty()) {
            Map<String, Object> details = Map.of("weak_password", Map.of("reasons", reasons));
            throw new Failure(422, "weak_password", String.join(" ", messages), details, null);
        }
    }

    static void refuseTooLong(String password) {
        if (length(password) > MAXIMUM_BYTES) {
            throw new Failure(
                    400, "validation_failed", "Password cannot be longer than " + MAXIMUM_BYTES + " characters");
        }
    }

    /** The hash of a password that is nowhere: for users who come in by other ways, until they choose one. */
    String nobodyKnows() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return hash(Base64Url.encode(random));
    }

    private static int length(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
    }

    String hash(String password) {
        return BCrypt.withDefaults().hashToString(cost, password.toCharArray());
    }

    /**
     * Whether this is the password that was hashed.
     *
     * @param hash null or empty for users without a password, and for users who do not exist: the answer is no then, after
     *     as long a time
     */
    boolean matches(String password, @Nullable String hash) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean possible = hash != null && !hash.isEmpty() && bytes.length <= MAXIMUM_BYTES;
        byte[] tried = bytes.length <= MAXIMUM_BYTES ? bytes : new byte[] {'x'};
        String against = hash != null && possible ? hash : nobodysHash;
        BCrypt.Result result = BCrypt.verifyer().verify(tried, against.getBytes(StandardCharsets.UTF_8));
        return possible && result.verified;
    }

    /** Whether the text is a bcrypt hash that {@link #matches} can read. */
    static boolean isHash(String text) {
        return text.matches("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
    }
}

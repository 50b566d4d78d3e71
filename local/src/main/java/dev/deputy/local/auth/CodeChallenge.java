package dev.deputy.local.auth;

import dev.deputy.local.http.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client says at the beginning of a flow, so that it alone can end it (RFC 7636).
 *
 * @param method {@code s256} or {@code plain}
 */
record CodeChallenge(String method, String challenge) {

    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z._~0-9-]+");

    /** Empty when the client wants tokens at the end, and no code. */
    static Optional<CodeChallenge> of(String method, String challenge) {
        if (method.isEmpty() != challenge.isEmpty()) {
            throw invalid("PKCE flow requires code_challenge_method and code_challenge");
        }
        if (challenge.isEmpty()) {
            return Optional.empty();
        }
        if (challenge.length() < 43 || challenge.length() > 128) {
            throw invalid("code challenge has to be between 43 and 128 characters");
        }
        if (!ALLOWED.matcher(challenge).matches()) {
            throw invalid("code challenge can only contain alphanumeric characters, hyphens, periods, underscores and"
                    + " tildes");
        }
        String known = method.toLowerCase(Locale.ROOT);
        if (!known.equals("s256") && !known.equals("plain")) {
            throw invalid("unsupported code_challenge method: use s256 or plain");
        }
        return Optional.of(new CodeChallenge(known, challenge));
    }

    boolean isMetBy(String verifier) {
        byte[] given = verifier.getBytes(StandardCharsets.UTF_8);
        byte[] answer =
                method.equals("s256") ? Base64Url.encode(sha256(given)).getBytes(StandardCharsets.US_ASCII) : given;
        return MessageDigest.isEqual(challenge.getBytes(StandardCharsets.US_ASCII), answer);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java", e);
        }
    }

    private static Failure invalid(String why) {
        return new Failure(400, "validation_failed", why);
    }
}

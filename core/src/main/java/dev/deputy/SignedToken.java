package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.MALFORMED;
import static dev.deputy.InvalidTokenException.Reason.UNSUPPORTED;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JWT in the compact serialisation of a JWS (RFC 7515, section 7.1), taken apart. Nothing in it has been proven: that
 * takes a key.
 */
final class SignedToken {

    /** Well above what servers take for a header field, and above the 6 KB that tokens of Supabase reach. */
    private static final int MAX_LENGTH = 16 * 1024;

    private final byte[] ascii;
    private final int signedLength;
    private final Algorithm algorithm;
    private final @Nullable String kid;
    private final String payload;
    private final Map<String, @Nullable Object> claims;
    private final byte[] signature;

    private SignedToken(byte[] ascii, int firstDot, int secondDot) {
        this.ascii = ascii;
        this.signedLength = secondDot;
        Map<String, @Nullable Object> header = Json.object(decode(0, firstDot));
        this.algorithm = supportedAlgorithm(header);
        this.kid = (String) header.get("kid");
        this.payload = Json.text(decode(firstDot + 1, secondDot));
        this.claims = Json.object(payload);
        this.signature = decode(secondDot + 1, ascii.length);
    }

    /**
     * Takes a token apart.
     *
     * @throws InvalidTokenException when it is not three segments of base64url with JSON objects in the first two
     *     ({@code MALFORMED}), or its header asks for something else than a plain signature ({@code UNSUPPORTED})
     */
    static SignedToken read(String token) {
        int firstDot = token.indexOf('.');
        int secondDot = token.indexOf('.', firstDot + 1);
        if (token.length() > MAX_LENGTH
                || firstDot <= 0
                || secondDot <= firstDot + 1
                || secondDot == token.length() - 1
                || token.indexOf('.', secondDot + 1) >= 0) {
            throw new InvalidTokenException(MALFORMED);
        }
        try {
            // What is not ASCII is refused as no base64url: at the latest as the '?' that it becomes here.
            return new SignedToken(token.getBytes(StandardCharsets.ISO_8859_1), firstDot, secondDot);
        } catch (MalformedException e) {
            throw new InvalidTokenException(MALFORMED);
        }
    }

    private byte[] decode(int from, int to) {
        return Base64Url.decode(Arrays.copyOfRange(ascii, from, to));
    }

    private static Algorithm supportedAlgorithm(Map<String, @Nullable Object> header) {
        Algorithm algorithm = header.get("alg") instanceof String name ? Algorithm.named(name) : null;
        // RFC 7515, section 4.1.11: an extension that we do not know makes the token invalid, and we know none.
        boolean extended = header.containsKey("crit") || header.containsKey("b64") || header.containsKey("zip");
        boolean kidFits = !header.containsKey("kid") || header.get("kid") instanceof String;
        boolean nested = header.get("cty") instanceof String content && isMediaType(content, "jwt");
        if (algorithm == null || extended || nested || !kidFits || !isAccessTokenType(header)) {
            throw new InvalidTokenException(UNSUPPORTED);
        }
        return algorithm;
    }

    private static boolean isAccessTokenType(Map<String, @Nullable Object> header) {
        if (!header.containsKey("typ")) {
            return true;
        }
        return header.get("typ") instanceof String type
                && (isMediaType(type, "jwt") || isMediaType(type, "at+jwt")); // RFC 9068, section 2.1
    }

    /** RFC 7515, section 4.1.9: media types compare without case, and "application/" may be left out. */
    private static boolean isMediaType(String value, String type) {
        return value.equalsIgnoreCase(type) || value.equalsIgnoreCase("application/" + type);
    }

    Algorithm algorithm() {
        return algorithm;
    }

    /** The id of the key that the token claims to be signed with. */
    @Nullable
    String kid() {
        return kid;
    }

    /** The payload as it was signed. */
    String payload() {
        return payload;
    }

    /** The claims; not to be believed before the signature is. */
    Map<String, @Nullable Object> claims() {
        return claims;
    }

    boolean isSignedWith(SigningKey key) {
        return key.verifies(ascii, signedLength, signature);
    }

    boolean isSignedWith(HmacSecret secret) {
        return secret.verifies(ascii, signedLength, signature);
    }
}

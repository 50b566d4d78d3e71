package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.UNSUPPORTED;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a token's header (RFC 7515, section 4) says of its signature. Nothing in it has been proven. */
final class TokenHeader {

    /** All tokens of a project have the same header, so it is mostly this one; if not, nothing but time is lost. */
    private static volatile @Nullable TokenHeader last;

    private final byte[] ascii;
    private final String text;
    private final Algorithm algorithm;
    private final @Nullable String kid;

    private TokenHeader(byte[] ascii, JsonObject header) {
        this.ascii = ascii;
        this.text = new String(ascii, StandardCharsets.US_ASCII);
        this.algorithm = supportedAlgorithm(header);
        this.kid = (String) header.get("kid");
    }

    /**
     * Reads the header that the first so many characters of a token are.
     *
     * @throws MalformedException when it is no JSON object in base64url
     * @throws InvalidTokenException when it asks for something else than a plain signature ({@code UNSUPPORTED})
     */
    static TokenHeader read(byte[] token, int length) {
        TokenHeader known = last;
        if (known != null && Arrays.equals(known.ascii, 0, known.ascii.length, token, 0, length)) {
            return known;
        }
        JsonObject header = Json.read(Base64Url.decode(token, 0, length));
        TokenHeader read = new TokenHeader(Arrays.copyOf(token, length), header);
        last = read;
        return read;
    }

    /** Whether the token begins with the header that was read last, and that asks for this algorithm. */
    static boolean lastBegins(String token, Algorithm algorithm) {
        TokenHeader known = last;
        return known != null && known.algorithm == algorithm && token.startsWith(known.text);
    }

    private static Algorithm supportedAlgorithm(JsonObject header) {
        Algorithm algorithm = header.get("alg") instanceof String name ? Algorithm.named(name) : null;
        // RFC 7515, section 4.1.11: an extension that we do not know makes the token invalid, and we know none.
        boolean extended = header.has("crit") || header.has("b64") || header.has("zip");
        boolean kidFits = !header.has("kid") || header.get("kid") instanceof String;
        boolean nested = header.get("cty") instanceof String content && isMediaType(content, "jwt");
        if (algorithm == null || extended || nested || !kidFits || !isAccessTokenType(header)) {
            throw new InvalidTokenException(UNSUPPORTED);
        }
        return algorithm;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    /** The id of the key that the token claims to be signed with. */
    @Nullable
    String kid() {
        return kid;
    }

    private static boolean isAccessTokenType(JsonObject header) {
        if (!header.has("typ")) {
            return true;
        }
        return header.get("typ") instanceof String type
                && (isMediaType(type, "jwt") || isMediaType(type, "at+jwt")); // RFC 9068, section 2.1
    }

    /** RFC 7515, section 4.1.9: media types compare without case, and "application/" may be left out. */
    private static boolean isMediaType(String value, String type) {
        return value.equalsIgnoreCase(type) || value.equalsIgnoreCase("application/" + type);
    }
}

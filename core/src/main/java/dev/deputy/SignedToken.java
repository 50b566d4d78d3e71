package dev.deputy;

import static dev.deputy.InvalidTokenException.Reason.MALFORMED;

import java.nio.charset.StandardCharsets;
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
    private final TokenHeader header;
    private final JsonObject claims;
    private final byte[] signature;

    private SignedToken(byte[] ascii, int firstDot, int secondDot) {
        this.ascii = ascii;
        this.signedLength = secondDot;
        this.header = TokenHeader.read(ascii, firstDot);
        this.claims = Json.read(Base64Url.decode(ascii, firstDot + 1, secondDot));
        this.signature = Base64Url.decode(ascii, secondDot + 1, ascii.length);
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
        // What is not ASCII is refused as no base64url: at the latest as the '?' that it becomes here.
        byte[] ascii = token.getBytes(StandardCharsets.ISO_8859_1);
        if (ascii.length != token.length()) { // of a pair of surrogates only one is left
            throw new InvalidTokenException(MALFORMED);
        }
        try {
            return new SignedToken(ascii, firstDot, secondDot);
        } catch (MalformedException e) {
            throw new InvalidTokenException(MALFORMED);
        }
    }

    /** Whether it is likely to be one of HS256, which takes little to verify: a guess, by the header that was read last. */
    static boolean looksLikeHmac(String token) {
        return TokenHeader.lastBegins(token, Algorithm.HS256);
    }

    Algorithm algorithm() {
        return header.algorithm();
    }

    /** The id of the key that the token claims to be signed with. */
    @Nullable
    String kid() {
        return header.kid();
    }

    /** The claims; not to be believed before the signature is. */
    JsonObject claims() {
        return claims;
    }

    boolean isSignedWith(SigningKey key) {
        return key.verifies(ascii, signedLength, signature);
    }

    boolean isSignedWith(HmacSecret secret) {
        return secret.verifies(ascii, signedLength, signature);
    }
}

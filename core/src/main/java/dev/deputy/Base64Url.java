package dev.deputy;

import java.nio.ByteBuffer;
import java.util.Base64;

/** base64url without padding (RFC 7515, section 2), in its one canonical spelling. */
final class Base64Url {

    private static final String NOT_BASE64URL = "not base64url";

    private Base64Url() {}

    /**
     * Decodes the ASCII bytes of a base64url text. The JDK's decoder refuses characters outside of the alphabet, but
     * takes padding and ignores left-over bits; with either, one value would have many spellings.
     */
    static byte[] decode(byte[] ascii) {
        return decode(ascii, 0, ascii.length);
    }

    /** Decodes a part of the ASCII bytes. */
    static byte[] decode(byte[] ascii, int from, int to) {
        if (from == to) {
            return new byte[0];
        }
        byte last = ascii[to - 1];
        int leftOverBits = leftOverBits(to - from);
        if (last == '=' || (value(last) & leftOverBits) != 0) {
            throw new MalformedException(NOT_BASE64URL);
        }
        try {
            ByteBuffer bytes = Base64.getUrlDecoder().decode(ByteBuffer.wrap(ascii, from, to - from));
            // Without padding the decoder knows the length beforehand, and fills its array.
            return bytes.array();
        } catch (IllegalArgumentException e) {
            throw new MalformedException(NOT_BASE64URL);
        }
    }

    /** The bits of the last character that belong to no byte. */
    private static int leftOverBits(int length) {
        return switch (length % 4) {
            case 0 -> 0;
            case 2 -> 0b1111;
            case 3 -> 0b11;
            default -> throw new MalformedException(NOT_BASE64URL);
        };
    }

    private static int value(byte character) {
        if (character >= 'A' && character <= 'Z') {
            return character - 'A';
        }
        if (character >= 'a' && character <= 'z') {
            return character - 'a' + 26;
        }
        if (character >= '0' && character <= '9') {
            return character - '0' + 52;
        }
        return character == '-' ? 62 : 63; // '_'; the decoder refuses the rest
    }
}

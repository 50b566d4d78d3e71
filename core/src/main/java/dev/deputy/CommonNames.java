package dev.deputy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names that are in every token: found as strings that are there already, rather than made anew for each. They are
 * compared eight bytes at a time, zeros behind their end, since they are too short for comparing arrays to pay.
 */
final class CommonNames {

    private static final int MAX_LENGTH = 2 * Long.BYTES;
    private static final int SLOTS = 128;
    private static final @Nullable String[] NAMES = new String[SLOTS];
    private static final long[] HEADS = new long[SLOTS];
    private static final long[] TAILS = new long[SLOTS];

    static {
        String known = "alg kid typ iss sub aud exp iat nbf jti email phone app_metadata user_metadata role aal amr"
                + " session_id is_anonymous client_id provider providers method timestamp email_verified phone_verified"
                + " full_name name picture avatar_url provider_id";
        for (String name : known.split(" ", -1)) {
            byte[] spelling = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), MAX_LENGTH);
            long head = Json.eight(spelling, 0);
            long tail = Json.eight(spelling, Long.BYTES);
            int slot = slot(head, tail);
            NAMES[slot] = name.intern(); // the same as the literals that claims are asked for with
            HEADS[slot] = head;
            TAILS[slot] = tail;
        }
    }

    private CommonNames() {}

    /** The name that these bytes are in UTF-8; none of them is zero. */
    static String name(byte[] utf8, int start, int end) {
        int length = end - start;
        if (length <= MAX_LENGTH && start + MAX_LENGTH <= utf8.length) {
            long head = first(length, Json.eight(utf8, start));
            long tail = first(length - Long.BYTES, Json.eight(utf8, start + Long.BYTES));
            int slot = slot(head, tail);
            String name = NAMES[slot];
            if (name != null && HEADS[slot] == head && TAILS[slot] == tail) {
                return name;
            }
        }
        return new String(utf8, start, length, StandardCharsets.UTF_8);
    }

    /** So many of the eight bytes, and zeros for the others. */
    private static long first(int count, long eight) {
        if (count >= Long.BYTES) {
            return eight;
        }
        return count <= 0 ? 0 : eight & ((1L << (count * Byte.SIZE)) - 1);
    }

    /** The seven highest bits of a product, with a factor that keeps just these names apart. */
    private static int slot(long head, long tail) {
        return (int) (((head + tail) * 0xcc1b_0c3e_1c07_724fL) >>> 57);
    }
}

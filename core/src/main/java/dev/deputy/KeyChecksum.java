package dev.deputy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checksum at the end of a hosted project's API keys, over the project's name and the rest of the key. It shows that
 * a key was cut off, mistyped or copied from another project. Anybody can compute it: it proves nothing.
 */
final class KeyChecksum {

    private static final Pattern HOSTED = Pattern.compile("([a-z0-9]{20})\\.supabase\\.co");
    private static final Pattern KEY = Pattern.compile("(sb_[a-z]+_[A-Za-z0-9_-]{22})_([A-Za-z0-9_-]{8})");

    private KeyChecksum() {}

    /** The name of the project at the address, where that can be seen from it. */
    static Optional<String> project(URI url) {
        Matcher host = HOSTED.matcher(String.valueOf(url.getHost()));
        return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
    }

    /** Whether the key is one of the project's, or of the older kind, which has no checksum. */
    static boolean fits(String project, String key) {
        if (!key.startsWith("sb_")) {
            return true;
        }
        Matcher parts = KEY.matcher(key);
        return parts.matches() && parts.group(2).equals(checksum(project, parts.group(1)));
    }

    private static String checksum(String project, String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((project + "|" + key).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, 6)); // 6 bytes are 8 characters
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}

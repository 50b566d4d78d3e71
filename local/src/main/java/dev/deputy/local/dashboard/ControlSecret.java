package dev.deputy.local.dashboard;

import dev.deputy.local.postgres.DataFolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What one must know to use a local Supabase's dashboard and its control API. Prints without itself. */
public final class ControlSecret {

    private static final String FILE = "control-secret";
    private static final int BYTES = 24;

    private final String text;

    private ControlSecret(String text) {
        this.text = text;
    }

    /** The folder's secret, or a new one that is put there, so that an open dashboard outlives a restart. */
    public static ControlSecret keptIn(DataFolder folder) {
        if (folder.isTemporary()) {
            return generate();
        }
        return folder.read(FILE)
                .map(String::strip)
                .filter(text -> text.length() >= BYTES)
                .map(ControlSecret::new)
                .orElseGet(() -> {
                    ControlSecret secret = generate();
                    folder.write(FILE, secret.text);
                    return secret;
                });
    }

    /** A new one, which is not kept. */
    public static ControlSecret generate() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new ControlSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** In a time that does not depend on how much of it is right. */
    boolean matches(String other) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret itself: for addresses that are handed to the person who started it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "ControlSecret";
    }
}

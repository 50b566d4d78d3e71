package dev.deputy;

import dev.deputy.ApiKey.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The project's API keys, to compare others with. Only their hashes are kept. */
final class ApiKeys {

    static final ApiKeys NONE = new ApiKeys(List.of());

    private final List<Entry> entries;

    private ApiKeys(List<Entry> entries) {
        this.entries = entries;
    }

    static ApiKeys of(SupabaseConfig config) {
        List<Entry> entries = new ArrayList<>();
        add(entries, Kind.PUBLISHABLE, config.publishableKeys());
        config.anonKey().ifPresent(key -> add(entries, Kind.PUBLISHABLE, Map.of(Kind.PUBLISHABLE.olderName(), key)));
        add(entries, Kind.SECRET, config.secretKeys());
        config.serviceRoleKey().ifPresent(key -> add(entries, Kind.SECRET, Map.of(Kind.SECRET.olderName(), key)));
        return new ApiKeys(List.copyOf(entries));
    }

    private static void add(List<Entry> entries, Kind kind, Map<String, String> keys) {
        keys.forEach((name, key) -> entries.add(new Entry(new ApiKey(kind, name), key)));
    }

    /**
     * The keys of the project that the text is: none, one, or one under several names. How long it takes tells nothing
     * about the keys: what is compared are hashes, in constant time, and all of them.
     */
    List<ApiKey> find(String text) {
        byte[] hash = sha256(text);
        List<ApiKey> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, hash)) {
                found.add(entry.key);
            }
        }
        return found;
    }

    /** All keys that the project has. */
    Stream<ApiKey> all() {
        return entries.stream().map(entry -> entry.key);
    }

    private static final class Entry {

        private final ApiKey key;
        private final byte[] hash;

        Entry(ApiKey key, String text) {
            this.key = key;
            this.hash = sha256(text);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256", e);
        }
    }
}

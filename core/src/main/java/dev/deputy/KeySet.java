package dev.deputy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signing keys of an issuer by their id, out of a JWK set (RFC 7517, section 5). Immutable. */
record KeySet(Map<String, SigningKey> byId) {

    static final KeySet EMPTY = new KeySet(Map.of());

    /** A project has a handful. */
    private static final int MAX_KEYS = 100;

    KeySet {
        byId = Map.copyOf(byId);
    }

    /**
     * Reads a JWK set. Keys that are of no use here are left out, and so are different keys of one id; they do not spoil
     * the others.
     *
     * @throws MalformedException when it is no JWK set
     */
    static KeySet parse(String json) {
        if (!(Json.object(json).get("keys") instanceof List<?> entries)) {
            throw new MalformedException("no list named keys");
        }
        if (entries.size() > MAX_KEYS) {
            throw new MalformedException("more than " + MAX_KEYS + " keys");
        }
        Map<String, SigningKey> keys = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (Object entry : entries) {
            SigningKey key = entry instanceof Map<?, ?> jwk ? Jwk.read(jwk, Crypto.best()) : null;
            if (key != null) {
                SigningKey other = keys.putIfAbsent(key.kid(), key);
                if (other != null && !other.equals(key)) {
                    ambiguous.add(key.kid());
                }
            }
        }
        keys.keySet().removeAll(ambiguous);
        return new KeySet(keys);
    }

    @Nullable
    SigningKey find(String kid) {
        return byId.get(kid);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    int size() {
        return byId.size();
    }
}

package dev.deputy.local.auth;

import dev.deputy.local.auth.SigningKeys.Entry;
import dev.deputy.local.auth.SigningKeys.State;
import dev.deputy.local.http.Json;
import dev.deputy.local.postgres.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A file of signing keys as the Supabase CLI has them ({@code signing_keys_path}): a JSON array of private keys. The first
 * key pair signs, the others are believed; secrets ({@code oct}) are believed only.
 */
record KeyFile(Path path) {

    SigningKeys read(SharedSecret projects) {
        List<Entry> entries = new ArrayList<>();
        boolean signs = false;
        for (SigningKey key : keys()) {
            boolean first = !signs && key.publicJwk().isPresent();
            entries.add(new Entry(key, first ? State.IN_USE : State.PREVIOUSLY_USED));
            signs |= first;
        }
        if (!signs) {
            throw wrong("has no key that can sign: put an ES256 or RS256 key in it");
        }
        entries.add(new Entry(projects, State.PREVIOUSLY_USED));
        return new SigningKeys(entries);
    }

    private List<SigningKey> keys() {
        List<SigningKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode jwk : array()) {
            int number = keys.size() + 1;
            try {
                SigningKey key = SigningKey.fromPrivateJwk(jwk);
                if (!jwk.path("alg").asString(key.algorithm()).equals(key.algorithm())) {
                    throw new IllegalArgumentException("alg must be ES256 for EC, RS256 for RSA, HS256 for oct");
                }
                if (!ids.add(key.id())) {
                    throw new IllegalArgumentException("another one has the same kid");
                }
                keys.add(key);
            } catch (IllegalArgumentException e) {
                throw wrong("has a key that cannot be used, number " + number + ": " + e.getMessage());
            }
        }
        return keys;
    }

    private ArrayNode array() {
        try {
            if (Json.parse(Files.readString(path)) instanceof ArrayNode array) {
                return array;
            }
            throw wrong("is not a JSON array of private keys");
        } catch (JacksonException e) {
            // Without the cause: its message may quote the file.
            throw wrong("is not JSON");
        } catch (IOException e) {
            throw new CannotStartException("The signing keys in " + path + " cannot be read (" + e + ").", e);
        }
    }

    private CannotStartException wrong(String what) {
        return new CannotStartException("The file of signing keys " + path + " " + what + ".");
    }
}

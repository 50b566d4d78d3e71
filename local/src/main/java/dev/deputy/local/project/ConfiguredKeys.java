package dev.deputy.local.project;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The keys that a project's settings name; all others are made by chance. Prints without them.
 *
 * @param jwtSecret {@code auth.jwt_secret}
 * @param signingKeys {@code auth.signing_keys_path}
 * @param publishable {@code auth.publishable_key}
 * @param secret {@code auth.secret_key}
 * @param anon {@code auth.anon_key}
 * @param serviceRole {@code auth.service_role_key}
 */
public record ConfiguredKeys(
        Optional<String> jwtSecret,
        Optional<Path> signingKeys,
        Optional<String> publishable,
        Optional<String> secret,
        Optional<String> anon,
        Optional<String> serviceRole) {

    /** None. */
    public static ConfiguredKeys none() {
        return new ConfiguredKeys(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** @param file beside which the paths in it are */
    static ConfiguredKeys read(Path file, ConfigTable auth) {
        Optional<String> jwtSecret = given(auth, "jwt_secret");
        if (jwtSecret
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length < 32)
                .isPresent()) {
            throw auth.wrong("jwt_secret", "must have 32 characters or more");
        }
        return new ConfiguredKeys(
                jwtSecret,
                given(auth, "signing_keys_path").map(file::resolveSibling),
                given(auth, "publishable_key"),
                given(auth, "secret_key"),
                given(auth, "anon_key"),
                given(auth, "service_role_key"));
    }

    private static Optional<String> given(ConfigTable auth, String key) {
        return auth.text(key).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "ConfiguredKeys";
    }
}

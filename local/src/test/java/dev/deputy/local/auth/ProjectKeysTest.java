package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.auth.SigningKeys.State;
import dev.deputy.local.http.Json;
import dev.deputy.local.postgres.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectKeysTest {

    @Test
    void keys_are_kept_with_the_data(@TempDir Path data) {
        ProjectKeys first;
        try (DataFolder folder = DataFolder.open(data)) {
            first = ProjectKeys.keptIn(folder);
        }
        try (DataFolder folder = DataFolder.open(data)) {
            ProjectKeys second = ProjectKeys.keptIn(folder);
            assertThat(second.apiKeys()).isEqualTo(first.apiKeys());
            assertThat(second.jwtSecret()).isEqualTo(first.jwtSecret());
            byte[] message = {1, 2, 3};
            assertThat(second.signingKey().verify(message, first.signingKey().sign(message)))
                    .isTrue();
            assertThat(second.signingKey().publicJwk().orElseThrow())
                    .isEqualTo(first.signingKey().publicJwk().orElseThrow());
        }
    }

    @Test
    void a_file_from_before_keys_had_states_is_read(@TempDir Path data) {
        try (DataFolder folder = DataFolder.open(data)) {
            SigningKey key = SigningKey.generate();
            folder.write("project-keys.json", """
                    {"created_at": "2026-01-02T03:04:05Z", "jwt_secret": "a secret that is long enough to be one",
                     "publishable_key": "sb_publishable_x", "secret_key": "sb_secret_x", "signing_key": %s}
                    """.formatted(Json.print(key.toPrivateJwk())));
            ProjectKeys keys = ProjectKeys.keptIn(folder);
            assertThat(keys.signingKey().id()).isEqualTo(key.id());
            assertThat(keys.signingKeys().list())
                    .containsExactly(
                            new SigningKeys.Key(key.id(), "ES256", State.IN_USE),
                            new SigningKeys.Key("jwt-secret", "HS256", State.PREVIOUSLY_USED));
            assertThat(keys.apiKeys().secret()).isEqualTo("sb_secret_x");
        }
    }

    @Test
    void rotations_and_revocations_are_kept(@TempDir Path data) throws IOException {
        List<SigningKeys.Key> keys;
        try (DataFolder folder = DataFolder.open(data)) {
            SigningKeys signingKeys = ProjectKeys.keptIn(folder).signingKeys();
            signingKeys.addStandbyRsa();
            signingKeys.rotate();
            signingKeys.addStandby();
            signingKeys.revoke("jwt-secret");
            keys = signingKeys.list();
        }
        try (DataFolder folder = DataFolder.open(data)) {
            assertThat(ProjectKeys.keptIn(folder).signingKeys().list()).isEqualTo(keys);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("project-keys.json"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void only_the_owner_reads_them(@TempDir Path data) throws IOException {
        try (DataFolder folder = DataFolder.open(data)) {
            ProjectKeys.keptIn(folder);
            Path file = data.resolve("project-keys.json");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_broken_file_is_said_so_without_its_content(@TempDir Path data) {
        try (DataFolder folder = DataFolder.open(data)) {
            folder.write("project-keys.json", "{\"jwt_secret\": \"do not print me\"");
            assertThatThrownBy(() -> ProjectKeys.keptIn(folder))
                    .hasMessageContaining("project-keys.json")
                    .hasMessageContaining("Delete the file")
                    .hasMessageNotContaining("do not print me")
                    .hasNoCause();
        }
    }

    @Test
    void every_project_has_keys_of_its_own_in_the_platforms_form() {
        ProjectKeys keys = ProjectKeys.generate();
        assertThat(keys.apiKeys().publishable()).matches("sb_publishable_[\\w-]{22}_[\\w-]{8}");
        assertThat(keys.apiKeys().secret()).matches("sb_secret_[\\w-]{22}_[\\w-]{8}");
        assertThat(keys.jwtSecret().length()).isGreaterThanOrEqualTo(40);
        assertThat(keys.jwtSecret()).isNotEqualTo(ProjectKeys.generate().jwtSecret());
        Jws anon = Jws.parse(keys.apiKeys().anon());
        assertThat(anon.claims().required("role").asString()).isEqualTo("anon");
        assertThat(anon.claims().has("sub")).isFalse();
        assertThat(new SharedSecret(keys.jwtSecret()).verify(anon.message(), anon.signature()))
                .isTrue();
    }

    @Test
    void keys_do_not_print_themselves() {
        ProjectKeys keys = ProjectKeys.generate();
        assertThat(keys.toString() + keys.apiKeys()).doesNotContain("sb_", keys.jwtSecret());
    }

    @Test
    void a_key_with_leading_zeros_keeps_its_length() {
        for (int i = 0; i < 300; i++) {
            assertThat(Json.print(SigningKey.generate().publicJwk().orElseThrow()))
                    .containsPattern("\"x\":\"[\\w-]{43}\",\"y\":\"[\\w-]{43}\"");
        }
    }
}

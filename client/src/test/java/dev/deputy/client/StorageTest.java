package dev.deputy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.deputy.client.Recorder.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, against answers as Supabase's Storage API documents them: a recorded contract, not a running Storage. */
class StorageTest {

    private final Recorder recorder = new Recorder();
    private final TestCallers callers = new TestCallers(recorder.url());
    private final SupabaseClient client = SupabaseClient.of(callers.config());
    private final Bucket bucket =
            client.as(callers.caller(UUID.randomUUID())).storage().from("photos");

    @AfterEach
    void stop() {
        recorder.close();
    }

    @Test
    void files_are_uploaded_as_they_are(@TempDir Path folder) throws IOException {
        recorder.usually(Answer.json("{\"Id\":\"f1\",\"Key\":\"photos/cats/1.png\"}"));
        Path file = Files.write(folder.resolve("1.png"), new byte[100_000]);
        List<Long> progress = new ArrayList<>();

        Stored stored = bucket.upload(
                "cats/1.png",
                Upload.of(file)
                        .contentType("image/png")
                        .metadata(Map.of("by", "ada"))
                        .onProgress(progress::add));

        assertThat(stored).isEqualTo(new Stored("f1", "cats/1.png", "photos/cats/1.png"));
        assertThat(recorder.last().body()).hasSize(100_000);
        assertThat(recorder.last().headers())
                .containsEntry("content-type", "image/png")
                .containsEntry("content-length", "100000")
                .containsEntry("x-upsert", "false")
                .containsEntry("cache-control", "max-age=3600");
        assertThat(progress).isSorted().hasSizeGreaterThan(1).endsWith(100_000L);

        bucket.upload("s", Upload.of(() -> new ByteArrayInputStream("streamed".getBytes(StandardCharsets.UTF_8)), 8));
        assertThat(recorder.last().body()).isEqualTo("streamed");
        assertThat(recorder.last().headers()).containsEntry("content-length", "8");
        bucket.upload("s", Upload.of(() -> new ByteArrayInputStream("unknown".getBytes(StandardCharsets.UTF_8))));
        assertThat(recorder.last().headers()).containsEntry("transfer-encoding", "chunked");
        assertThatThrownBy(() -> bucket.upload("x", Upload.of(folder.resolve("nowhere"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void files_are_downloaded_as_streams(@TempDir Path folder) throws IOException {
        recorder.usually(new Answer(200, Map.of("Content-Type", "text/plain"), "hello"));
        try (Download download = bucket.download("a.txt")) {
            assertThat(download.contentType()).contains("text/plain");
            assertThat(download.length()).hasValue(5);
            assertThat(download.stream()).hasContent("hello");
        }
        List<Long> progress = new ArrayList<>();
        Path file = folder.resolve("a.txt");
        try (Download download = bucket.downloadAsync("a.txt").join()) {
            download.to(file, progress::add);
        }
        assertThat(file).hasContent("hello");
        assertThat(progress).endsWith(5L);
        try (Download download = bucket.download("a.txt")) {
            assertThat(download.bytes()).hasSize(5);
        }
    }

    @Test
    void what_is_not_there_is_an_exception() {
        recorder.usually(
                Answer.of(400, "{\"statusCode\":\"404\",\"error\":\"not_found\",\"message\":\"Object not found\"}"));
        assertThatThrownBy(() -> bucket.download("nowhere"))
                .asInstanceOf(type(StorageException.class))
                .satisfies(e -> {
                    assertThat(e.status()).isEqualTo(400);
                    assertThat(e.code()).contains("not_found");
                    assertThat(e).hasMessage("storage (not_found): Object not found");
                });
        assertThat(bucket.exists("nowhere")).isFalse();
        recorder.usually(Answer.of(404, "{\"code\":\"NoSuchKey\",\"message\":\"Object not found\"}"));
        assertThat(bucket.exists("nowhere")).isFalse();
        assertThatThrownBy(() -> bucket.info("nowhere"))
                .asInstanceOf(type(StorageException.class))
                .satisfies(e -> assertThat(e.code()).contains("NoSuchKey"));
        recorder.usually(Answer.of(403, ""));
        assertThatThrownBy(() -> bucket.exists("secret")).isInstanceOf(StorageException.class);
    }

    @Test
    void what_the_caller_may_not_do_is_told_from_a_token_that_has_ended() {
        for (String denied : List.of(
                "{\"statusCode\":\"403\",\"error\":\"Unauthorized\",\"message\":\"new row violates row-level security"
                        + " policy\"}",
                "{\"code\":\"AccessDenied\",\"message\":\"Access denied to this resource\"}")) {
            assertThat(refusal(denied))
                    .as(denied)
                    .matches(StorageException::isDenied)
                    .matches(e -> !e.isTokenRefused());
        }
        for (String refused : List.of(
                "{\"statusCode\":\"400\",\"error\":\"InvalidJWT\",\"message\":\"Invalid Compact JWS\"}",
                "{\"code\":\"InvalidJWT\",\"message\":\"\\\"exp\\\" claim timestamp check failed\"}")) {
            assertThat(refusal(refused))
                    .matches(StorageException::isTokenRefused)
                    .matches(e -> !e.isDenied());
        }
        // As its verifyJWT has it: a denial by its code, with the library's words.
        for (String words : List.of(
                "jwt expired",
                "jwt malformed",
                "jwt not active",
                "invalid signature",
                "invalid algorithm",
                "signature verification failed",
                "no applicable key found in the JSON Web Key Set",
                "'exp' claim timestamp check failed",
                "'nbf' claim timestamp check failed",
                "'exp' claim must be a number",
                "'alg' (Algorithm) Header Parameter value not allowed",
                "JWS 'alg' (Algorithm) Header Parameter missing or invalid",
                "JWT Claims Set must be a top-level JSON object",
                "Invalid Compact JWS",
                "Failed to base64url decode the signature",
                "Key for the ES256 algorithm must be one of type CryptoKey, KeyObject, or JSON Web Key. Received an"
                        + " instance of Uint8Array")) {
            String message = words.replace("'", "\\\"");
            for (String refused : List.of(
                    "{\"statusCode\":\"403\",\"error\":\"Unauthorized\",\"message\":\"%s\"}",
                    "{\"code\":\"AccessDenied\",\"message\":\"%s\"}")) {
                assertThat(refusal(refused.formatted(message)))
                        .as(words)
                        .matches(StorageException::isTokenRefused)
                        .matches(e -> !e.isDenied());
            }
        }
        assertThat(refusal(
                        "{\"statusCode\":\"409\",\"error\":\"Duplicate\",\"message\":\"The resource already exists\"}"))
                .matches(e -> !e.isDenied() && !e.isTokenRefused());
    }

    private StorageException refusal(String body) {
        recorder.usually(Answer.of(400, body));
        return catchThrowableOfType(
                StorageException.class,
                () -> bucket.upload("a.txt", Upload.of("text".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void folders_are_listed_and_files_have_facts() {
        recorder.usually(Answer.json("[{\"name\":\"cats\",\"id\":null,\"metadata\":null},"
                + "{\"name\":\"1.png\",\"id\":\"f1\",\"created_at\":\"2026-01-02T03:04:05.678Z\","
                + "\"metadata\":{\"size\":5,\"mimetype\":\"image/png\",\"eTag\":\"\\\"x\\\"\"}}]"));
        List<FileInfo> files = bucket.list("");
        assertThat(files).extracting(FileInfo::isFolder).containsExactly(true, false);
        assertThat(files.get(1).size()).isEqualTo(5);
        assertThat(files.get(1).contentType()).isEqualTo("image/png");
        assertThat(files.get(1).createdAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));

        recorder.usually(Answer.json("{\"id\":\"f1\",\"name\":\"1.png\",\"size\":5,\"content_type\":\"image/png\","
                + "\"etag\":\"\\\"x\\\"\",\"metadata\":{\"by\":\"ada\"},\"last_modified\":\"2026-01-02T03:04:05Z\"}"));
        FileInfo info = bucket.info("1.png");
        assertThat(info.size()).isEqualTo(5);
        assertThat(info.etag()).isEqualTo("\"x\"");
        assertThat(info.userMetadata()).containsEntry("by", "ada");
        recorder.usually(Answer.json("[{\"name\":\"1.png\"}]"));
        assertThat(bucket.remove(List.of("1.png"))).extracting(FileInfo::name).containsExactly("1.png");
    }

    @Test
    void addresses_are_public_or_signed() {
        String storage = recorder.url() + "/storage/v1";
        assertThat(bucket.publicUrl("ä b/c?.png"))
                .isEqualTo(URI.create(storage + "/object/public/photos/%C3%A4%20b/c%3F.png"));
        assertThat(bucket.publicUrl("c.png", Image.ofSize(10, 0).originalFormat()))
                .isEqualTo(URI.create(storage + "/render/image/public/photos/c.png?width=10&format=origin"));
        assertThat(bucket.publicUrlForSaving("c.png", "my cat.png"))
                .isEqualTo(URI.create(storage + "/object/public/photos/c.png?download=my+cat.png"));
        assertThat(recorder.requests).isEmpty();

        recorder.usually(Answer.json("{\"signedURL\":\"/object/sign/photos/c.png?token=t.o.k\"}"));
        assertThat(bucket.signedUrl("c.png", Duration.ofMinutes(1)))
                .isEqualTo(URI.create(storage + "/object/sign/photos/c.png?token=t.o.k"));
        assertThat(bucket.signedUrlForSaving("c.png", Duration.ofMinutes(1), "").toString())
                .endsWith("?token=t.o.k&download=");
        recorder.usually(
                Answer.json("[{\"error\":null,\"path\":\"c.png\",\"signedURL\":\"/object/sign/photos/c.png?token=t\"},"
                        + "{\"error\":\"Either the object does not exist or you do not have access to it\",\"path\":\"d\","
                        + "\"signedURL\":null}]"));
        List<SignedUrl> urls = bucket.signedUrls(List.of("c.png", "d"), Duration.ofMinutes(1));
        assertThat(urls).extracting(SignedUrl::path).containsExactly("c.png", "d");
        assertThat(urls.get(0).url()).isNotNull();
        assertThat(urls.get(1).url()).isNull();
        assertThat(urls.get(1).error()).contains("does not exist");
        assertThat(urls.toString()).doesNotContain("token");

        recorder.usually(Answer.json("{\"url\":\"/object/upload/sign/photos/n.png?token=up.load\"}"));
        UploadUrl upload = bucket.signedUploadUrl("n.png");
        assertThat(upload.token()).isEqualTo("up.load");
        assertThat(upload.toString()).doesNotContain("up.load");
        recorder.usually(Answer.json("{\"Key\":\"photos/n.png\"}"));
        assertThat(bucket.uploadToSignedUrl("n.png", upload.token(), Upload.of("x"))
                        .fullPath())
                .isEqualTo("photos/n.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secrets/x", "a/../../x", "a/./b", "a/..", ".."})
    void no_path_leaves_the_bucket(String path) {
        assertThatThrownBy(() -> bucket.download(path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bucket.upload(path, Upload.of("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(recorder.requests).isEmpty();
    }

    @Test
    void buckets_are_administered() {
        Storage storage = client.bypassingRowLevelSecurity().storage();
        recorder.usually(Answer.json("[{\"id\":\"photos\",\"name\":\"photos\",\"public\":true,\"file_size_limit\":1024,"
                + "\"allowed_mime_types\":[\"image/png\"],\"created_at\":\"2026-01-02T03:04:05Z\"}]"));
        assertThat(storage.listBuckets()).singleElement().satisfies(info -> {
            assertThat(info.isPublic()).isTrue();
            assertThat(info.fileSizeLimit()).isEqualTo(1024);
            assertThat(info.allowedMimeTypes()).containsExactly("image/png");
        });
        recorder.usually(Answer.json("{\"id\":\"photos\",\"name\":\"photos\",\"public\":false}"));
        assertThat(storage.getBucket("photos").isPublic()).isFalse();
        recorder.usually(Answer.json("{\"message\":\"Successfully deleted\"}"));
        storage.emptyBucket("photos");
        storage.deleteBucket("photos");
        assertThat(recorder.last().method()).isEqualTo("DELETE");
    }
}

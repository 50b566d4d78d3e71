package dev.deputy.client;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is uploaded, and how it is kept. Immutable.
 *
 * <pre>{@code
 * photos.upload("cat.png", Upload.of(Path.of("cat.png")).contentType("image/png").upsert());
 * }</pre>
 */
public final class Upload {

    private final Supplier<BodyPublisher> content;
    private final String contentType;
    private final Duration cacheControl;
    private final boolean upsert;
    private final @Nullable Map<String, ?> metadata;
    private final LongConsumer progress;

    private Upload(
            Supplier<BodyPublisher> content,
            String contentType,
            Duration cacheControl,
            boolean upsert,
            @Nullable Map<String, ?> metadata,
            LongConsumer progress) {
        this.content = content;
        this.contentType = contentType;
        this.cacheControl = cacheControl;
        this.upsert = upsert;
        this.metadata = metadata;
        this.progress = progress;
    }

    private static Upload of(Supplier<BodyPublisher> content, String contentType) {
        return new Upload(content, contentType, Duration.ofHours(1), false, null, sent -> {});
    }

    /** These bytes. */
    public static Upload of(byte[] bytes) {
        return of(() -> BodyPublishers.ofByteArray(bytes), "application/octet-stream");
    }

    /** This text, in UTF-8. */
    public static Upload of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(() -> BodyPublishers.ofByteArray(bytes), "text/plain;charset=UTF-8");
    }

    /**
     * A file, which is read while it is sent.
     *
     * @throws IllegalArgumentException when it is not there
     */
    public static Upload of(Path file) {
        return of(() -> publish(file), "application/octet-stream");
    }

    /** A stream, which is read while it is sent, and closed. Its length is not known beforehand. */
    public static Upload of(Supplier<InputStream> stream) {
        return of(() -> BodyPublishers.ofInputStream(stream), "application/octet-stream");
    }

    /** A stream of so many bytes, which is read while it is sent, and closed. */
    public static Upload of(Supplier<InputStream> stream, long length) {
        return of(
                () -> BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(stream), length),
                "application/octet-stream");
    }

    private static BodyPublisher publish(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        }
    }

    /** The type that downloads will have, such as {@code image/png}. */
    public Upload contentType(String contentType) {
        return new Upload(content, contentType, cacheControl, upsert, metadata, progress);
    }

    /** For how long browsers and the CDN may keep it; an hour by default. */
    public Upload cacheControl(Duration cacheControl) {
        return new Upload(content, contentType, cacheControl, upsert, metadata, progress);
    }

    /** Replaces a file that is there already. */
    public Upload upsert() {
        return new Upload(content, contentType, cacheControl, true, metadata, progress);
    }

    /** Keeps this with the file. */
    public Upload metadata(Map<String, ?> metadata) {
        return new Upload(content, contentType, cacheControl, upsert, Map.copyOf(metadata), progress);
    }

    /** Hears how many bytes have been handed over for sending, again and again. */
    public Upload onProgress(LongConsumer progress) {
        return new Upload(content, contentType, cacheControl, upsert, metadata, progress);
    }

    boolean isUpsert() {
        return upsert;
    }

    Request on(Request request, Json json) {
        Request with = request.header("Cache-Control", "max-age=" + cacheControl.toSeconds());
        if (metadata != null) {
            with = with.header("x-metadata", java.util.Base64.getEncoder().encodeToString(json.write(metadata)));
        }
        return with.body(contentType, new Body(() -> new CountedBody(content.get(), progress)));
    }
}

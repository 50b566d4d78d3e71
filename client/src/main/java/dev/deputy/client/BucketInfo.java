package dev.deputy.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bucket.
 *
 * @param isPublic whether everybody may see its files
 * @param fileSizeLimit in bytes; null where there is none of its own
 * @param allowedMimeTypes empty where all are
 */
public record BucketInfo(
        String id,
        String name,
        boolean isPublic,
        @Nullable Long fileSizeLimit,
        List<String> allowedMimeTypes,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static BucketInfo of(Fields fields) {
        return new BucketInfo(
                fields.required("id"),
                fields.text("name", ""),
                fields.is("public"),
                fields.number("file_size_limit"),
                fields.texts("allowed_mime_types"),
                fields.time("created_at"),
                fields.time("updated_at"));
    }
}

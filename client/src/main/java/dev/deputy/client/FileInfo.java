package dev.deputy.client;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file, or a folder of a listing.
 *
 * @param id null for a folder
 * @param metadata what Storage knows about it: its size, its type and more
 * @param userMetadata what was given to it when it was uploaded
 */
public record FileInfo(
        String name,
        @Nullable String id,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant lastAccessedAt,
        @Nullable Long size,
        @Nullable String contentType,
        @Nullable String etag,
        Map<String, Object> metadata,
        Map<String, Object> userMetadata) {

    static FileInfo of(Fields fields) {
        Fields metadata = fields.object("metadata");
        boolean whole = fields.has("content_type") || fields.has("size"); // an answer of info, not one of a listing
        return new FileInfo(
                fields.text("name", ""),
                fields.text("id"),
                fields.time("created_at"),
                fields.time("updated_at"),
                fields.time("last_accessed_at"),
                fields.has("size") ? fields.number("size") : metadata.number("size"),
                fields.has("content_type") ? fields.text("content_type") : metadata.text("mimetype"),
                fields.has("etag") ? fields.text("etag") : metadata.text("eTag"),
                whole ? Map.of() : metadata.all(),
                whole ? metadata.all() : fields.object("user_metadata").all());
    }

    /** Whether it is a folder. */
    public boolean isFolder() {
        return id == null;
    }
}

package dev.deputy.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be kept in a bucket, and who may see it. Immutable. */
public final class BucketSettings {

    private final boolean isPublic;
    private final @Nullable Long fileSizeLimit;
    private final @Nullable List<String> allowedMimeTypes;

    private BucketSettings(boolean isPublic, @Nullable Long fileSizeLimit, @Nullable List<String> allowedMimeTypes) {
        this.isPublic = isPublic;
        this.fileSizeLimit = fileSizeLimit;
        this.allowedMimeTypes = allowedMimeTypes;
    }

    /** Policies say who may see its files. */
    public static BucketSettings ofPrivate() {
        return new BucketSettings(false, null, null);
    }

    /** Everybody may see its files who knows their address. */
    public static BucketSettings ofPublic() {
        return new BucketSettings(true, null, null);
    }

    /** A file has at most so many bytes. */
    public BucketSettings fileSizeLimit(long bytes) {
        return new BucketSettings(isPublic, bytes, allowedMimeTypes);
    }

    /** A file has one of these types, such as {@code image/png} or {@code image/*}. */
    public BucketSettings allowedMimeTypes(List<String> types) {
        return new BucketSettings(isPublic, fileSizeLimit, List.copyOf(types));
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("public", isPublic);
        if (fileSizeLimit != null) {
            fields.put("file_size_limit", fileSizeLimit);
        }
        if (allowedMimeTypes != null) {
            fields.put("allowed_mime_types", allowedMimeTypes);
        }
        return fields;
    }
}

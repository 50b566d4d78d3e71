package dev.deputy.client;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an image is changed on its way; projects on a paid plan can. Immutable. */
public final class Image {

    /** How an image fills its new size. */
    public enum Resize {
        /** All of the size, cutting off what stands out. */
        COVER,
        /** All of the image, within the size. */
        CONTAIN,
        /** Exactly the size, whatever becomes of the image. */
        FILL
    }

    private final Map<String, Object> fields;

    private Image(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Of this size in pixels; 0 leaves one of the two to the image's shape. */
    public static Image ofSize(int width, int height) {
        return new Image(Map.of()).with("width", width > 0 ? width : null).with("height", height > 0 ? height : null);
    }

    /** How it fills the size; {@link Resize#COVER} by default. */
    public Image resize(Resize resize) {
        return with("resize", resize.name().toLowerCase(Locale.ROOT));
    }

    /** From 20 to 100; 80 by default. */
    public Image quality(int quality) {
        return with("quality", quality);
    }

    /** In the format that it has, and not in what the browser likes best. */
    public Image originalFormat() {
        return with("format", "origin");
    }

    private Image with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Image(more);
    }

    Map<String, Object> fields() {
        return fields;
    }
}

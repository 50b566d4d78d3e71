package dev.deputy.client;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A JSON object of an answer, read leniently: what is missing or of another type is not there. */
final class Fields {

    private final Service service;
    private final Map<String, Object> fields;

    private Fields(Service service, Map<String, Object> fields) {
        this.service = service;
        this.fields = fields;
    }

    static Fields of(Service service, Reply reply, Channel channel) {
        return new Fields(service, channel.readMap(service, reply));
    }

    static List<Fields> list(Service service, Reply reply, Channel channel) {
        return channel.readMaps(service, reply).stream()
                .map(fields -> new Fields(service, fields))
                .toList();
    }

    Map<String, Object> all() {
        return fields;
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    @Nullable
    String text(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** The auth server writes an empty text for what is not there. */
    @Nullable
    String someText(String name) {
        String text = text(name);
        return text == null || text.isEmpty() ? null : text;
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    UUID id(String name) {
        try {
            return UUID.fromString(required(name));
        } catch (IllegalArgumentException e) {
            throw missing(name);
        }
    }

    private SupabaseException missing(String name) {
        return SupabaseException.of(
                service, new Failure(200, null, "the answer has no " + name, null, null, null, ""), null);
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    @Nullable
    Long number(String name) {
        return fields.get(name) instanceof Number number ? Long.valueOf(number.longValue()) : null;
    }

    @Nullable
    Instant time(String name) {
        String text = text(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // the members of a JSON object have texts for names
    Fields object(String name) {
        return new Fields(service, fields.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
    }

    @SuppressWarnings("unchecked") // as above
    List<Fields> objects(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(each -> new Fields(service, (Map<String, Object>) each))
                        .toList()
                : List.of();
    }
}

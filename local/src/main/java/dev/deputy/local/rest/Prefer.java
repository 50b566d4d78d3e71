package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The header {@code Prefer}: what a client would like, and whether it insists. */
final class Prefer {

    /** In the order in which {@code Preference-Applied} lists them. */
    private static final Map<String, Set<String>> KNOWN = known();

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();

    private Prefer() {}

    private static Map<String, Set<String>> known() {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        known.put("resolution", Set.of("merge-duplicates", "ignore-duplicates"));
        known.put("missing", Set.of("default", "null"));
        known.put("return", Set.of("representation", "headers-only", "minimal"));
        known.put("count", Set.of("exact", "planned", "estimated"));
        known.put("tx", Set.of("commit", "rollback"));
        known.put("handling", Set.of("strict", "lenient"));
        return known;
    }

    /**
     * Reads the header's values.
     *
     * @param zones the names of time zones that PostgreSQL knows
     */
    static Prefer read(List<String> headers, Set<String> zones) {
        Prefer prefer = new Prefer();
        headers.stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(text -> prefer.add(text, zones));
        return prefer;
    }

    private void add(String text, Set<String> zones) {
        String[] parts = text.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        boolean fits =
                switch (parts[0]) {
                    case "timezone" -> zones.contains(value);
                    case "max-affected" -> value.matches("\\d{1,9}");
                    default -> KNOWN.getOrDefault(parts[0], Set.of()).contains(value);
                };
        if (fits) {
            values.putIfAbsent(parts[0], value);
        } else {
            unknown.add(text);
        }
    }

    /** Forgets how the client would like its transaction to end, where that is not for clients to say. */
    void leaveEndToServer() {
        values.remove("tx");
    }

    boolean has(String name, String value) {
        return value.equals(values.get(name));
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    /** How many rows a write may touch at most; without {@code handling=strict} nobody asks. */
    @Nullable
    Integer maxAffected() {
        String value = values.get("max-affected");
        return value == null || !has("handling", "strict") ? null : Integer.valueOf(value);
    }

    /** @throws Refusal when the client insists on what nobody knows */
    void insist() {
        if (has("handling", "strict") && !unknown.isEmpty()) {
            throw Refusal.of(
                    400,
                    "PGRST122",
                    "Invalid preferences given with handling=strict",
                    "Invalid preferences: " + String.join(", ", unknown),
                    null);
        }
    }

    /** What {@code Preference-Applied} says when these of the preferences made a difference. */
    @Nullable
    String applied(Set<String> names) {
        String applied = Stream.concat(KNOWN.keySet().stream(), Stream.of("timezone", "max-affected"))
                .filter(name -> names.contains(name) && values.containsKey(name))
                .map(name -> name + "=" + values.get(name))
                .collect(Collectors.joining(", "));
        return applied.isEmpty() ? null : applied;
    }
}

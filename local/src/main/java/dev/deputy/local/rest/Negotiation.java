package dev.deputy.local.rest;

import dev.deputy.local.rest.Statement.Shape;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses among the media types that a client accepts. */
final class Negotiation {

    private Negotiation() {}

    /** @throws Refusal when there is none that can be made */
    static MediaType choose(Ask ask, RestSettings settings) {
        for (MediaType type : ask.accept()) {
            if (type.isAny() || type.isJson()) {
                return MediaType.JSON;
            }
            if (type.isCsv() || type.isOneObject() || type.isArray() || (type.isPlan() && settings.plan())) {
                return type;
            }
        }
        throw none(ask.accept());
    }

    static Refusal none(List<MediaType> accepted) {
        return Refusal.of(
                406,
                "PGRST107",
                "None of these media types are available: "
                        + accepted.stream().map(MediaType::name).collect(Collectors.joining(", ")));
    }

    /** What rows are made into. */
    static Shape shape(MediaType type) {
        if (type.isPlan()) {
            return shape(MediaType.of(type.parameters().getOrDefault("for", "application/json")));
        }
        return type.isCsv() ? Shape.CSV : type.isOneObject() ? Shape.OBJECT : Shape.ARRAY;
    }

    /** @throws Refusal when one row was asked for, and there are more or none */
    static void checkSingle(MediaType type, Result result) {
        if (type.isOneObject() && result.rows() != 1) {
            throw Refusal.of(
                    406,
                    "PGRST116",
                    "Cannot coerce the result to a single JSON object",
                    "The result contains " + result.rows() + " rows",
                    null);
        }
    }

    /** The words of EXPLAIN for a plan's options. */
    static String explainOptions(MediaType type) {
        String words = List.of(type.parameters().getOrDefault("options", "").split("\\|")).stream()
                .filter(List.of("analyze", "verbose", "settings", "buffers", "wal")::contains)
                .map(word -> word + ", ")
                .collect(Collectors.joining());
        return words + (type.name().endsWith("+json") ? "format json" : "format text");
    }
}

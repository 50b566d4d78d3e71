package dev.deputy.local.rest;

import java.util.stream.Stream;

/** Looks a request's table up. */
final class Tables {

    private Tables() {}

    /** @throws Refusal 404 when there is none of the name in the request's schema */
    static Table require(Schema schema, Ask ask) {
        Table table = schema.table(ask.resource());
        if (table == null) {
            Stream<String> names = schema.tables().keySet().stream()
                    .filter(name -> name.schema().equals(ask.schema()))
                    .map(Name::name);
            throw Refusal.of(
                    404,
                    "PGRST205",
                    "Could not find the table '" + ask.resource() + "' in the schema cache",
                    null,
                    Spelling.closest(ask.resource().name(), names)
                            .map(name -> "Perhaps you meant the table '" + ask.schema() + "." + name + "'")
                            .orElse(null));
        }
        return table;
    }
}

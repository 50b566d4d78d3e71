package dev.deputy.local.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answers OPTIONS: what can be done with a resource. */
final class Options {

    private Options() {}

    static Reply reply(Ask ask, Schema schema) {
        return new Reply(200).with("Allow", String.join(",", allowed(ask, schema)));
    }

    private static List<String> allowed(Ask ask, Schema schema) {
        if (ask.isCall()) {
            Function function = new FunctionFinder(schema).find(ask.resource(), Set.of(), Set.of());
            return function.isVolatile() ? List.of("OPTIONS", "POST") : List.of("OPTIONS", "GET", "HEAD", "POST");
        }
        List<String> methods = new ArrayList<>(List.of("OPTIONS", "GET", "HEAD"));
        if (!ask.resource().name().isEmpty()) {
            Table table = Tables.require(schema, ask);
            if (table.insertable()) {
                methods.add("POST");
            }
            if (table.insertable() && table.updatable() && !table.primaryKey().isEmpty()) {
                methods.add("PUT");
            }
            if (table.updatable()) {
                methods.add("PATCH");
            }
            if (table.deletable()) {
                methods.add("DELETE");
            }
        }
        return methods;
    }
}

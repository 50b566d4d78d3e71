package dev.deputy.local.rest;

import dev.deputy.local.rest.UrlText.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an address, read. What has a path ({@code writers.name=eq.Bo}, {@code writers.order=name}) is about
 * an embedded resource.
 *
 * @param columns the columns that a payload may set, or null for its own
 * @param onConflict the columns of the unique constraint that an upsert goes by, or null for the primary key
 * @param arguments of a function, where one is called by GET
 * @param canonical the parameters in alphabetical order, as {@code Content-Location} has them
 */
record Query(
        List<Select> select,
        List<At<Condition>> conditions,
        List<At<List<Order>>> orders,
        List<At<Window>> windows,
        @Nullable List<String> columns,
        @Nullable List<String> onConflict,
        List<Parameter> arguments,
        String canonical) {

    /** Something said of the resource at a path of embeds; the path is empty for the root. */
    record At<T>(List<String> path, T value) {}

    private static final Set<String> NO_FILTERS = Set.of("select", "columns", "on_conflict");

    /** @param callsByGet whether parameters that are no filters are a function's arguments */
    static Query read(String rawQuery, boolean callsByGet) {
        List<Parameter> parameters = UrlText.parameters(rawQuery);
        List<At<Condition>> conditions = new ArrayList<>();
        List<At<Condition>> trees = new ArrayList<>(); // PostgREST has them first: it decides which error is told
        List<At<List<Order>>> orders = new ArrayList<>();
        Map<List<String>, Window> windows = new LinkedHashMap<>();
        List<Parameter> arguments = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String name = parameter.name();
            String last = name.substring(name.lastIndexOf('.') + 1);
            if (NO_FILTERS.contains(name)) {
                continue;
            }
            switch (last) {
                case "order" -> orders.add(new At<>(parents(name), Order.read(parameter.value())));
                case "limit" -> limit(parameter.value(), parents(name), windows);
                case "offset" -> offset(parameter.value(), parents(name), windows);
                case "and", "or" -> trees.add(tree(parents(name), last, parameter.value()));
                default -> filter(parameter, callsByGet, conditions, arguments);
            }
        }
        conditions.addAll(0, trees);
        String select = value(parameters, "select");
        return new Query(
                SelectReader.read(select == null ? "*" : select),
                conditions,
                orders,
                windows.entrySet().stream()
                        .map(entry -> new At<>(entry.getKey(), entry.getValue()))
                        .toList(),
                names(value(parameters, "columns"), "columns parameter"),
                names(value(parameters, "on_conflict"), "on_conflict parameter"),
                arguments,
                canonical(parameters));
    }

    /** What it says of the root's rows. */
    Window window() {
        return windows.stream()
                .filter(at -> at.path().isEmpty())
                .map(At::value)
                .findFirst()
                .orElse(Window.ALL);
    }

    private static void filter(
            Parameter parameter, boolean callsByGet, List<At<Condition>> conditions, List<Parameter> arguments) {
        if (!callsByGet) {
            if (!parameter.name().isEmpty() && parameter.value().isEmpty()) {
                return;
            }
            conditions.add(filter(parameter));
            return;
        }
        try {
            conditions.add(filter(parameter));
        } catch (Refusal notAFilter) {
            if (parameter.name().contains(".")) {
                throw notAFilter;
            }
            arguments.add(parameter);
        }
    }

    private static At<Condition> filter(Parameter parameter) {
        GrammarReader in = new GrammarReader(parameter.name(), "tree path (" + parameter.name() + ")");
        List<String> path = new ArrayList<>();
        Field field = Field.read(in);
        while (in.take(".")) {
            path.add(field.column());
            field = Field.read(in);
        }
        return new At<>(List.copyOf(path), FilterReader.comparison(field, parameter.value()));
    }

    private static At<Condition> tree(List<String> parents, String operator, String value) {
        boolean negated = !parents.isEmpty() && parents.get(parents.size() - 1).equals("not");
        List<String> path = negated ? parents.subList(0, parents.size() - 1) : parents;
        return new At<>(path, FilterReader.tree(negated, operator, value));
    }

    private static void limit(String value, List<String> path, Map<List<String>, Window> windows) {
        Long limit = number(value);
        if (limit != null && limit < 0) {
            throw Refusal.range("Limit should be greater than or equal to zero.");
        }
        if (limit != null) {
            windows.merge(path, new Window(0, limit), (one, other) -> new Window(one.offset(), limit));
        }
    }

    private static void offset(String value, List<String> path, Map<List<String>, Window> windows) {
        Long offset = number(value);
        if (offset != null && offset > 0) {
            windows.merge(path, new Window(offset, null), (one, other) -> new Window(offset, one.limit()));
        }
    }

    private static @Nullable Long number(String text) {
        return text.matches("-?\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /** The names before the last one of {@code a.b.order}. */
    private static List<String> parents(String name) {
        List<String> names = new ArrayList<>();
        GrammarReader in = new GrammarReader(name, "tree path (" + name + ")");
        names.add(Field.readName(in));
        while (in.take(".")) {
            names.add(Field.readName(in));
        }
        return List.copyOf(names.subList(0, names.size() - 1));
    }

    private static @Nullable String value(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable List<String> names(@Nullable String text, String subject) {
        if (text == null) {
            return null;
        }
        GrammarReader in = new GrammarReader(text, subject + " (" + text + ")");
        List<String> names = new ArrayList<>();
        do {
            in.takeWhile(c -> c == ' ');
            names.add(Field.readName(in));
        } while (in.takeToken(","));
        return names;
    }

    private static String canonical(List<Parameter> parameters) {
        Map<String, String> values = new TreeMap<>();
        parameters.forEach(parameter -> values.merge(
                UrlText.encode(parameter.name()),
                UrlText.encode(parameter.value()),
                (one, other) -> one + "," + other));
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }
}

package dev.deputy.local.project;

import dev.deputy.local.auth.GoDuration;
import dev.deputy.local.postgres.CannotStartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table of {@code config.toml}. Reads values by the type that they must have; text of the form {@code env(NAME)} is the
 * variable's value, and a variable {@code SUPABASE_<TABLE>_<KEY>} stands above the file, as with the Supabase CLI.
 * Remembers which keys were asked for, so that the others can be named.
 */
final class ConfigTable {

    private static final Pattern REFERENCE = Pattern.compile("env\\((.*)\\)");
    private static final Set<String> TRUE = Set.of("true", "1", "t");
    private static final Set<String> FALSE = Set.of("false", "0", "f");

    private final Path file;
    private final String name;
    private final ObjectNode node;
    private final Environment environment;
    private final Set<String> asked = new TreeSet<>();
    private final Map<String, ConfigTable> tables = new TreeMap<>();

    ConfigTable(Path file, String name, ObjectNode node, Environment environment) {
        this.file = file;
        this.name = name;
        this.node = node;
        this.environment = environment;
    }

    /** A table in this one; empty where there is none. */
    ConfigTable table(String key) {
        return tables.computeIfAbsent(key, absent -> {
            JsonNode found = node.path(key);
            if (!found.isMissingNode() && !found.isObject()) {
                throw wrong(key, "must be a table");
            }
            ObjectNode table = found instanceof ObjectNode object ? object : node.objectNode();
            return new ConfigTable(file, path(key), table, environment);
        });
    }

    /** The names of the tables in this one. */
    List<String> tableNames() {
        return node.propertyNames().stream()
                .filter(key -> node.path(key).isObject())
                .toList();
    }

    /** The names of the values in this one. */
    List<String> keys() {
        return List.copyOf(node.propertyNames());
    }

    Optional<Boolean> flag(String key) {
        return value(key).map(value -> {
            String text = value.asString("").toLowerCase(Locale.ROOT);
            if (value.isBoolean() || TRUE.contains(text) || FALSE.contains(text)) {
                return value.isBoolean() ? value.booleanValue() : TRUE.contains(text);
            }
            throw wrong(key, "must be true or false");
        });
    }

    Optional<Integer> number(String key) {
        return value(key).map(value -> {
            String text = value.isIntegralNumber() ? value.bigIntegerValue().toString() : value.asString("");
            if (text.matches("\\d{1,9}")) {
                return Integer.parseInt(text);
            }
            throw wrong(key, "must be a whole number, 0 or more");
        });
    }

    Optional<String> text(String key) {
        return value(key).map(value -> {
            if (!value.isString()) {
                throw wrong(key, "must be a text in quotes");
            }
            return value.stringValue();
        });
    }

    Optional<List<String>> texts(String key) {
        return value(key).map(value -> {
            List<String> texts = new ArrayList<>();
            if (value.isString()) {
                texts.addAll(List.of(value.stringValue().split(",", -1)));
            } else if (value.isArray() && value.values().stream().allMatch(JsonNode::isString)) {
                value.values().forEach(one -> texts.add(resolved(key, one.stringValue())));
            } else {
                throw wrong(key, "must be a list of texts, such as [\"public\"]");
            }
            return texts.stream().map(String::strip).toList();
        });
    }

    /** A time as Go writes it, such as {@code 1h30m}. */
    Optional<Duration> duration(String key) {
        return text(key)
                .map(text -> GoDuration.parse(text).orElseThrow(() -> wrong(key, "must be a time such as \"24h\"")));
    }

    Optional<Duration> seconds(String key) {
        return number(key).map(Duration::ofSeconds);
    }

    /** What a reader of a key's value makes of settings; as they are where there is none. */
    <S, T> S with(String key, Function<String, Optional<T>> reader, S settings, BiFunction<S, T, S> change) {
        Optional<T> value = reader.apply(key);
        try {
            return value.isPresent() ? change.apply(settings, value.get()) : settings;
        } catch (IllegalArgumentException e) {
            throw wrong(key, "cannot be used: " + e.getMessage());
        }
    }

    /** Whatever is in the table counts as asked for. */
    void passOver() {
        asked.addAll(node.propertyNames());
    }

    /** The keys that nobody has asked for, by their full names. */
    List<String> unasked() {
        List<String> names = new ArrayList<>();
        for (String key : node.propertyNames()) {
            ConfigTable table = tables.get(key);
            if (table != null) {
                names.addAll(table.unasked());
            } else if (!asked.contains(key)) {
                names.add(path(key));
            }
        }
        return names;
    }

    CannotStartException wrong(String key, String what) {
        String where = name.isEmpty() ? key : "[" + name + "] " + key;
        return new CannotStartException("In " + file + ", " + where + " " + what + ".");
    }

    private Optional<JsonNode> value(String key) {
        asked.add(key);
        String variable = "SUPABASE_" + path(key).replace('.', '_').toUpperCase(Locale.ROOT);
        Optional<String> above = environment.get(variable);
        if (above.isPresent()) {
            return above.map(node::stringNode);
        }
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(value.isString() ? node.stringNode(resolved(key, value.stringValue())) : value);
    }

    private String resolved(String key, String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.matches()
                ? environment
                        .get(reference.group(1))
                        .orElseThrow(() -> wrong(
                                key,
                                "wants the environment variable " + reference.group(1)
                                        + ", which has no value: set it, or put it into supabase/.env"))
                : text;
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}

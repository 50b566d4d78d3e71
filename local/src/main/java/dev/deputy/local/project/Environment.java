package dev.deputy.local.project;

import dev.deputy.local.postgres.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a project's settings may name, found where the Supabase CLI finds them: the process's own first, then
 * {@code .env} files in {@code supabase} and beside it, of which the more special ones stand above {@code .env} itself.
 */
final class Environment {

    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*[=:]\\s*(.*)");
    private static final Pattern QUOTED = Pattern.compile("([\"'])(.*?)(?<!\\\\)\\1.*");

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    static Environment of(Path project, Map<String, String> process) {
        Map<String, String> variables = new HashMap<>(process);
        String chosen = process.getOrDefault("SUPABASE_ENV", "");
        String kind = chosen.isEmpty() ? "development" : chosen;
        for (Path folder : List.of(project.resolve("supabase"), project)) {
            for (String name : files(kind)) {
                read(folder.resolve(name)).forEach(variables::putIfAbsent);
            }
        }
        return new Environment(variables);
    }

    private static List<String> files(String kind) {
        return kind.equals("test")
                ? List.of(".env.test.local", ".env.test", ".env")
                : List.of(".env." + kind + ".local", ".env.local", ".env." + kind, ".env");
    }

    /** The variable's value; empty where it has none, or an empty one. */
    Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    private static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new CannotStartException(
                    "The file " + file + " cannot be read (" + e + "): it has to be readable, and UTF-8.", e);
        }
    }

    static Map<String, String> parse(String text) {
        Map<String, String> variables = new HashMap<>();
        text.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                variables.putIfAbsent(matcher.group(1), value(matcher.group(2).strip()));
            }
        });
        return variables;
    }

    private static String value(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (!quoted.matches()) {
            return text.replaceFirst("(^|\\s)#.*", "").strip();
        }
        return quoted.group(1).equals("'")
                ? quoted.group(2)
                : quoted.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "Environment" + variables.keySet();
    }
}

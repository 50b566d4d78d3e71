package dev.deputy.local.rest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one function that a request means among those of a name. */
final class FunctionFinder {

    private final Schema schema;

    FunctionFinder(Schema schema) {
        this.schema = schema;
    }

    /**
     * @param names of the arguments
     * @param wholeBody the types that a single parameter without a name may have to take the body as it is
     * @throws Refusal when there is none, or more than one
     */
    Function find(Name name, Set<String> names, Set<String> wholeBody) {
        List<Function> overloads = schema.functions().getOrDefault(name, List.of());
        boolean keysCount = wholeBody.isEmpty() || wholeBody.contains("json");
        List<Function> named = overloads.stream()
                .filter(function -> keysCount && function.takes(names))
                .toList();
        List<Function> found = named.isEmpty()
                ? overloads.stream()
                        .filter(function -> function.unnamed()
                                .filter(parameter -> wholeBody.contains(parameter.type()))
                                .isPresent())
                        .toList()
                : named;
        if (found.size() > 1) {
            throw Refusal.of(
                    300,
                    "PGRST203",
                    "Could not choose the best candidate function between: "
                            + found.stream().map(Function::signature).collect(Collectors.joining(", ")),
                    null,
                    "Try renaming the parameters or the function itself in the database so function overloading can be"
                            + " resolved");
        }
        if (found.isEmpty()) {
            throw none(name, new TreeSet<>(names), wholeBody, overloads);
        }
        return found.get(0);
    }

    private Refusal none(Name name, Set<String> names, Set<String> wholeBody, List<Function> overloads) {
        boolean keysCount = wholeBody.isEmpty() || wholeBody.contains("json");
        String list = String.join(", ", names);
        String with = names.isEmpty() || !keysCount
                ? " without parameters"
                : (names.size() == 1 ? " with parameter " : " with parameters ") + list;
        String body = wholeBody.isEmpty()
                ? ""
                : " with a single unnamed " + String.join("/", new TreeSet<>(wholeBody)) + " parameter";
        String searched = !keysCount ? body : with + (body.isEmpty() ? "" : " or" + body);
        return Refusal.of(
                404,
                "PGRST202",
                "Could not find the function " + name
                        + (names.isEmpty() || !keysCount ? (keysCount ? " without parameters" : "") : "(" + list + ")")
                        + " in the schema cache",
                "Searched for the function " + name + searched + ", but no matches were found in the schema cache.",
                advice(name, "(" + list + ")", overloads));
    }

    private @Nullable String advice(Name name, String arguments, List<Function> overloads) {
        Optional<String> meant = overloads.isEmpty()
                ? Spelling.closest(
                        name.name(),
                        schema.functions().keySet().stream()
                                .filter(candidate -> candidate.schema().equals(name.schema()))
                                .map(Name::name))
                : Spelling.closest(arguments, overloads.stream().map(function -> function.parameters().stream()
                                .map(Function.Parameter::name)
                                .collect(Collectors.joining(", ", "(", ")"))))
                        .map(list -> name.name() + list);
        return meant.map(found -> "Perhaps you meant to call the function " + name.schema() + "." + found)
                .orElse(null);
    }
}

package dev.deputy.local.rest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function of the exposed schemas.
 *
 * @param returnsTable the table or composite type that its rows have, or null
 * @param isComposite whether what it returns has columns
 * @param settings those of its own that must hold for the whole transaction, because a function cannot change them for
 *     itself in time
 */
record Function(
        Name name,
        @Nullable String description,
        List<Parameter> parameters,
        boolean isVariadic,
        boolean isVolatile,
        boolean returnsSet,
        boolean returnsVoid,
        boolean isComposite,
        @Nullable Name returnsTable,
        double estimatedRows,
        Map<String, String> settings) {

    private static final Set<String> BODIES = Set.of("bytea", "json", "jsonb", "text", "xml");

    /** In the order that ambiguous requests are told of them. */
    static final Comparator<Function> ORDER = Comparator.<Function>comparingInt(
                    function -> function.parameters().size())
            .thenComparing(Function::signature);

    /** @param name empty when it has none */
    record Parameter(String name, String type, boolean required, boolean isVariadic) {}

    /** Whether a request can reach it: of parameters without a name, it has one at most, of a type that a body can be. */
    boolean isCallable() {
        long unnamed = parameters.stream().filter(p -> p.name().isEmpty()).count();
        return unnamed == 0
                || (unnamed == 1 && parameters.stream().anyMatch(p -> p.name().isEmpty() && BODIES.contains(p.type())));
    }

    boolean takes(Set<String> names) {
        Set<String> all = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
        return all.containsAll(names)
                && parameters.stream().filter(Parameter::required).allMatch(p -> names.contains(p.name()));
    }

    /** Its parameter, if that is the only one and has no name. */
    Optional<Parameter> unnamed() {
        return parameters.size() == 1 && parameters.get(0).name().isEmpty()
                ? Optional.of(parameters.get(0))
                : Optional.empty();
    }

    /** As an ambiguous request is told of it. */
    String signature() {
        return name + "("
                + parameters.stream().map(p -> p.name() + " => " + p.type()).collect(Collectors.joining(", "))
                + ")";
    }
}

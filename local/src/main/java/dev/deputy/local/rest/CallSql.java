package dev.deputy.local.rest;

import dev.deputy.local.rest.Function.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes the call of a function: from JSON whose types PostgreSQL reads, from an address, or with one whole body. */
final class CallSql {

    private final Function function;

    CallSql(Function function) {
        this.function = function;
    }

    /**
     * @param json an array of objects, of which the first counts
     * @param names which parameters that has
     */
    Sql withJson(String json, Set<String> names) {
        List<Parameter> given = function.parameters().stream()
                .filter(parameter -> names.contains(parameter.name()))
                .toList();
        if (given.isEmpty()) {
            return call(new Sql(), List.of());
        }
        Sql record = new Sql().add("json_to_record(").value(json).add("::json -> 0) as pgrst_args (");
        record.add(Sql.join(
                ", ",
                given.stream()
                        .map(p -> new Sql().name(p.name()).add(" ").add(p.type()))
                        .toList()));
        record.add(")");
        List<Sql> arguments = given.stream()
                .map(p -> named(p).add("pgrst_args.").name(p.name()))
                .toList();
        return call(record, arguments);
    }

    /** The values of an address; of several with one name the last counts, unless the parameter takes them all. */
    Sql withParameters(List<UrlText.Parameter> values) {
        List<Sql> arguments = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            List<String> given = values.stream()
                    .filter(value -> value.name().equals(parameter.name()))
                    .map(UrlText.Parameter::value)
                    .toList();
            if (!given.isEmpty()) {
                Sql argument = named(parameter);
                if (parameter.isVariadic()) {
                    argument.add("array[");
                    argument.add(Sql.join(
                                    ", ",
                                    given.stream().map(v -> new Sql().value(v)).toList()))
                            .add("]");
                } else if (parameter.type().startsWith("json")) {
                    argument.add("to_json(").value(given.get(given.size() - 1)).add("::text)"); // a JSON string
                } else {
                    argument.value(given.get(given.size() - 1));
                }
                arguments.add(argument.add("::").add(parameter.type()));
            }
        }
        return call(new Sql(), arguments);
    }

    Sql withBody(String body) {
        Sql argument =
                new Sql().value(body).add("::").add(function.parameters().get(0).type());
        return call(new Sql(), List.of(argument));
    }

    private static Sql named(Parameter parameter) {
        return new Sql()
                .add(parameter.isVariadic() ? "variadic " : "")
                .name(parameter.name())
                .add(" := ");
    }

    private Sql call(Sql from, List<Sql> arguments) {
        Sql call = new Sql()
                .name(function.name())
                .add("(")
                .add(Sql.join(", ", arguments))
                .add(")");
        if (!function.isComposite()) {
            Sql sql = new Sql().add("select ").add(call).add(" as pgrst_scalar");
            return from.isEmpty() ? sql : sql.add(" from ").add(from);
        }
        Sql sql = new Sql().add("select pgrst_call.* from ");
        if (!from.isEmpty()) {
            sql.add(from).add(", lateral ");
        }
        return sql.add(call).add(" as pgrst_call");
    }
}

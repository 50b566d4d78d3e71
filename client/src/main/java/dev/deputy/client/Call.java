package dev.deputy.client;

import dev.deputy.client.Request.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function of the database. Where it returns rows, they can be filtered and ordered like a table's. Immutable; each
 * asking calls anew.
 */
public final class Call extends Rows<Call> {

    /** What PostgREST takes for a filter and not for an argument. */
    private static final Pattern LOOKS_LIKE_A_FILTER = Pattern.compile("(not\\.)?[a-z]+(\\([^)]*\\))?\\.[\\s\\S]*");

    private final @Nullable Object arguments;

    private Call(DataApi api, Query query, @Nullable Object arguments) {
        super(api, query);
        this.arguments = arguments;
    }

    static Call of(DataApi api, String path, Object arguments) {
        byte[] body = api.channel().json().write(arguments);
        return new Call(api, api.query("POST", path).body(body), arguments);
    }

    @Override
    Call with(Query query) {
        return new Call(api, query, arguments);
    }

    /**
     * Sends it as GET: for functions that only read, whose answer may come from a read replica and may be asked for again.
     * Arguments that do not fit into an address, objects and texts that look like filters, are sent as POST all the same.
     */
    public Call get() {
        if (query.method.equals("GET")) {
            return this;
        }
        List<Parameter> inAddress = inAddress();
        return inAddress == null ? this : with(query.method("GET").parameters(inAddress));
    }

    /** These columns of the rows that it returns; see {@link Table#select(String)}. */
    public Call select(String columns) {
        return with(query.set("select", Query.columns(columns)).prefer("return=representation"));
    }

    /** Fails, and changes nothing, when it would be more rows than this. Needs PostgREST 13. */
    public Call maxAffected(long rows) {
        return with(query.prefer("handling=strict").prefer("max-affected=" + rows));
    }

    /** What it returns, as a value of the type; empty where it returns nothing or null. */
    public <T> Optional<T> value(Class<T> type) {
        return Optional.ofNullable(readOne(send(query), type));
    }

    /** Calls it; what it returns is not of interest. */
    public void execute() {
        send(query);
    }

    /** How many rows it returns; none of them is sent. */
    public long count(Count count) {
        Query counting = get().query;
        return counting.method.equals("GET")
                ? api.total(send(counting.method("HEAD").prefer(count.preference())))
                : api.total(send(counting.prefer(count.preference()).prefer("return=minimal")));
    }

    private @Nullable List<Parameter> inAddress() {
        if (!(arguments instanceof Map<?, ?> map)) {
            return null;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (Map.Entry<?, ?> argument : map.entrySet()) {
            String name = String.valueOf(argument.getKey());
            Object value = argument.getValue();
            if (value == null || isObject(value) || Query.RESERVED.contains(name)) {
                return null;
            }
            String text = Operand.text(value, json());
            if (LOOKS_LIKE_A_FILTER.matcher(text).matches()) {
                return null;
            }
            parameters.add(new Parameter(name, text));
        }
        // What was described before get() stays: filters, order.
        parameters.addAll(query.parameters);
        return parameters;
    }

    private static boolean isObject(Object value) {
        return value instanceof Map
                || value instanceof Record
                || (value instanceof Collection<?> list && list.stream().anyMatch(Call::isObject));
    }
}

package dev.deputy.client;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition that rows meet or do not, for {@link Filters#or}, {@link Filters#and} and {@link Filters#not}. Immutable.
 *
 * <pre>{@code
 * import static dev.deputy.client.Filter.*;
 *
 * todos.select().or(eq("done", true), and(gte("priority", 3), like("title", "%urgent%"))).list(Todo.class);
 * }</pre>
 *
 * <p>Columns are names, {@code data->>key} of JSON columns, or {@code table.column} of embedded tables. Values are values,
 * whatever characters they have.
 */
public abstract sealed class Filter {

    private Filter() {}

    /** Equal to. */
    public static Filter eq(String column, Object value) {
        return new Comparison(column, "eq", value);
    }

    /** Not equal to; a null is neither equal nor unequal. */
    public static Filter neq(String column, Object value) {
        return new Comparison(column, "neq", value);
    }

    /** Greater than. */
    public static Filter gt(String column, Object value) {
        return new Comparison(column, "gt", value);
    }

    /** Greater than or equal to. */
    public static Filter gte(String column, Object value) {
        return new Comparison(column, "gte", value);
    }

    /** Less than. */
    public static Filter lt(String column, Object value) {
        return new Comparison(column, "lt", value);
    }

    /** Less than or equal to. */
    public static Filter lte(String column, Object value) {
        return new Comparison(column, "lte", value);
    }

    /** Like the pattern, in which {@code %} stands for any text and {@code _} for any character. */
    public static Filter like(String column, String pattern) {
        return new Comparison(column, "like", pattern);
    }

    /** As {@link #like}, in upper or lower case. */
    public static Filter ilike(String column, String pattern) {
        return new Comparison(column, "ilike", pattern);
    }

    /** Matching the POSIX regular expression. */
    public static Filter regexMatch(String column, String pattern) {
        return new Comparison(column, "match", pattern);
    }

    /** As {@link #regexMatch}, in upper or lower case. */
    public static Filter regexIMatch(String column, String pattern) {
        return new Comparison(column, "imatch", pattern);
    }

    /** True, false, or null. */
    public static Filter is(String column, @Nullable Boolean value) {
        return new Comparison(column, "is", String.valueOf(value));
    }

    /** Null. */
    public static Filter isNull(String column) {
        return is(column, null);
    }

    /** Not null. */
    public static Filter isNotNull(String column) {
        return not(isNull(column));
    }

    /** Not equal to, where a null is unequal to any value. */
    public static Filter isDistinct(String column, Object value) {
        return new Comparison(column, "isdistinct", value);
    }

    /** One of the values. */
    public static Filter in(String column, Collection<?> values) {
        return new Comparison(column, "in", new Members(values));
    }

    /** Holding all of: of a list as an array, of a map as JSON, of a text what it says, such as a range. */
    public static Filter contains(String column, Object value) {
        return new Comparison(column, "cs", value);
    }

    /** Holding nothing but what is in; see {@link #contains}. */
    public static Filter containedBy(String column, Object value) {
        return new Comparison(column, "cd", value);
    }

    /** Having something in common with the array or the range. */
    public static Filter overlaps(String column, Object value) {
        return new Comparison(column, "ov", value);
    }

    /** Any other operator of PostgREST by its name, such as {@code eq}, {@code not.in} or {@code fts(english)}. */
    public static Filter of(String column, String operator, Object value) {
        boolean members = value instanceof Collection && operator.matches("(not\\.)?in");
        return new Comparison(
                column, Comparison.checked(operator), members ? new Members((Collection<?>) value) : value);
    }

    /** All of these. */
    public static Filter and(Filter... filters) {
        return new Group("and", List.of(filters));
    }

    /** At least one of these. */
    public static Filter or(Filter... filters) {
        return new Group("or", List.of(filters));
    }

    /** The opposite; of what is null, the opposite is not true either. */
    public static Filter not(Filter filter) {
        return filter.negated();
    }

    abstract Filter negated();

    /** With the filter in it, as a parameter of the query. */
    abstract Query addTo(Query query, Json json);

    /** Inside of {@code and=(…)}. */
    abstract String nested(Json json);

    /** Values of which one is meant. */
    record Members(Collection<?> values) {}

    static final class Comparison extends Filter {

        private static final Pattern OPERATOR = Pattern.compile("(not\\.)?[a-z]+(\\([\\w.]+\\))?");

        private final String column;
        private final String operator;
        private final Object value;

        Comparison(String column, String operator, Object value) {
            this.column = column;
            this.operator = operator;
            this.value = value;
        }

        static String checked(String operator) {
            if (!OPERATOR.matcher(operator).matches()) {
                throw new IllegalArgumentException("\"" + operator + "\" is not the name of an operator, such as eq");
            }
            return operator;
        }

        @Override
        Filter negated() {
            return new Comparison(
                    column, operator.startsWith("not.") ? operator.substring(4) : "not." + operator, value);
        }

        @Override
        Query addTo(Query query, Json json) {
            if (column.isBlank()) {
                throw new IllegalArgumentException("a filter needs the name of a column");
            }
            int dot = column.lastIndexOf('.');
            String own = column.substring(dot + 1);
            if (!Query.RESERVED.contains(own)) {
                return query.append(column, operator + "." + text(json));
            }
            // A column with the name of another parameter is still found inside of a group.
            String group = column.substring(0, dot + 1) + "and";
            return query.append(group, "(" + own + "." + operator + "." + nestedText(json) + ")");
        }

        @Override
        String nested(Json json) {
            return Query.column(column) + "." + operator + "." + nestedText(json);
        }

        private String text(Json json) {
            return value instanceof Members members ? Operand.members(members.values, json) : Operand.text(value, json);
        }

        private String nestedText(Json json) {
            return value instanceof Members ? text(json) : Operand.nested(text(json));
        }
    }

    static final class Group extends Filter {

        private final String operator;
        private final List<Filter> filters;

        Group(String operator, List<Filter> filters) {
            if (filters.isEmpty()) {
                throw new IllegalArgumentException("\"" + operator + "\" needs filters");
            }
            this.operator = operator;
            this.filters = filters;
        }

        @Override
        Filter negated() {
            return new Group(operator.startsWith("not.") ? operator.substring(4) : "not." + operator, filters);
        }

        @Override
        Query addTo(Query query, Json json) {
            return query.append(operator, members(json));
        }

        @Override
        String nested(Json json) {
            return operator + members(json);
        }

        private String members(Json json) {
            return filters.stream().map(filter -> filter.nested(json)).collect(Collectors.joining(",", "(", ")"));
        }
    }
}

package dev.deputy.client;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are meant: filters by the names that supabase-js has for them. Rows have to meet all of them. Each method
 * returns a new object and leaves this one as it is.
 *
 * <p>Columns are names, {@code data->>key} of JSON columns, or {@code table.column} of embedded tables; they are part of
 * the program. Values may come from anywhere: no character in them means anything. A list is an array to Postgres, a map is
 * JSON, and {@code java.time} is what it looks like.
 *
 * @param <Q> what the methods return
 */
public abstract sealed class Filters<Q extends Filters<Q>> permits Rows, Write, Embedded {

    final Query query;

    Filters(Query query) {
        this.query = query;
    }

    abstract Q with(Query query);

    abstract Json json();

    /** Rows that meet the condition. */
    public final Q where(Filter filter) {
        return with(filter.addTo(query, json()));
    }

    /** See {@link Filter#eq}. */
    public final Q eq(String column, Object value) {
        return where(Filter.eq(column, value));
    }

    /** See {@link Filter#neq}. */
    public final Q neq(String column, Object value) {
        return where(Filter.neq(column, value));
    }

    /** See {@link Filter#gt}. */
    public final Q gt(String column, Object value) {
        return where(Filter.gt(column, value));
    }

    /** See {@link Filter#gte}. */
    public final Q gte(String column, Object value) {
        return where(Filter.gte(column, value));
    }

    /** See {@link Filter#lt}. */
    public final Q lt(String column, Object value) {
        return where(Filter.lt(column, value));
    }

    /** See {@link Filter#lte}. */
    public final Q lte(String column, Object value) {
        return where(Filter.lte(column, value));
    }

    /** See {@link Filter#like}. */
    public final Q like(String column, String pattern) {
        return where(Filter.like(column, pattern));
    }

    /** Like all of the patterns. */
    public final Q likeAllOf(String column, Collection<String> patterns) {
        return where(new Filter.Comparison(column, "like(all)", List.copyOf(patterns)));
    }

    /** Like at least one of the patterns. */
    public final Q likeAnyOf(String column, Collection<String> patterns) {
        return where(new Filter.Comparison(column, "like(any)", List.copyOf(patterns)));
    }

    /** See {@link Filter#ilike}. */
    public final Q ilike(String column, String pattern) {
        return where(Filter.ilike(column, pattern));
    }

    /** As {@link #likeAllOf}, in upper or lower case. */
    public final Q ilikeAllOf(String column, Collection<String> patterns) {
        return where(new Filter.Comparison(column, "ilike(all)", List.copyOf(patterns)));
    }

    /** As {@link #likeAnyOf}, in upper or lower case. */
    public final Q ilikeAnyOf(String column, Collection<String> patterns) {
        return where(new Filter.Comparison(column, "ilike(any)", List.copyOf(patterns)));
    }

    /** See {@link Filter#regexMatch}. */
    public final Q regexMatch(String column, String pattern) {
        return where(Filter.regexMatch(column, pattern));
    }

    /** See {@link Filter#regexIMatch}. */
    public final Q regexIMatch(String column, String pattern) {
        return where(Filter.regexIMatch(column, pattern));
    }

    /** See {@link Filter#is}. */
    public final Q is(String column, @Nullable Boolean value) {
        return where(Filter.is(column, value));
    }

    /** See {@link Filter#isNull}. */
    public final Q isNull(String column) {
        return where(Filter.isNull(column));
    }

    /** See {@link Filter#isNotNull}. */
    public final Q isNotNull(String column) {
        return where(Filter.isNotNull(column));
    }

    /** See {@link Filter#isDistinct}. */
    public final Q isDistinct(String column, Object value) {
        return where(Filter.isDistinct(column, value));
    }

    /** See {@link Filter#in}. */
    public final Q in(String column, Collection<?> values) {
        return where(Filter.in(column, values));
    }

    /** None of the values. */
    public final Q notIn(String column, Collection<?> values) {
        return where(Filter.not(Filter.in(column, values)));
    }

    /** See {@link Filter#contains}. */
    public final Q contains(String column, Object value) {
        return where(Filter.contains(column, value));
    }

    /** See {@link Filter#containedBy}. */
    public final Q containedBy(String column, Object value) {
        return where(Filter.containedBy(column, value));
    }

    /** See {@link Filter#overlaps}. */
    public final Q overlaps(String column, Object value) {
        return where(Filter.overlaps(column, value));
    }

    /** Ranges to the right of this one, such as {@code [1,5)}. */
    public final Q rangeGt(String column, String range) {
        return where(new Filter.Comparison(column, "sr", range));
    }

    /** Ranges that reach no further to the left than this one. */
    public final Q rangeGte(String column, String range) {
        return where(new Filter.Comparison(column, "nxl", range));
    }

    /** Ranges to the left of this one. */
    public final Q rangeLt(String column, String range) {
        return where(new Filter.Comparison(column, "sl", range));
    }

    /** Ranges that reach no further to the right than this one. */
    public final Q rangeLte(String column, String range) {
        return where(new Filter.Comparison(column, "nxr", range));
    }

    /** Ranges next to this one. */
    public final Q rangeAdjacent(String column, String range) {
        return where(new Filter.Comparison(column, "adj", range));
    }

    /** Documents that {@code to_tsquery} finds. */
    public final Q textSearch(String column, String words) {
        return textSearch(column, words, TextSearch.QUERY);
    }

    /** Documents with these words. */
    public final Q textSearch(String column, String words, TextSearch type) {
        return where(new Filter.Comparison(column, type.operator(), words));
    }

    /** Documents with these words of a language, such as {@code english}. */
    public final Q textSearch(String column, String words, TextSearch type, String configuration) {
        return where(Filter.of(column, type.operator() + "(" + configuration + ")", words));
    }

    /** Each column equal to its value. */
    public final Q match(Map<String, ?> values) {
        return with(values.entrySet().stream()
                .reduce(
                        query,
                        (soFar, entry) ->
                                Filter.eq(entry.getKey(), entry.getValue()).addTo(soFar, json()),
                        (one, other) -> other));
    }

    /** Rows that do not meet the condition. */
    public final Q not(Filter filter) {
        return where(Filter.not(filter));
    }

    /** Rows that meet at least one of the conditions. */
    public final Q or(Filter... filters) {
        return where(Filter.or(filters));
    }

    /** Rows that meet all of the conditions; for use inside of other conditions. */
    public final Q and(Filter... filters) {
        return where(Filter.and(filters));
    }

    /** See {@link Filter#of}. */
    public final Q filter(String column, String operator, Object value) {
        return where(Filter.of(column, operator, value));
    }

    /** Says something about the rows of an embedded table: {@code embedded("comments", c -> c.limit(3))}. */
    public final Q embedded(String table, UnaryOperator<Embedded> about) {
        Embedded empty = new Embedded(query.parameters(List.of()), json());
        Query result = query;
        for (Request.Parameter parameter : about.apply(empty).query.parameters) {
            result = result.append(table + "." + parameter.name(), parameter.value());
        }
        return with(result);
    }

    /** Any parameter of PostgREST, as it is. What is in the value is syntax: not for what comes from outside. */
    public final Q param(String name, String value) {
        return with(query.append(name, value));
    }
}

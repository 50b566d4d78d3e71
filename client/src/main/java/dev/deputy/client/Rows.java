package dev.deputy.client;

import dev.deputy.client.DataException.Reason;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a request answers with: which, in which order, and as what. Nothing is sent before one of the methods that
 * return an answer: {@code list}, {@code single}, {@code maybeSingle}, {@code page}, {@code stream}, {@code csv},
 * {@code explain}. All of these throw {@link DataException} when the data API refuses, fails or does not answer.
 *
 * <p>Rows become records, classes, {@code JsonNode}s or maps. A component {@code createdAt} is the column
 * {@code created_at}, unless the client has a {@link Json} of the application's own.
 *
 * @param <Q> what the methods that describe return
 */
public abstract sealed class Rows<Q extends Rows<Q>> extends Filters<Q> permits Select, Returned, Call {

    static final String OBJECT = "application/vnd.pgrst.object+json";

    final DataApi api;

    Rows(DataApi api, Query query) {
        super(query);
        this.api = api;
    }

    @Override
    final Json json() {
        return api.channel().json();
    }

    /** By the column, the least first; a column named later decides among equals. */
    public final Q order(String column) {
        return order(column, Order.ASC);
    }

    /** By the column; a column named later decides among equals. */
    public final Q order(String column, Order order) {
        return with(ordered(query, column, order));
    }

    static Query ordered(Query query, String column, Order order) {
        // The one place for parentheses: the column of a table that there is one of, "directors(name)".
        boolean ofEmbedded = column.matches("[\\w\"]+\\([^(),]+\\)");
        String by = (ofEmbedded ? column : Query.column(column)) + "." + order.words();
        String before = query.get("order");
        return query.set("order", before == null ? by : before + "," + by);
    }

    /** So many rows at most. */
    public final Q limit(long rows) {
        return with(query.set("limit", Long.toString(rows)));
    }

    /** The rows from this to that one, both included, counted from 0. */
    public final Q range(long from, long to) {
        return with(ranged(query, from, to));
    }

    static Query ranged(Query query, long from, long to) {
        return query.set("offset", Long.toString(from)).set("limit", Long.toString(to - from + 1));
    }

    /** Leaves out columns that are null. */
    public final Q stripNulls() {
        return with(query.strippingNulls());
    }

    /** Undoes what the request does, if the server allows it: for trying. */
    public final Q rollback() {
        return with(query.prefer("tx=rollback"));
    }

    /** Sends a header field of one's own; not those that say who is asking. */
    public final Q header(String name, String value) {
        return with(query.userHeader(name, value));
    }

    /** The rows as maps from column to value. */
    public final List<Map<String, Object>> list() {
        return api.channel().readMaps(Service.DATA, send(query));
    }

    /** The rows as values of the type. */
    public final <T> List<T> list(Class<T> type) {
        return readList(send(query), type);
    }

    /** The one row there is; {@link Reason#NO_ROW} or {@link Reason#SEVERAL_ROWS} otherwise. */
    public final Map<String, Object> single() {
        return api.channel().readMap(Service.DATA, send(accepting(OBJECT)));
    }

    /** As {@link #single()}, as a value of the type. */
    public final <T> T single(Class<T> type) {
        return required(readOne(send(accepting(OBJECT)), type));
    }

    /** The one row, or none; {@link Reason#SEVERAL_ROWS} otherwise. */
    public final Optional<Map<String, Object>> maybeSingle() {
        return atMostOne(list());
    }

    /** As {@link #maybeSingle()}, as a value of the type. */
    public final <T> Optional<T> maybeSingle(Class<T> type) {
        return atMostOne(list(type));
    }

    /** The rows, and how many there would be without a limit. */
    public final <T> Page<T> page(Class<T> type, Count count) {
        Reply reply = send(query.prefer(count.preference()));
        List<T> rows = readList(reply, type);
        return new Page<>(rows, api.total(reply));
    }

    /**
     * The rows one by one, as they arrive: for more of them than one wants in memory. Close the stream; as long as it is
     * open, a connection is in use.
     */
    public final <T> Stream<T> stream(Class<T> type) {
        return stream(api.channel().open(request(query)), type);
    }

    /** As {@link #stream}, without waiting for the answer. */
    public final <T> CompletableFuture<Stream<T>> streamAsync(Class<T> type) {
        return api.channel().openLater(request(query), response -> stream(response, type));
    }

    /** The rows as comma-separated values, the columns' names first. */
    public final String csv() {
        if (query.isStrippingNulls()) {
            throw new IllegalStateException("stripNulls() does not go with csv()");
        }
        return send(accepting("text/csv")).text();
    }

    /** The rows as a GeoJSON feature collection, for tables with a PostGIS geometry. */
    public final <T> T geojson(Class<T> type) {
        return required(readOne(send(accepting("application/geo+json")), type));
    }

    /** How Postgres would find the rows, if the server tells ({@code db_plan_enabled}). */
    public final String explain(Explain... options) {
        return send(accepting(plan("text", options))).text();
    }

    /** As {@link #explain}, as JSON of the type. */
    public final <T> T explain(Class<T> type, Explain... options) {
        return required(readOne(send(accepting(plan("json", options))), type));
    }

    private static String plan(String format, Explain... options) {
        String words = Stream.of(options)
                .map(option -> option.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("|"));
        return "application/vnd.pgrst.plan+" + format + "; for=\"application/json\"; options=" + words + ";";
    }

    private Query accepting(String mediaType) {
        return query.header("Accept", mediaType);
    }

    final Reply send(Query query) {
        return api.channel().send(request(query));
    }

    private Request request(Query query) {
        return query.request(api.urlLimit());
    }

    final <T> List<T> readList(Reply reply, Class<T> type) {
        return api.channel().readList(Service.DATA, reply, type);
    }

    final <T> @Nullable T readOne(Reply reply, Class<T> type) {
        return reply.body().length == 0 ? null : api.channel().read(Service.DATA, reply, type);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw DataException.rows(0);
        }
        return value;
    }

    private static <T> Optional<T> atMostOne(List<T> rows) {
        if (rows.size() > 1) {
            throw DataException.rows(rows.size());
        }
        return rows.stream().findFirst();
    }

    private <T> Stream<T> stream(HttpResponse<InputStream> response, Class<T> type) {
        return EachRow.of(response, type, json());
    }
}

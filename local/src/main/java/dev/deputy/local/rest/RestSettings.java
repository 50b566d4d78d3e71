package dev.deputy.local.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the data API is set up. Each setting has PostgREST's name in its documentation here, under which it can also be
 * given in the database: {@code alter role authenticator set pgrst.db_max_rows = '100'}.
 *
 * @param schemas {@code db-schemas}: those whose tables and functions are resources; the first is the default
 * @param extraSearchPath {@code db-extra-search-path}: where else names are looked up
 * @param maxRows {@code db-max-rows}: no answer has more; null for no limit
 * @param anonymousRole {@code db-anon-role}: the role of requests without a token
 * @param preRequest {@code db-pre-request}: a function that runs before each request, or null
 * @param transactionEnd {@code db-tx-end}: {@code commit} or {@code rollback}, either with {@code -allow-override}
 * @param plan {@code db-plan-enabled}: whether clients may ask for execution plans
 * @param aggregates {@code db-aggregates-enabled}: whether clients may aggregate
 */
public record RestSettings(
        List<String> schemas,
        List<String> extraSearchPath,
        @Nullable Integer maxRows,
        String anonymousRole,
        @Nullable String preRequest,
        String transactionEnd,
        boolean plan,
        boolean aggregates) {

    public RestSettings {
        schemas = List.copyOf(schemas);
        extraSearchPath = List.copyOf(extraSearchPath);
        if (schemas.isEmpty()) {
            throw new IllegalArgumentException("schemas must name at least one schema");
        }
        if (maxRows != null && maxRows < 1) {
            throw new IllegalArgumentException("maxRows must be 1 or more: " + maxRows);
        }
    }

    /** What a project of the Supabase CLI starts with. */
    public static RestSettings standard() {
        return new RestSettings(
                List.of("public"), List.of("public", "extensions"), 1000, "anon", null, "commit", false, false);
    }

    /** These schemas instead. */
    public RestSettings withSchemas(List<String> schemas) {
        return new RestSettings(
                schemas, extraSearchPath, maxRows, anonymousRole, preRequest, transactionEnd, plan, aggregates);
    }

    /** Names are looked up there besides, instead. */
    public RestSettings withExtraSearchPath(List<String> extraSearchPath) {
        return new RestSettings(
                schemas, extraSearchPath, maxRows, anonymousRole, preRequest, transactionEnd, plan, aggregates);
    }

    /** At most so many rows instead; null for as many as there are. */
    public RestSettings withMaxRows(@Nullable Integer maxRows) {
        return new RestSettings(
                schemas, extraSearchPath, maxRows, anonymousRole, preRequest, transactionEnd, plan, aggregates);
    }

    /**
     * These settings with what the database says on top.
     *
     * @param given by the names that they have there, without {@code pgrst.}
     */
    RestSettings with(Map<String, String> given) {
        return new RestSettings(
                list(given.get("db_schemas"), schemas),
                list(given.get("db_extra_search_path"), extraSearchPath),
                number(given.get("db_max_rows"), maxRows),
                given.getOrDefault("db_anon_role", anonymousRole),
                name(given.get("db_pre_request"), preRequest),
                given.getOrDefault("db_tx_end", transactionEnd),
                flag(given.get("db_plan_enabled"), plan),
                flag(given.get("db_aggregates_enabled"), aggregates));
    }

    /** Whether the client may decide how the transaction ends. */
    boolean letsClientEnd() {
        return transactionEnd.endsWith("-allow-override");
    }

    boolean rollsBack() {
        return transactionEnd.startsWith("rollback");
    }

    private static List<String> list(@Nullable String text, List<String> otherwise) {
        return text == null
                ? otherwise
                : Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private static @Nullable Integer number(@Nullable String text, @Nullable Integer otherwise) {
        return text == null ? otherwise : text.isEmpty() ? null : Integer.valueOf(text);
    }

    private static @Nullable String name(@Nullable String text, @Nullable String otherwise) {
        return text == null ? otherwise : text.isBlank() ? null : text.strip();
    }

    private static boolean flag(@Nullable String text, boolean otherwise) {
        return text == null ? otherwise : List.of("true", "on", "yes", "1").contains(text.toLowerCase(Locale.ROOT));
    }
}

package dev.deputy.local.rest;

import dev.deputy.local.http.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at tables through somebody else's eyes: {@link #rows} answers what the data API would answer this person, by the
 * same code, and {@link Seen#policies} says which row level security policies decided. For the dashboard, never for
 * clients. Reads only; safe for use by several threads.
 */
public final class SeeAs {

    private static final byte[] NOTHING = {};

    private static final String CLAIMS = """
            select jsonb_build_object('sub', id, 'aud', aud, 'role', coalesce(nullif(role, ''), 'authenticated'),
                'email', coalesce(email, ''), 'phone', coalesce(phone, ''),
                'app_metadata', coalesce(raw_app_meta_data, '{}'), 'user_metadata', coalesce(raw_user_meta_data, '{}'),
                'aal', 'aal1', 'is_anonymous', is_anonymous)::text
            from auth.users where id = ? and deleted_at is null
            """;

    private final SchemaCache cache;
    private final DataSource authenticator;
    private final DataSource administrator;

    SeeAs(SchemaCache cache, DataSource authenticator, DataSource administrator) {
        this.cache = cache;
        this.authenticator = authenticator;
        this.administrator = administrator;
    }

    /**
     * What the person gets.
     *
     * @param status of the answer: 200, or that of a refusal
     * @param body the rows, a JSON array, or a refusal, an object with {@code code} and {@code message}
     * @param total how many rows the person may see that pass the filter; null for a refusal
     * @param rowSecurity whether row level security is on for the table; where it is off, no policy counts
     * @param tableRows how many rows the table has
     * @param policies that count for this person's reads
     */
    public record Seen(
            int status,
            JsonNode body,
            @Nullable Long total,
            boolean rowSecurity,
            long tableRows,
            List<Policy> policies) {}

    /**
     * A policy that counts for a read by this person's role.
     *
     * @param command {@code SELECT} or {@code ALL}
     * @param permissive whether one such policy is enough; those that are not must all let a row through
     * @param roles that it is for; {@code public} is everybody
     * @param using its condition, as PostgreSQL prints it
     * @param passes how many of the table's rows it lets through for this person, or null where that cannot be told
     */
    public record Policy(
            String name,
            String command,
            boolean permissive,
            List<String> roles,
            String using,
            @Nullable Long passes) {}

    /** A table or view that can be looked at. */
    public record Exposed(String schema, String name) {}

    /** The tables and views of the exposed schemas, in the order of these and of their names. */
    public List<Exposed> tables() {
        SchemaCache.State state = cache.state();
        List<String> schemas = state.settings().schemas();
        return state.schema().tables().keySet().stream()
                .filter(table -> schemas.contains(table.schema()))
                .sorted(Comparator.comparingInt((Name table) -> schemas.indexOf(table.schema()))
                        .thenComparing(Name::name))
                .map(table -> new Exposed(table.schema(), table.name()))
                .toList();
    }

    /**
     * Reads a table as somebody.
     *
     * @param user the person's id in {@code auth.users}, or null for a visitor who is not signed in
     * @param schema one of the exposed ones
     * @param query what would follow the question mark: {@code select=id,title&done=eq.false&limit=10}
     * @throws IllegalArgumentException when there is no such user
     */
    public Seen rows(@Nullable UUID user, String schema, String table, String query) throws SQLException {
        SchemaCache.State state = cache.state();
        ObjectNode claims = claims(user, state.settings());
        Reply reply;
        try {
            reply = cache.fresh(state, now -> new Reads(
                            now.schema(), now.settings(), new Transaction(authenticator, now.schema(), now.settings()))
                    .read(ask(now, claims, new Name(schema, table), query)));
        } catch (Refusal e) {
            reply = Reply.of(e);
        } catch (SQLException e) {
            reply = Reply.of(SqlErrors.refusal(e, user == null));
        }
        Table found = cache.state().schema().table(new Name(schema, table));
        try (Connection connection = administrator.getConnection()) {
            return found == null
                    ? new Seen(reply.status(), reply.json(), reply.total(), false, 0, List.of())
                    : new Policies(connection, found.name(), claims).seen(reply);
        }
    }

    private static Ask ask(SchemaCache.State state, ObjectNode claims, Name table, String query) {
        if (!state.settings().schemas().contains(table.schema())) {
            throw Refusal.schema(table.schema(), state.settings().schemas());
        }
        return new Ask(
                "GET",
                "/" + table.name(),
                false,
                table,
                Query.read(query, false),
                Prefer.read(List.of("count=exact"), state.schema().timeZones()),
                List.of(MediaType.JSON),
                MediaType.JSON,
                Window.ALL,
                Map.of(),
                Map.of(),
                claims,
                NOTHING);
    }

    private ObjectNode claims(@Nullable UUID user, RestSettings settings) throws SQLException {
        if (user == null) {
            return Json.object().put("role", settings.anonymousRole());
        }
        try (Connection connection = administrator.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLAIMS)) {
            statement.setObject(1, user);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalArgumentException("there is no user with the id " + user);
                }
                return Json.parseObject(rows.getString(1));
            }
        }
    }

    /** The policies of one table, for one person. */
    private record Policies(Connection connection, Name table, ObjectNode claims) {

        private static final String APPLYING = """
                select p.policyname, p.cmd, p.permissive = 'PERMISSIVE', p.roles::text[], coalesce(p.qual, 'true')
                from pg_policies p
                where p.schemaname = ? and p.tablename = ? and p.cmd in ('ALL', 'SELECT') and exists (
                    select from unnest(p.roles) r (name) where r.name = 'public' or pg_has_role(?, r.name, 'usage'))
                order by p.policyname
                """;

        Seen seen(Reply reply) throws SQLException {
            connection.setAutoCommit(false);
            try {
                run("set local search_path = ''"); // so that conditions come with the names of their schemas
                run("set local lock_timeout = '1s'");
                List<Policy> policies = new ArrayList<>();
                for (Policy policy : applying()) {
                    policies.add(counted(policy));
                }
                return new Seen(
                        reply.status(),
                        reply.json(),
                        reply.total(),
                        number("select relrowsecurity::int from pg_class where oid = " + oid()) == 1,
                        number("select count(*) from " + quoted()),
                        List.copyOf(policies));
            } finally {
                connection.rollback();
            }
        }

        private List<Policy> applying() throws SQLException {
            List<Policy> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(APPLYING)) {
                statement.setString(1, table.schema());
                statement.setString(2, table.name());
                statement.setString(3, claims.path("role").asString(""));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        List<String> roles = List.of((String[]) rows.getArray(4).getArray());
                        found.add(new Policy(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getBoolean(3),
                                roles,
                                rows.getString(5),
                                null));
                    }
                }
            }
            return found;
        }

        /**
         * Counts as the person, with this policy's condition in place of the table's row level security, which is off
         * for as long as that takes: other connections never see it, because nothing of this is ever committed.
         */
        private Policy counted(Policy policy) throws SQLException {
            Long passes = null;
            var before = connection.setSavepoint();
            try {
                run("alter table " + quoted() + " disable row level security");
                try (PreparedStatement statement = connection.prepareStatement(
                        "select set_config('request.jwt.claims', ?, true), set_config('role', ?, true)")) {
                    statement.setString(1, Json.print(claims));
                    statement.setString(2, claims.path("role").asString(""));
                    statement.execute();
                }
                passes = number("select count(*) from " + quoted() + " where (" + policy.using() + ")");
            } catch (SQLException e) {
                passes = null; // it looks into its own table, or at what this role may not read, or the table is in use
            } finally {
                connection.rollback(before);
            }
            return new Policy(
                    policy.name(), policy.command(), policy.permissive(), policy.roles(), policy.using(), passes);
        }

        private String quoted() {
            return new Sql().name(table).text();
        }

        private String oid() {
            return new Sql().literal(quoted()).add("::regclass").text();
        }

        private void run(String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.execute();
            }
        }

        private long number(String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}

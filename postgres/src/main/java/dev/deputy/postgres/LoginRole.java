package dev.deputy.postgres;

import dev.deputy.postgres.RefusedException.Reason;
import dev.deputy.postgres.RowLevelSecurity.BypassingLogin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role that the pool logs in with. It should have no rights of its own and be able to become {@code anon} and
 * {@code authenticated}: then a statement that escapes the caller's role finds nothing.
 */
final class LoginRole {

    private static final Logger log = LoggerFactory.getLogger(LoginRole.class);

    private static final String QUERY = """
            select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
                   (select string_agg(p.rolname, ', ' order by p.rolname)
                      from pg_roles p
                     where p.oid <> r.oid
                       and (p.rolsuper or p.rolbypassrls)
                       and pg_has_role(r.oid, p.oid, 'member')) as powerful,
                   (select min(format('%I.%I', n.nspname, c.relname))
                      from pg_class c
                      join pg_namespace n on n.oid = c.relnamespace
                     where n.nspname = any (?)
                       and c.relkind in ('r', 'p')
                       and pg_has_role(r.oid, c.relowner, 'member')) as owned,
                   (select string_agg(p.rolname, ', ' order by p.rolname)
                      from pg_roles p
                     where p.rolname in ('anon', 'authenticated')
                       and not pg_has_role(r.oid, p.oid, 'member')) as missing
              from pg_roles r
             where r.rolname = session_user
            """;

    private final BypassingLogin allowed;
    private final List<String> exposedSchemas;

    LoginRole(BypassingLogin allowed, List<String> exposedSchemas) {
        this.allowed = allowed;
        this.exposedSchemas = exposedSchemas;
    }

    /** What speaks against a login role, and the SQL that helps. */
    record Objection(String sentence, String mend, boolean bypasses) {}

    /** @throws RefusedException when the role should not be the one that services log in with */
    void check(Connection connection) throws SQLException {
        Objection objection = objection(connection, exposedSchemas).orElse(null);
        if (objection == null) {
            return;
        }
        String finding = objection.sentence() + " Run: " + objection.mend();
        if (!objection.bypasses() || !isPutUpWith(connection)) {
            throw new RefusedException(Reason.LOGIN_ROLE, finding);
        }
        log.warn("{}", finding);
    }

    static Optional<Objection> objection(Connection connection, List<String> exposedSchemas) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, connection.createArrayOf("name", exposedSchemas.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return objection(row);
            }
        }
    }

    private static Optional<Objection> objection(ResultSet row) throws SQLException {
        String name = row.getString("rolname");
        String missing = row.getString("missing");
        if (missing != null) {
            return Optional.of(new Objection(
                    "The login role " + name + " cannot become " + missing + ".",
                    "grant " + missing + " to " + name + ";",
                    false));
        }
        List<String> powers = powers(row);
        if (powers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                "The login role " + name + " could bypass row level security (it " + String.join(", ", powers)
                        + "), so one mistake would show everybody's rows. Log in with a role that has no rights of its"
                        + " own.",
                "create role app_api login noinherit password '…'; grant anon, authenticated to app_api;",
                true));
    }

    private static List<String> powers(ResultSet row) throws SQLException {
        List<String> powers = new ArrayList<>();
        if (row.getBoolean("rolsuper")) {
            // A superuser is a member of every role and owns whatever it likes: nothing more needs to be said.
            return List.of("is a superuser");
        }
        if (row.getBoolean("rolbypassrls")) {
            powers.add("has BYPASSRLS");
        }
        if (row.getBoolean("rolcreaterole")) {
            powers.add("has CREATEROLE");
        }
        if (row.getString("powerful") != null) {
            powers.add("is a member of " + row.getString("powerful"));
        }
        if (row.getString("owned") != null) {
            powers.add("owns tables such as " + row.getString("owned"));
        }
        return powers;
    }

    private boolean isPutUpWith(Connection connection) throws SQLException {
        return switch (allowed) {
            case NEVER -> false;
            case LOOPBACK -> Server.of(connection).isLoopback();
            case ALWAYS -> true;
        };
    }
}

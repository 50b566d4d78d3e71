package dev.deputy.postgres;

import dev.deputy.postgres.RefusedException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code alter role … set …} says about a role, such as the 8 seconds that a statement of {@code authenticated}
 * may take at Supabase. Postgres applies it at login only, so it has to be set with the role.
 */
final class RoleSettings {

    /** Only what the login role may set; what belongs to identity is left out, for it is ours. */
    private static final String QUERY = """
            select r.rolsuper or r.rolbypassrls, s.name, s.value
              from pg_roles r
              left join lateral (
                    select lower(split_part(line, '=', 1)) as name, substr(line, strpos(line, '=') + 1) as value
                      from pg_db_role_setting d, unnest(d.setconfig) as line
                     where d.setrole = r.oid
                       and d.setdatabase in (0, (select oid from pg_database where datname = current_database()))
                     order by d.setdatabase) s
                on s.name not in ('role', 'session_authorization', 'standard_conforming_strings')
               and s.name not like 'request.%'
               and coalesce((select p.context = 'user' or has_parameter_privilege(session_user, p.name, 'set')
                               from pg_settings p
                              where lower(p.name) = s.name),
                            s.name like '%.%')
             where r.rolname = ?
            """;

    private RoleSettings() {}

    static Map<String, String> read(Connection connection, String role) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean known = false;
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, role);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known = true;
                    if (rows.getBoolean(1)) {
                        throw new RefusedException(
                                Reason.ROLE,
                                "The role " + role + " bypasses row level security, so it cannot act under it.");
                    }
                    if (rows.getString(2) != null) {
                        settings.put(rows.getString(2), rows.getString(3));
                    }
                }
            }
        }
        if (!known) {
            throw new RefusedException(Reason.ROLE, "There is no role " + role + " in this database.");
        }
        return Collections.unmodifiableMap(settings);
    }
}

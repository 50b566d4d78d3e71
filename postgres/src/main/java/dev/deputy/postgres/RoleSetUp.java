package dev.deputy.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The part of a {@link SetUp} that all who have a role share.
 *
 * <p>As PostgREST does it, the role's own settings come first, while the login role may still set them: becoming a role
 * does not apply them by itself. Then the role, then the claims. All keys are set each time, also for the anonymous, so
 * that nothing that was left on the connection can shine through; and all end with the transaction.
 */
final class RoleSetUp {

    /** Besides the claims, older policies read their parts, and Supabase's auth.uid() looks at those first. */
    private static final List<String> IDENTITY = List.of(
            "request.jwt.claims",
            "request.jwt.claim.sub",
            "request.jwt.claim.role",
            "request.jwt.claim.email",
            "request.method",
            "request.path");

    private static final String SET = "set_config(?, ?, true), ";

    private final String role;
    private final List<String> settings;
    private final String sql;
    private final String sqlForSession;

    RoleSetUp(String role, Map<String, String> settings, boolean signed) {
        this.role = role;
        this.settings = settings.entrySet().stream()
                .flatMap(setting -> List.of(setting.getKey(), setting.getValue()).stream())
                .toList();
        StringBuilder text = new StringBuilder(512);
        // Left to right, and one small number comes back instead of all the values.
        text.append("select num_nulls(").append(SET.repeat(settings.size()));
        // So that strings are cut where CallerStatements cuts them.
        text.append("set_config('standard_conforming_strings', 'on', true), ");
        text.append("set_config('role', ?, true)");
        for (String key : IDENTITY) {
            text.append(", set_config('").append(key).append("', ?, true)");
        }
        text.append(", set_config('request.headers', '{}', true), set_config('request.cookies', '{}', true)");
        if (signed) {
            text.append(", set_config('deputy.signature', ?, true)");
        }
        this.sql = text.append(')').toString();
        this.sqlForSession = sql + ", deputy.require_session(?::uuid)";
    }

    /**
     * The statement; its parameters are {@link #values}, then the signature and then the session, if there are.
     *
     * @param session whether to look for the session
     */
    String sql(boolean session) {
        return session ? sqlForSession : sql;
    }

    List<String> values(Identity identity) {
        List<String> values = new ArrayList<>(settings.size() + IDENTITY.size() + 4);
        values.addAll(settings);
        values.add(role);
        values.add(identity.claims());
        values.add(identity.subject());
        values.add(role);
        values.add(identity.email());
        values.add(identity.method());
        values.add(identity.path());
        return values;
    }
}

package dev.deputy.client;

import java.util.Map;

/**
 * A project's APIs past row level security: it may read and write everything. From
 * {@link SupabaseClient#bypassingRowLevelSecurity}. A type of its own, so that it gets nowhere by mistake. Immutable, cheap
 * to make, safe for use by several threads.
 */
public final class AdminSupabase {

    private final Acting acting;

    AdminSupabase(Acting acting) {
        this.acting = acting;
    }

    /** A table or view. */
    public Table from(String table) {
        return acting.data().table(table);
    }

    /** A function of the database, without arguments. */
    public Call rpc(String function) {
        return rpc(function, Map.of());
    }

    /** A function of the database, with arguments by name: a map, a record or an object. */
    public Call rpc(String function, Object arguments) {
        return acting.data().call(function, arguments);
    }

    /** Another schema than the client's own. */
    public Schema schema(String name) {
        return new Schema(acting.data(name));
    }

    /** Files. */
    public Storage storage() {
        return new Storage(acting.channel());
    }

    /** An Edge Function. */
    public FunctionCall function(String name) {
        return FunctionCall.of(acting.channel(), name);
    }

    /** The project's users. */
    public AuthAdmin auth() {
        return new AuthAdmin(acting.channel());
    }

    /** Says what it is, and no key. */
    @Override
    public String toString() {
        return "AdminSupabase";
    }
}

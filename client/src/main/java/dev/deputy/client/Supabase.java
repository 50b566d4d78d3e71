package dev.deputy.client;

import java.util.Map;

/**
 * A project's APIs as a caller, or as nobody in particular: what it reads and writes is decided by row level security. From
 * {@link SupabaseClient#as}, {@link SupabaseClient#anonymously} or {@link SupabaseClient#following}. Immutable, cheap to
 * make, safe for use by several threads.
 */
public final class Supabase {

    private final Acting acting;

    Supabase(Acting acting) {
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

    /** As whom is no business of logs. */
    @Override
    public String toString() {
        return "Supabase";
    }
}

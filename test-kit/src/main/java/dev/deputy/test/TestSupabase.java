package dev.deputy.test;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Person;
import javax.sql.DataSource;

/**
 * A test's Supabase, and what tests ask of it.
 *
 * @param owner for which JUnit context it was started, by its id
 */
record TestSupabase(LocalSupabase supabase, TokenVerifier verifier, String owner) {

    TestSupabase(LocalSupabase supabase, String owner) {
        this(supabase, TokenVerifier.of(supabase.config()), owner);
    }

    Caller signIn(Who who) {
        return verifier.verify(accessToken(supabase, who));
    }

    static String accessToken(LocalSupabase supabase, Who who) {
        return supabase.signInAs(new Person(who.email(), who.appMetadata(), who.userMetadata(), who.aal()))
                .accessToken();
    }

    Object get(Class<?> type) {
        if (type == LocalSupabase.class) {
            return supabase;
        }
        if (type == DataSource.class) {
            return supabase.serviceDataSource();
        }
        return type == SupabaseConfig.class ? supabase.config() : verifier;
    }
}

package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.InvalidTokenException.Reason;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.client.SignOutScope;
import dev.deputy.client.SupabaseClient;
import dev.deputy.local.LocalSupabase;
import dev.deputy.test.SupabaseTest;
import dev.deputy.test.WithCaller;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** About a project's Auth and data API: with both, without Spring. */
@SupabaseTest(project = "src/test/resources/project")
class ProjectTest {

    record Note(String body) {}

    @Test
    void asking_auth_or_not(SupabaseConfig config, Caller ada) {
        // snippet ways
        TokenVerifier verifier = TokenVerifier.of(config); // computes; the keys are fetched every few minutes
        TokenVerifier asking = TokenVerifier.remote(config); // asks auth/v1/user; a good answer counts for 10 seconds
        // end
        assertThat(verifier.verify(ada.accessToken())).isEqualTo(asking.verify(ada.accessToken()));
    }

    @Test
    void who_has_signed_out(SupabaseConfig config, Caller ada, @WithCaller(email = "bob@example.com") Caller bob) {
        SupabaseClient supabase = SupabaseClient.of(config);
        // snippet signed-out
        supabase.auth().signOut(ada, SignOutScope.GLOBAL);

        TokenVerifier.of(config).verify(ada.accessToken()); // the signature is as good as before
        assertThatThrownBy(() -> TokenVerifier.remote(config).verify(ada.accessToken()))
                .hasFieldOrPropertyWithValue("reason", Reason.SESSION_NOT_FOUND);
        // end
        assertThat(TokenVerifier.remote(config).verify(bob.accessToken()).email())
                .hasValue("bob@example.com");
    }

    @Test
    void as_the_caller(SupabaseConfig config, Caller caller, @WithCaller(email = "eve@example.com") Caller eve) {
        // snippet client
        SupabaseClient supabase = SupabaseClient.of(config); // one for the whole service: it remembers nobody

        supabase.as(caller).from("notes").insert(Map.of("body", "mine")).execute();
        List<Note> mine = supabase.as(caller).from("notes").select().list(Note.class);
        // end
        // snippet whose
        supabase.as(caller); // the caller's token: row level security decides
        supabase.anonymously(); // no token: what the role anon may
        supabase.bypassingRowLevelSecurity(); // the secret key: everything, and a type of its own, AdminSupabase
        // end
        assertThat(mine).containsExactly(new Note("mine"));
        assertThat(supabase.as(eve).from("notes").select().list()).isEmpty();
        assertThat(supabase.anonymously().from("notes").select().list()).isEmpty();
        assertThat(supabase.bypassingRowLevelSecurity().from("notes").select().count())
                .isEqualTo(1);
    }

    @Test
    void a_supabase_in_this_process() {
        // snippet local
        try (LocalSupabase supabase = LocalSupabase.start()) {
            String token = supabase.signUp("ada@example.com", "a long password").accessToken();
            Caller ada = TokenVerifier.of(supabase.config()).verify(token);
            assertThat(ada.email()).hasValue("ada@example.com");
        }
        // end
    }

    @Test
    void a_token_of_another_project(SupabaseConfig config) {
        try (LocalSupabase other = LocalSupabase.start()) {
            String token = other.signUp("ada@example.com", "a long password").accessToken();
            assertThatThrownBy(() -> TokenVerifier.of(config).verify(token)).isInstanceOf(InvalidTokenException.class);
        }
    }
}

package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import dev.deputy.local.postgres.LoginRole;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A test is somebody without knowing their password. */
class SignInAsTest {

    private static final LocalSupabase SUPABASE = LocalSupabase.start();

    @AfterAll
    static void stop() {
        SUPABASE.close();
    }

    @Test
    void who_is_not_there_gets_an_account() {
        Person ada = Person.of("Ada@example.com")
                .withAppMetadata(Map.of("tenant", "acme"))
                .withUserMetadata(Map.of("full_name", "Ada"));

        Caller caller = verified(SUPABASE.signInAs(ada));

        assertThat(caller.email()).hasValue("ada@example.com");
        assertThat(caller.aal()).hasValue("aal1");
        assertThat(caller.appMetadata()).containsEntry("tenant", "acme").containsEntry("provider", "email");
        assertThat(caller.userMetadata()).containsEntry("full_name", "Ada");
        assertThat(SUPABASE.inbox().messages()).isEmpty();
    }

    @Test
    void who_is_there_stays_who_they_are() {
        Session signedUp = SUPABASE.signUp("bob@example.com", "a long password", Map.of("full_name", "Bob"));
        SUPABASE.signUp("jim-bob@example.com", "a long password");

        Caller caller =
                verified(SUPABASE.signInAs(Person.of("bob@example.com").withAppMetadata(Map.of("tenant", "acme"))));

        assertThat(caller.userId()).isEqualTo(signedUp.userId());
        assertThat(caller.userMetadata()).containsEntry("full_name", "Bob");
        assertThat(caller.appMetadata()).containsEntry("tenant", "acme");
        assertThat(SUPABASE.signIn("bob@example.com", "a long password").userId())
                .isEqualTo(signedUp.userId());
    }

    @Test
    void who_is_signed_in_from_many_places_at_once_is_one_person() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 5; i++) {
            Person person = Person.of("eve" + i + "@example.com");
            Set<UUID> ids = new HashSet<>();
            for (Future<Session> one :
                    pool.invokeAll(Collections.<Callable<Session>>nCopies(4, () -> SUPABASE.signInAs(person)))) {
                ids.add(one.get().userId());
            }
            assertThat(ids).hasSize(1);
        }
        pool.shutdown();
    }

    @Test
    void the_second_factor_is_one_that_the_database_knows() throws SQLException {
        Caller caller = verified(SUPABASE.signInAs(Person.of("carl@example.com").withAal("aal2")));
        Caller again = verified(SUPABASE.signInAs(Person.of("carl@example.com").withAal("aal2")));

        assertThat(caller.aal()).hasValue("aal2");
        assertThat(again.sessionId()).isPresent().isNotEqualTo(caller.sessionId());
        assertThat(String.valueOf(caller.claims().get("amr"))).contains("totp");
        try (var connection = SUPABASE.dataSource().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select count(*), (select count(*) from auth.sessions where aal = 'aal2'"
                                + " and user_id = '" + caller.userId() + "')"
                                + " from auth.mfa_factors where status = 'verified' and user_id = '"
                                + caller.userId() + "'")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
            assertThat(rows.getInt(2)).isEqualTo(2);
        }
    }

    @Test
    void a_telephone_is_no_authenticator_app() throws SQLException {
        Session before = SUPABASE.signInAs(Person.of("finn@example.com"));
        try (var connection = SUPABASE.postgres()
                        .dataSource(LoginRole.SUPABASE_AUTH_ADMIN)
                        .getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into auth.mfa_factors (id, user_id, factor_type, status, phone, created_at,"
                    + " updated_at) values (gen_random_uuid(), '" + before.userId()
                    + "', 'phone', 'verified', '12345678901', now(), now())");
        }

        Caller caller = verified(SUPABASE.signInAs(Person.of("finn@example.com").withAal("aal2")));

        assertThat(String.valueOf(caller.claims().get("amr"))).contains("totp");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> Person.of("dora@example.com").withAal("aal3")).hasMessageContaining("aal1 or aal2");
        assertThatThrownBy(() -> SUPABASE.signInAs(Person.of("no address")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("400");
    }

    private static Caller verified(Session session) {
        return TokenVerifier.of(SUPABASE.config()).verify(session.accessToken());
    }
}

package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.asOwner;
import static dev.deputy.postgres.TestDatabase.asSuperuser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.InvalidTokenException;
import dev.deputy.InvalidTokenException.Reason;
import dev.deputy.TokenVerifier;
import dev.deputy.local.postgres.LoginRole;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verifier in this process hears of sessions that end elsewhere. */
final class SignOutsTest {

    private final Caller ada = Users.user();
    private final Caller bob = Users.user();
    private final Caller carol = Users.withoutSession();
    private final AtomicInteger queries = new AtomicInteger();
    private final Map<String, Caller> tokens = Map.of(ada.accessToken(), ada, bob.accessToken(), bob);
    private volatile boolean away;
    private SignOuts signOuts;
    private TokenVerifier verifier;

    @BeforeEach
    void signIn() throws SQLException {
        asOwner(Migrations.signOuts());
        for (Caller caller : tokens.values()) {
            asOwner("insert into auth.users (id) values ('%s')".formatted(caller.subject()));
            asOwner("insert into auth.sessions (id, user_id) values ('%s', '%s')"
                    .formatted(caller.sessionId().orElseThrow(), caller.subject()));
        }
        DataSource server = TestDatabase.SERVER.dataSource(LoginRole.DEPUTY_SERVICE);
        signOuts = SignOuts.listen(counting(server));
        verifier = signOuts.watching(new TokenVerifier() {
            @Override
            public Caller verify(String token) {
                return Objects.requireNonNull(token.equals(carol.accessToken()) ? carol : tokens.get(token));
            }

            @Override
            public Optional<Caller> verifyAtOnce(String token) {
                return Optional.of(verify(token));
            }
        });
        queries.set(0);
    }

    @AfterEach
    void close() throws SQLException {
        signOuts.close();
        asOwner("drop trigger deputy_session_ended on auth.sessions;"
                + " drop trigger deputy_session_shortened on auth.sessions;"
                + " drop trigger deputy_user_banned on auth.users; drop schema deputy cascade");
        asOwner("delete from auth.users");
    }

    @Test
    void at_once_only_open_sessions_are_known() throws Exception {
        assertThat(verifier.verifyAtOnce(ada.accessToken())).isEmpty();
        verifier.verify(ada.accessToken());
        assertThat(verifier.verifyAtOnce(ada.accessToken())).containsSame(ada);
        assertThat(queries).hasValue(1);

        asOwner("delete from auth.sessions where user_id = '" + ada.subject() + "'");
        awaitRefusal(ada);
        assertThat(verifier.verifyAtOnce(ada.accessToken())).isEmpty();
    }

    @Test
    void who_has_no_session_is_not_asked_for_one() {
        assertThat(verifier.verifyAtOnce(carol.accessToken())).containsSame(carol);
        assertThat(verifier.verify(carol.accessToken())).isSameAs(carol);
        assertThat(queries).hasValue(0);
    }

    @Test
    void an_open_session_is_asked_for_once() {
        for (int i = 0; i < 100; i++) {
            assertThat(verifier.verify(ada.accessToken())).isSameAs(ada);
        }

        assertThat(queries).hasValue(1);
    }

    @Test
    void who_signs_out_is_refused_at_once_and_the_others_are_not() throws Exception {
        verifier.verify(ada.accessToken());
        verifier.verify(bob.accessToken());

        long begin = System.nanoTime();
        asOwner("delete from auth.sessions where user_id = '" + ada.subject() + "'");
        long committed = System.nanoTime();
        awaitRefusal(ada);
        long refused = System.nanoTime();

        System.out.printf(
                "sign-out: refused %.1f ms after the commit (the delete itself, with connecting: %.1f ms)%n",
                (refused - committed) / 1e6, (committed - begin) / 1e6);
        assertThat(verifier.verify(bob.accessToken())).isSameAs(bob);
    }

    @Test
    void a_ban_a_deletion_and_a_session_that_is_cut_short_are_heard_of() throws Exception {
        String[] ends = {
            "update auth.users set banned_until = now() + '1 hour' where id = '%s'",
            "update auth.users set deleted_at = now() where id = '%s'",
            "update auth.sessions set not_after = now() where user_id = '%s'",
            "delete from auth.users where id = '%s'"
        };
        for (String end : ends) {
            asOwner("update auth.users set banned_until = null, deleted_at = null");
            asOwner("update auth.sessions set not_after = null");
            verifier.verify(ada.accessToken());
            asOwner(end.formatted(ada.subject()));

            awaitRefusal(ada);
            assertThat(verifier.verify(bob.accessToken())).isSameAs(bob);
        }
    }

    @Test
    void what_ended_while_nobody_listened_is_found_by_asking() throws Exception {
        verifier.verify(ada.accessToken());
        away = true; // no new connection: it cannot listen again
        asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen deputy%'"
                + " or query = 'select 1' and usename = 'deputy_service'");
        await(() -> !signOuts.isListening());

        assertThatThrownBy(() -> verifier.verify(ada.accessToken())).isInstanceOf(AuthUnavailableException.class);
        asOwner("delete from auth.sessions where user_id = '" + ada.subject() + "'");
        away = false;

        awaitRefusal(ada);
        await(signOuts::isListening);
        assertThat(verifier.verify(bob.accessToken())).isSameAs(bob);
    }

    @Test
    void messages_of_strangers_do_no_harm() throws Exception {
        verifier.verify(ada.accessToken());
        asOwner("select pg_notify('deputy_sign_outs', 'garbage'), pg_notify('deputy_sign_outs', 'session "
                + ada.sessionId().orElseThrow() + "')");
        asOwner("delete from auth.sessions where user_id = '" + bob.subject() + "'");

        awaitRefusal(bob);
        assertThat(verifier.verify(ada.accessToken())).isSameAs(ada);
        assertThat(signOuts.isListening()).isTrue();
    }

    /** Counts who asks for a connection, and has none while the database is away. */
    private DataSource counting(DataSource server) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    queries.incrementAndGet();
                    if (away) {
                        throw new SQLException("away", "08001");
                    }
                    return server.getConnection();
                });
    }

    private void awaitRefusal(Caller caller) throws Exception {
        await(() -> {
            try {
                verifier.verify(caller.accessToken());
                return false;
            } catch (InvalidTokenException e) {
                assertThat(e.reason()).isEqualTo(Reason.SESSION_NOT_FOUND);
                return true;
            } catch (AuthUnavailableException notYet) {
                return false;
            }
        });
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }
}

package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SignOutTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();
    private final Reply here = client.signUp(email, "correct horse");
    private final Reply there = client.signIn(email, "correct horse");
    private final AuthClient me = client.bearer(here.text("access_token"));

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void signing_out_ends_all_sessions() {
        assertThat(me.post("/logout", "").status()).isEqualTo(204);
        assertThat(isAlive(here)).isFalse();
        assertThat(isAlive(there)).isFalse();
    }

    @Test
    void signing_out_here_leaves_the_others() {
        assertThat(me.post("/logout?scope=local", "").status()).isEqualTo(204);
        assertThat(isAlive(here)).isFalse();
        assertThat(isAlive(there)).isTrue();
    }

    @Test
    void signing_out_the_others_leaves_this_one() {
        assertThat(me.post("/logout?scope=others", "").status()).isEqualTo(204);
        assertThat(isAlive(here)).isTrue();
        assertThat(isAlive(there)).isFalse();
    }

    @Test
    void an_unknown_scope_ends_nothing() {
        assertThat(me.post("/logout?scope=everybody", "").outcome()).isEqualTo("400 validation_failed");
        assertThat(isAlive(here)).isTrue();
    }

    @Test
    void nobody_and_who_is_already_out_cannot_sign_out() {
        assertThat(new AuthClient(SERVER.url).post("/logout", "").outcome()).isEqualTo("401 no_authorization");
        me.post("/logout", "");
        assertThat(me.post("/logout", "").outcome()).isEqualTo("403 session_not_found");
    }

    private boolean isAlive(Reply session) {
        boolean known = client.bearer(session.text("access_token")).get("/user").status() == 200;
        boolean refreshable = client.refresh(session.text("refresh_token")).status() == 200;
        assertThat(refreshable).isEqualTo(known);
        return known;
    }
}

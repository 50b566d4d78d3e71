package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdminFactorsTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();
    private final AuthClient admin = client.bearer(SERVER.keys.apiKeys().serviceRole());
    private final Reply session = client.signUp(AuthClient.newEmail(), "correct horse");
    private final AuthenticatorApp app =
            AuthenticatorApp.enrol(client.bearer(session.text("access_token")), SERVER.clock, "my phone");
    private final String factors =
            "/admin/users/" + session.body().at("/user/id").asString() + "/factors";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void an_administrator_lists_a_users_factors() {
        JsonNode all = admin.get(factors).body();
        assertThat(all).hasSize(1);
        assertThat(all.at("/0/id").asString()).isEqualTo(app.factor());
        assertThat(all.at("/0/secret").isMissingNode()).isTrue();
    }

    @Test
    void an_administrator_renames_a_factor() {
        Reply reply = admin.put(factors + "/" + app.factor(), "{\"friendly_name\": \"her phone\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("friendly_name")).isEqualTo("her phone");
    }

    @Test
    void an_administrator_removes_a_factor_and_its_sessions_are_ordinary_again() {
        Reply proven = app.prove();
        Reply removed = admin.send("DELETE", factors + "/" + app.factor(), null);
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.text("id")).isEqualTo(app.factor());
        assertThat(admin.get(factors).body()).isEmpty();
        String token = client.refresh(proven.text("refresh_token")).text("access_token");
        assertThat(Jws.parse(token).claims().required("aal").asString()).isEqualTo("aal1");
    }

    @Test
    void a_softly_deleted_user_has_no_factors() {
        admin.send("DELETE", factors.replace("/factors", ""), "{\"should_soft_delete\": true}");
        assertThat(admin.get(factors).body()).isEmpty();
    }

    @Test
    void unknown_users_and_factors_are_not_found() {
        String unknown = UUID.randomUUID().toString();
        assertThat(admin.get("/admin/users/" + unknown + "/factors").outcome()).isEqualTo("404 user_not_found");
        assertThat(admin.get("/admin/users/17/factors").outcome()).isEqualTo("404 validation_failed");
        assertThat(admin.put(factors + "/" + unknown, "{}").outcome()).isEqualTo("404 mfa_factor_not_found");
        assertThat(admin.send("DELETE", factors + "/17", null).outcome()).isEqualTo("404 validation_failed");
    }

    @Test
    void users_themselves_are_no_administrators() {
        AuthClient me = client.bearer(session.text("access_token"));
        assertThat(me.get(factors).outcome()).isEqualTo("403 not_admin");
        assertThat(me.put(factors + "/" + app.factor(), "{}").outcome()).isEqualTo("403 not_admin");
        assertThat(me.send("DELETE", factors + "/" + app.factor(), null).outcome())
                .isEqualTo("403 not_admin");
    }
}

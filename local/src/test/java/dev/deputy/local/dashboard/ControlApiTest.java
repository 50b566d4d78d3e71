package dev.deputy.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.dashboard.ControlClient.Answered;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControlApiTest {

    private static LocalSupabase supabase;
    private static ControlClient control;

    private final String email = "ada-" + UUID.randomUUID() + "@example.com";

    @BeforeAll
    static void start() throws SQLException {
        supabase = LocalSupabase.start();
        control = ControlClient.of(supabase);
        try (var connection = supabase.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table letters (id int primary key, open boolean);"
                    + " insert into letters values (1, true), (2, true), (3, false);"
                    + " alter table letters enable row level security;"
                    + " create policy \"public letters\" on letters for select using (open)");
        }
    }

    @AfterAll
    static void close() {
        supabase.close();
    }

    @Test
    void it_says_what_a_program_needs_to_connect() {
        JsonNode connection = control.get("/connection").json();
        assertThat(connection.path("api_url").asString())
                .isEqualTo(supabase.apiUrl().toString());
        assertThat(connection.path("secret_key").asString()).isEqualTo(supabase.secretKey());
        assertThat(connection.path("service_db_url").asString()).isEqualTo(supabase.serviceDatabaseUrl());
        assertThat(connection.path("signs_with_secret").asBoolean()).isFalse();
    }

    @Test
    void users_are_created_found_banned_confirmed_and_deleted() {
        String id = create(email);
        assertThat(control.get("/users?filter=" + email).json().path("users")).hasSize(1);

        JsonNode banned =
                control.put("/users/" + id, "{\"ban_duration\":\"24h\"}").json();
        assertThat(banned.path("banned_until").asString()).isNotEmpty();
        assertThat(banned.path("email_confirmed_at").isMissingNode()).isTrue();
        JsonNode confirmed = control.put("/users/" + id, "{\"email_confirm\":true,\"ban_duration\":\"none\"}")
                .json();
        assertThat(confirmed.path("email_confirmed_at").asString()).isNotEmpty();

        assertThat(control.delete("/users/" + id).status()).isEqualTo(200);
        assertThat(control.get("/users/" + id).status()).isEqualTo(404);
    }

    @Test
    void signing_in_as_a_user_needs_no_password_and_gives_a_token_that_verifies() {
        String id = create(email);
        JsonNode session = control.post("/users/" + id + "/sessions", "").json();
        var caller = TokenVerifier.of(supabase.config())
                .verify(session.path("access_token").asString());
        assertThat(caller.userId()).hasToString(id);
        assertThat(session.path("refresh_token").asString()).isNotEmpty();
        assertThat(session.path("site_url").asString()).isEqualTo("http://127.0.0.1:3000");
    }

    @Test
    void nobody_signs_in_as_a_banned_user_or_as_one_who_does_not_exist() {
        String id = create(email);
        control.put("/users/" + id, "{\"ban_duration\":\"24h\"}");
        assertThat(control.post("/users/" + id + "/sessions", "").status()).isEqualTo(403);
        assertThat(control.post("/users/" + UUID.randomUUID() + "/sessions", "").status())
                .isEqualTo(404);
        assertThat(control.post("/users/x/sessions", "").status()).isEqualTo(400);
    }

    @Test
    void a_session_is_seen_and_ended() {
        var ada = supabase.signUp(email, "correct horse battery");
        JsonNode sessions =
                control.get("/sessions?user_id=" + ada.userId()).json().path("sessions");
        assertThat(sessions).hasSize(1);
        JsonNode session = sessions.path(0);
        assertThat(session.path("email").asString()).isEqualTo(email);
        assertThat(session.path("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(control.get("/sessions").json().path("sessions")).isNotEmpty();

        assertThat(control.delete("/sessions/" + session.path("id").asString()).status())
                .isEqualTo(204);
        assertThat(control.delete("/sessions/" + session.path("id").asString()).status())
                .isEqualTo(404);
        assertThat(control.get("/sessions?user_id=" + ada.userId()).json().path("sessions"))
                .isEmpty();
    }

    @Test
    void requests_are_listed_after_a_number_and_forgotten() {
        control.delete("/requests");
        var ada = supabase.signUp(email, "correct horse battery");
        JsonNode requests = control.get("/requests").json().path("requests");
        assertThat(requests).hasSize(1);
        assertThat(requests.path(0).path("address").asString()).isEqualTo("/auth/v1/signup");
        assertThat(requests.path(0).path("status").asInt()).isEqualTo(200);
        assertThat(requests.toString()).doesNotContain("correct horse", ada.accessToken(), ada.refreshToken());

        String last = requests.path(0).path("number").asString();
        assertThat(control.get("/requests?after=" + last).json().path("requests"))
                .isEmpty();
        assertThat(control.get("/requests?after=x").status()).isEqualTo(400);
    }

    @Test
    void the_code_and_the_link_of_the_last_mail_are_read_and_the_inbox_is_cleared() {
        String id = create(email);
        control.put("/users/" + id, "{\"email_confirm\":true}");
        supabase.inbox().clear();
        recover(email);

        JsonNode mail = control.get("/inbox/last?to=" + email).json();
        assertThat(mail.path("kind").asString()).isEqualTo("recovery");
        assertThat(mail.path("code").asString())
                .isEqualTo(supabase.inbox().lastOtp(email).orElseThrow());
        assertThat(mail.path("link").asString()).startsWith(supabase.apiUrl().toString());
        assertThat(control.get("/inbox").json().path("messages")).hasSize(1);
        assertThat(control.get("/inbox?limit=0").json().path("total").asInt()).isEqualTo(1);
        assertThat(control.get("/inbox?to=somebody@else.example")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();

        assertThat(control.delete("/inbox").status()).isEqualTo(204);
        assertThat(control.get("/inbox/last?to=" + email).status()).isEqualTo(404);
        assertThat(control.get("/inbox/last").status()).isEqualTo(400);
        assertThat(control.get("/inbox?limit=x").status()).isEqualTo(400);
    }

    @Test
    void the_clock_is_moved_within_reason() {
        Instant before = supabase.clock().instant();
        assertThat(control.post("/clock", "{\"advance\":\"P2D\"}")
                        .json()
                        .path("ahead_seconds")
                        .asLong())
                .isEqualTo(172_800);
        assertThat(supabase.clock().instant()).isAfter(before.plus(Duration.ofDays(2)));
        assertThat(control.post("/clock", "{\"to\":\"2030-01-01T00:00:00Z\"}")
                        .json()
                        .path("now")
                        .asString())
                .startsWith("2030-01-01T00:00:0");
        for (String nonsense : List.of(
                "{}",
                "{\"advance\":\"soon\"}",
                "{\"advance\":\"P99999999999D\"}",
                "{\"advance\":\"P40000D\"}",
                "{\"advance\":\"-P40000D\"}",
                "{\"to\":\"+1000000000-12-31T23:59:59Z\"}",
                "{\"advance\":1}")) {
            assertThat(control.post("/clock", nonsense).status()).as(nonsense).isEqualTo(400);
        }
        assertThat(control.delete("/clock").json().path("ahead_seconds").asLong())
                .isZero();
    }

    @Test
    void faults_are_begun_listed_and_ended() {
        control.post("/faults", "{\"path\":\"/auth/v1/health\",\"does\":\"answer\",\"status\":502,\"times\":1}");
        control.post("/faults", "{\"path\":\"/rest/v1/\",\"does\":\"delay\",\"delay\":\"PT0.01S\"}");
        control.post("/faults", "{\"path\":\"/elsewhere\",\"does\":\"hang\"}");
        assertThat(control.sendTo("GET", "/auth/v1/health", "").status()).isEqualTo(502);
        assertThat(control.sendTo("GET", "/auth/v1/health", "").status()).isEqualTo(200);

        JsonNode faults = control.get("/faults").json().path("faults");
        assertThat(faults.toString())
                .isEqualTo(
                        "[{\"path\":\"/auth/v1/health\",\"does\":\"answer\",\"status\":502,\"left\":0,\"happened\":1},"
                                + "{\"path\":\"/rest/v1/\",\"does\":\"delay\",\"delay\":\"PT0.01S\",\"happened\":0},"
                                + "{\"path\":\"/elsewhere\",\"does\":\"hang\",\"happened\":0}]");
        assertThat(control.delete("/faults").json().path("faults")).isEmpty();

        for (String nonsense : List.of(
                "{}",
                "{\"path\":\"/\",\"does\":\"explode\"}",
                "{\"path\":\"x\",\"does\":\"hang\"}",
                "{\"path\":\"/\",\"does\":\"answer\",\"status\":99}",
                "{\"path\":\"/\",\"does\":\"answer\",\"status\":\"503\"}",
                "{\"path\":\"/\",\"does\":\"hang\",\"times\":0}",
                "{\"path\":\"/\",\"does\":\"hang\",\"times\":1.5}",
                "{\"path\":\"/\",\"does\":\"delay\",\"delay\":\"-PT1S\"}",
                "{\"path\":\"/\",\"does\":\"delay\",\"delay\":\"P1D\"}")) {
            assertThat(control.post("/faults", nonsense).status()).as(nonsense).isEqualTo(400);
        }
        assertThat(control.get("/faults").json().path("faults")).isEmpty();
    }

    @Test
    void a_fault_everywhere_does_not_shut_the_dashboard_out() {
        control.post("/faults", "{\"path\":\"/\",\"does\":\"answer\",\"status\":500}");
        assertThat(control.get("/users").status()).isEqualTo(200);
        assertThat(control.delete("/faults").status()).isEqualTo(200);
    }

    @Test
    void a_table_is_seen_as_somebody() {
        var ada = supabase.signUp(email, "correct horse battery");
        JsonNode seen = control.post(
                        "/see-as", "{\"user\":\"" + ada.userId() + "\",\"name\":\"letters\",\"query\":\"order=id\"}")
                .json();
        assertThat(seen.path("status").asInt()).isEqualTo(200);
        assertThat(seen.path("body")).hasSize(2);
        assertThat(seen.path("table_rows").asInt()).isEqualTo(3);
        assertThat(seen.path("policies").path(0).path("name").asString()).isEqualTo("public letters");
        assertThat(control.get("/tables").json().toString()).contains("{\"schema\":\"public\",\"name\":\"letters\"}");

        assertThat(control.post("/see-as", "{\"user\":\"" + UUID.randomUUID() + "\",\"name\":\"letters\"}")
                        .status())
                .isEqualTo(404);
        assertThat(control.post("/see-as", "{\"user\":\"x\",\"name\":\"letters\"}")
                        .status())
                .isEqualTo(400);
        assertThat(control.post("/see-as", "{\"name\":\"nothing\"}")
                        .json()
                        .path("status")
                        .asInt())
                .isEqualTo(404);
    }

    @Test
    void with_the_auth_server_at_the_root_both_are_there() {
        try (LocalSupabase atRoot = LocalSupabase.builder().authPath("/").start()) {
            var ada = atRoot.signUp("ada@example.com", "correct horse battery");
            ControlClient other = ControlClient.of(atRoot);
            assertThat(other.sendTo("GET", "/", "").text()).startsWith("<!doctype html>");
            assertThat(other.get("/users")
                            .json()
                            .path("users")
                            .path(0)
                            .path("id")
                            .asString())
                    .isEqualTo(ada.userId().toString());
            assertThat(other.get("/connection").json().path("jwks_url").asString())
                    .isEqualTo(atRoot.apiUrl() + "/.well-known/jwks.json");
            other.sendTo("GET", "/verify?token=123456&type=recovery", "");
            assertThat(other.get("/requests").text())
                    .contains("/signup", "/verify?token=…&type=recovery")
                    .doesNotContain("123456");
        }
    }

    @Test
    void what_is_not_there_is_404_and_what_cannot_be_done_405() {
        assertThat(control.get("/nothing").status()).isEqualTo(404);
        assertThat(control.post("/connection", "{}").status()).isEqualTo(405);
        assertThat(control.get("/nothing").json().path("message").asString()).isNotEmpty();
    }

    private static void recover(String email) {
        Answered answered = control.sendTo("POST", "/auth/v1/recover", "{\"email\":\"" + email + "\"}");
        assertThat(answered.status()).isEqualTo(200);
    }

    private static String create(String email) {
        Answered created =
                control.post("/users", "{\"email\":\"" + email + "\",\"password\":\"correct horse battery\"}");
        assertThat(created.status()).isEqualTo(200);
        return created.json().path("id").asString();
    }
}

package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RefreshTest {

    private static final AuthServerRunning SERVER = new AuthServerRunning();

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();
    private final Reply session = client.signUp(email, "correct horse");
    private final String first = session.text("refresh_token");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void a_refresh_token_is_exchanged_for_a_new_one_of_the_same_session() {
        Reply next = client.refresh(first);
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.text("refresh_token")).isNotEqualTo(first);
        assertThat(claim(next, "session_id")).isEqualTo(claim(session, "session_id"));
        assertThat(client.bearer(next.text("access_token")).get("/user").status())
                .isEqualTo(200);
    }

    @Test
    void a_client_that_lost_the_answer_gets_it_again_however_late() {
        String second = client.refresh(first).text("refresh_token");
        SERVER.clock.advance(Duration.ofHours(2));
        assertThat(client.refresh(first).text("refresh_token")).isEqualTo(second);
    }

    @Test
    void a_token_used_again_within_ten_seconds_still_works() {
        try (AuthServerRunning still = new AuthServerRunning()) {
            still.clock.stop();
            AuthClient guest = still.client();
            String one = guest.signIn(email, "correct horse").text("refresh_token");
            String two = guest.refresh(one).text("refresh_token");
            String three = guest.refresh(two).text("refresh_token");
            still.clock.advance(Duration.ofSeconds(9));
            Reply again = guest.refresh(one);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.text("refresh_token")).isNotIn(one, two, three);
            assertThat(guest.refresh(three).status()).isEqualTo(200);
        }
    }

    @Test
    void a_token_used_again_later_ends_the_whole_family() {
        String second = client.refresh(first).text("refresh_token");
        String third = client.refresh(second).text("refresh_token");
        SERVER.clock.advance(Duration.ofSeconds(11));

        assertThat(client.refresh(first).outcome()).isEqualTo("400 refresh_token_already_used");

        // At once: the reuse interval must not bring back the last token of a family that has just been ended.
        assertThat(client.refresh(third).outcome()).isEqualTo("400 refresh_token_already_used");
        assertThat(client.refresh(second).outcome()).isEqualTo("400 refresh_token_already_used");
        assertThat(client.signIn(email, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void without_rotation_a_late_reuse_is_refused_and_the_session_lives_on() {
        try (AuthServerRunning kind = new AuthServerRunning(settings -> settings.withRefreshTokenRotation(false))) {
            AuthClient guest = kind.client();
            String one = guest.signIn(email, "correct horse").text("refresh_token");
            String three =
                    guest.refresh(guest.refresh(one).text("refresh_token")).text("refresh_token");
            kind.clock.advance(Duration.ofSeconds(11));
            assertThat(guest.refresh(one).outcome()).isEqualTo("400 refresh_token_already_used");
            assertThat(guest.refresh(three).status()).isEqualTo(200);
        }
    }

    @Test
    void a_session_ends_with_its_time_box_or_when_nobody_uses_it() {
        try (AuthServerRunning strict = new AuthServerRunning(settings ->
                settings.withSessionTimebox(Duration.ofHours(24)).withSessionInactivity(Duration.ofHours(8)))) {
            AuthClient guest = strict.client();
            String idle = guest.signIn(email, "correct horse").text("refresh_token");
            String token = guest.signIn(email, "correct horse").text("refresh_token");
            for (int i = 0; i < 3; i++) {
                strict.clock.advance(Duration.ofHours(7));
                token = guest.refresh(token).text("refresh_token");
            }
            assertThat(guest.refresh(idle).outcome()).isEqualTo("400 session_expired");
            strict.clock.advance(Duration.ofHours(4));
            assertThat(guest.refresh(token).outcome()).isEqualTo("400 session_expired");
        }
    }

    @Test
    void the_family_of_another_session_lives_on() {
        String other = client.signIn(email, "correct horse").text("refresh_token");
        client.refresh(client.refresh(first).text("refresh_token"));
        SERVER.clock.advance(Duration.ofSeconds(11));
        assertThat(client.refresh(first).outcome()).isEqualTo("400 refresh_token_already_used");
        assertThat(client.refresh(other).status()).isEqualTo(200);
    }

    @Test
    void many_at_once_with_the_same_token_all_get_the_same_successor() throws InterruptedException {
        List<Reply> replies = AtOnce.run(50, () -> client.refresh(first));
        assertThat(replies).extracting(Reply::status).containsOnly(200);
        assertThat(replies.stream().map(reply -> reply.text("refresh_token")).distinct())
                .hasSize(1);
        assertThat(AuthServerRunning.ask("select count(*) || ' ' || count(*) filter (where not revoked)"
                        + " from auth.refresh_tokens where session_id = '" + claim(session, "session_id") + "'"))
                .isEqualTo("2 1");
    }

    @Test
    void many_at_once_with_a_stolen_token_all_fail_and_the_family_ends() throws InterruptedException {
        String third =
                client.refresh(client.refresh(first).text("refresh_token")).text("refresh_token");
        SERVER.clock.advance(Duration.ofSeconds(11));
        List<Reply> replies = AtOnce.run(16, () -> client.refresh(first));
        assertThat(replies).extracting(Reply::outcome).containsOnly("400 refresh_token_already_used");
        assertThat(client.refresh(third).outcome()).isEqualTo("400 refresh_token_already_used");
    }

    @Test
    void refreshes_and_sign_outs_at_once_leave_no_token_behind() throws InterruptedException {
        String access = session.text("access_token");
        List<Reply> replies = AtOnce.run(
                8,
                () -> Thread.currentThread().getName().endsWith("-4")
                        ? client.bearer(access).post("/logout", "")
                        : client.refresh(first));
        assertThat(replies).extracting(Reply::status).isSubsetOf(200, 204, 400);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 400)
                .extracting(Reply::outcome)
                .allMatch("400 refresh_token_not_found"::equals);
        assertThat(AuthServerRunning.ask("select count(*) from auth.refresh_tokens where session_id = '"
                        + claim(session, "session_id") + "'"))
                .isEqualTo("0");
    }

    @Test
    void unknown_missing_and_empty_tokens_are_refused() {
        assertThat(client.refresh("aaaaaaaaaaaa").outcome()).isEqualTo("400 refresh_token_not_found");
        Reply missing = client.post("/token?grant_type=refresh_token", "{}");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text("error")).isEqualTo("invalid_request");
        assertThat(missing.text("error_description")).isEqualTo("refresh_token required");
    }

    @Test
    void a_signed_out_session_cannot_be_refreshed() {
        client.bearer(session.text("access_token")).post("/logout", "");
        assertThat(client.refresh(first).outcome()).isEqualTo("400 refresh_token_not_found");
    }

    @Test
    void a_banned_user_cannot_refresh_and_one_whose_ban_is_over_can() {
        AuthServerRunning.sql("update auth.users set banned_until = '%s' where email = '%s'"
                .formatted(SERVER.clock.instant().plusSeconds(60), email));
        assertThat(client.refresh(first).outcome()).isEqualTo("400 user_banned");
        SERVER.clock.advance(Duration.ofSeconds(61));
        assertThat(client.refresh(first).status()).isEqualTo(200);
    }

    @Test
    void a_session_past_its_end_cannot_be_refreshed() {
        AuthServerRunning.sql("update auth.sessions set not_after = '%s' where id = '%s'"
                .formatted(SERVER.clock.instant().minusSeconds(1), claim(session, "session_id")));
        assertThat(client.refresh(first).outcome()).isEqualTo("400 session_expired");
    }

    @Test
    void what_is_locked_too_long_is_a_conflict_to_be_tried_again() {
        AuthServerRunning.whileLocked(
                "select 1 from auth.sessions where id = '" + claim(session, "session_id") + "' for update",
                () -> assertThat(client.refresh(first).outcome()).isEqualTo("409 conflict"));
        assertThat(client.refresh(first).status()).isEqualTo(200);
    }

    private static String claim(Reply reply, String name) {
        return Jws.parse(reply.text("access_token")).claims().required(name).asString();
    }
}

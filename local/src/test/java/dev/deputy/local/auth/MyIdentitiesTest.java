package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.auth.AuthClient.Reply;
import dev.deputy.local.http.Json;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MyIdentitiesTest {

    private static final TestProvider GOOGLE = new TestProvider("google");
    private static final AuthServerRunning SERVER = new AuthServerRunning(
            settings -> settings.withIdTokenIssuers(List.of(GOOGLE.issuer())).withManualLinking(true));

    private final AuthClient client = SERVER.client();
    private final String email = AuthClient.newEmail();
    private final String subject = TestProvider.newSubject();
    private final Reply session = client.signUp(email, "correct horse");
    private final AuthClient me = client.bearer(session.text("access_token"));

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void a_user_links_an_identity_with_another_address_and_signs_in_by_it() {
        String other = AuthClient.newEmail();
        Reply linked = link(me, other);
        assertThat(linked.status()).isEqualTo(200);
        JsonNode user = me.get("/user").body();
        assertThat(user.required("identities")).hasSize(2);
        assertThat(user.required("email").asString()).isEqualTo(email);
        assertThat(user.at("/app_metadata/providers").toString()).isEqualTo("[\"email\",\"google\"]");
        assertThat(signInBy(other).body().at("/user/id").asString())
                .isEqualTo(user.required("id").asString());
    }

    @Test
    void an_anonymous_user_who_links_an_identity_has_its_address_and_is_anonymous_no_longer() {
        Reply anonymous = client.post("/signup", "{}");
        String hers = AuthClient.newEmail();
        Reply linked = link(client.bearer(anonymous.text("access_token")), hers);
        assertThat(linked.status()).isEqualTo(200);
        JsonNode user = linked.body().required("user");
        assertThat(user.required("id").asString())
                .isEqualTo(anonymous.body().at("/user/id").asString());
        assertThat(user.required("email").asString()).isEqualTo(hers);
        assertThat(user.required("is_anonymous").asBoolean()).isFalse();
        assertThat(user.has("email_confirmed_at")).isTrue();
    }

    @Test
    void an_anonymous_user_who_adds_an_address_has_that_identity() {
        AuthClient anonymous = client.bearer(client.post("/signup", "{}").text("access_token"));
        JsonNode user = anonymous
                .put("/user", Json.print(Json.object().put("email", AuthClient.newEmail())))
                .body();
        assertThat(user.required("is_anonymous").asBoolean()).isFalse();
        assertThat(user.at("/identities/0/provider").asString()).isEqualTo("email");
    }

    @Test
    void an_identity_belongs_to_one_user() {
        link(me, email);
        assertThat(link(me, email).outcome()).isEqualTo("422 identity_already_exists");
        AuthClient other = client.bearer(
                client.signUp(AuthClient.newEmail(), "correct horse").text("access_token"));
        Reply refused = link(other, email);
        assertThat(refused.outcome()).isEqualTo("422 identity_already_exists");
        assertThat(refused.text("msg")).contains("another user");
    }

    @Test
    void a_user_unlinks_an_identity_and_cannot_sign_in_by_it_any_more() {
        String other = AuthClient.newEmail();
        link(me, other);
        assertThat(unlink(me, identity("google")).status()).isEqualTo(200);
        assertThat(me.get("/user").body().required("identities")).hasSize(1);
        assertThat(me.get("/user").body().at("/app_metadata/providers").toString())
                .isEqualTo("[\"email\"]");
        assertThat(signInBy(other).body().at("/user/id").asString())
                .isNotEqualTo(session.body().at("/user/id").asString());
    }

    @Test
    void a_user_whose_address_goes_with_an_identity_has_the_address_of_another() {
        String other = AuthClient.newEmail();
        link(me, other);
        assertThat(unlink(me, identity("email")).status()).isEqualTo(200);
        JsonNode user = me.get("/user").body();
        assertThat(user.required("email").asString()).isEqualTo(other);
        assertThat(user.at("/app_metadata/provider").asString()).isEqualTo("google");
    }

    @Test
    void an_identity_whose_removal_would_take_somebody_elses_address_stays() {
        String taken = AuthClient.newEmail();
        link(me, taken);
        String other = AuthClient.newEmail();
        client.signUp(other, "correct horse");
        AuthServerRunning.sql("update auth.users set email = '%s' where email = '%s'".formatted(taken, other));
        assertThat(unlink(me, identity("email")).outcome()).isEqualTo("422 email_conflict_identity_not_deletable");
        assertThat(me.get("/user").body().required("identities")).hasSize(2);
    }

    @Test
    void the_last_identity_stays() {
        assertThat(unlink(me, identity("email")).outcome()).isEqualTo("422 single_identity_not_deletable");
    }

    @Test
    void many_at_once_cannot_remove_the_last_one() throws InterruptedException {
        link(me, email);
        List<String> both = List.of(identity("email"), identity("google"));
        AtOnce.run(8, () -> unlink(me, both.get((int) (Thread.currentThread().getId() % 2))));
        assertThat(me.get("/user").body().required("identities")).hasSize(1);
    }

    @Test
    void unknown_identities_and_those_of_others_are_not_found() {
        link(me, email);
        assertThat(unlink(me, UUID.randomUUID().toString()).outcome()).isEqualTo("422 identity_not_found");
        assertThat(unlink(me, "17").outcome()).isEqualTo("404 validation_failed");
    }

    @Test
    void nothing_is_linked_or_unlinked_where_that_is_off() {
        try (AuthServerRunning server =
                new AuthServerRunning(settings -> settings.withIdTokenIssuers(List.of(GOOGLE.issuer())))) {
            AuthClient she = server.client()
                    .bearer(server.client().signIn(email, "correct horse").text("access_token"));
            assertThat(link(she, email).outcome()).isEqualTo("404 manual_linking_disabled");
            assertThat(unlink(she, identity("email")).outcome()).isEqualTo("404 manual_linking_disabled");
        }
    }

    @Test
    void nobody_links_without_being_signed_in() {
        assertThat(link(client, email).status()).isEqualTo(403);
        assertThat(unlink(new AuthClient(SERVER.url), "17").outcome()).isEqualTo("401 no_authorization");
    }

    private Reply link(AuthClient who, String address) {
        return who.post(
                "/token?grant_type=id_token",
                Json.print(GOOGLE.body(GOOGLE.token(SERVER.clock, subject, address))
                        .put("link_identity", true)));
    }

    private Reply signInBy(String address) {
        return client.post(
                "/token?grant_type=id_token", Json.print(GOOGLE.body(GOOGLE.token(SERVER.clock, subject, address))));
    }

    private static Reply unlink(AuthClient who, String identity) {
        return who.send("DELETE", "/user/identities/" + identity, null);
    }

    private String identity(String provider) {
        for (JsonNode identity : me.get("/user").body().required("identities")) {
            if (identity.required("provider").asString().equals(provider)) {
                return identity.required("identity_id").asString();
            }
        }
        throw new AssertionError("no identity at " + provider);
    }
}

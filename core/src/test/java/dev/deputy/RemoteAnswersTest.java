package dev.deputy;

import static dev.deputy.AuthStub.error;
import static dev.deputy.AuthStub.html;
import static dev.deputy.AuthStub.json;
import static dev.deputy.AuthStub.user;
import static dev.deputy.AuthStub.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.InvalidTokenException.Reason;
import dev.deputy.KeyServer.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each answer of the Auth server, or of whatever is in its place, comes to. */
class RemoteAnswersTest {

    private static final String TOKEN = TestIssuer.token(TestIssuer.ES256);

    private final AuthStub auth = new AuthStub();
    private final TokenVerifier verifier = auth.verifier();

    @AfterEach
    void close() {
        auth.close();
    }

    record Refusal(String what, Answer answer, Reason reason) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Refusal> refusals() {
        return Stream.of(
                new Refusal("401 no_authorization", error(401, "no_authorization"), Reason.REFUSED_BY_AUTH),
                new Refusal("403 bad_jwt", error(403, "bad_jwt"), Reason.REFUSED_BY_AUTH),
                new Refusal("400 bad_jwt", error(400, "bad_jwt"), Reason.REFUSED_BY_AUTH),
                new Refusal("400 validation_failed", error(400, "validation_failed"), Reason.REFUSED_BY_AUTH),
                new Refusal("403 user_not_found", error(403, "user_not_found"), Reason.USER_NOT_FOUND),
                new Refusal("403 session_not_found", error(403, "session_not_found"), Reason.SESSION_NOT_FOUND),
                new Refusal("403 user_banned", error(403, "user_banned"), Reason.USER_BANNED),
                new Refusal(
                        "the older dialect",
                        json(403, "{\"code\":403,\"error_code\":\"session_not_found\",\"msg\":\"gone\"}"),
                        Reason.SESSION_NOT_FOUND),
                new Refusal(
                        "the code in a header",
                        with(Map.of("X-Sb-Error-Code", "user_banned"), 403, "{\"msg\":\"banned\"}"),
                        Reason.USER_BANNED),
                new Refusal(
                        "shown as deleted", user(",\"deleted_at\":\"2026-01-01T00:00:00Z\""), Reason.USER_NOT_FOUND),
                new Refusal(
                        "shown as banned",
                        user(",\"banned_until\":\"2026-11-21T13:00:00.123456789+00:00\""),
                        Reason.USER_BANNED));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_auth_refuses_is_refused(Refusal refusal) {
        auth.answer(refusal.answer());
        RemoteVerifierTest.assertRefused(verifier, TOKEN, refusal.reason());
        assertThat(Gate.requiringCaller(verifier).decide("GET", List.of("Bearer " + TOKEN)))
                .isInstanceOfSatisfying(Decision.Refuse.class, refuse -> assertThat(refuse.status())
                        .isEqualTo(401));
    }

    @Test
    void a_ban_that_is_over_and_fields_that_are_null_do_no_harm() {
        auth.answer(user(",\"banned_until\":\"2026-11-21T11:00:00Z\",\"deleted_at\":null,\"something_new\":[1]"));
        assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER);
    }

    @Test
    void the_case_of_the_users_id_does_not_matter() {
        auth.answer(json(200, "{\"id\":\"" + TestIssuer.USER.toUpperCase(java.util.Locale.ROOT) + "\"}"));
        assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER);
    }

    record NoNews(String what, Answer answer) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<NoNews> noNews() {
        Stream<NoNews> statuses = IntStream.of(
                        201, 204, 300, 304, 404, 405, 408, 413, 429, 431, 500, 501, 502, 503, 504, 520, 522, 525, 530)
                .mapToObj(status -> new NoNews("status " + status, with(Map.of(), status, "")));
        Stream<NoNews> pages = IntStream.of(200, 400, 401, 403, 404, 429, 500, 503)
                .mapToObj(status -> new NoNews("a page with status " + status, html(status)));
        return Stream.of(statuses, pages, oddities()).flatMap(all -> all);
    }

    private static Stream<NoNews> oddities() {
        String stranger = "11111111-2222-4333-8444-555555555555";
        return Stream.of(
                new NoNews(
                        "the gateway's word about the API key",
                        json(401, "{\"message\":\"Invalid API key\",\"hint\":\"Double check it\"}")),
                new NoNews("the same with a code", error(401, "invalid_api_key")),
                new NoNews("no key at all", json(401, "{\"message\":\"No API key found in request\"}")),
                new NoNews("a code that we do not know", error(403, "something_new")),
                new NoNews("a code of the wrong type", json(403, "{\"code\":[\"bad_jwt\"]}")),
                new NoNews("a known code with an unlikely status", error(500, "bad_jwt")),
                new NoNews("a message that says so, and no code", json(403, "{\"message\":\"invalid JWT: expired\"}")),
                new NoNews("nothing", json(200, "")),
                new NoNews("null", json(200, "null")),
                new NoNews("an array", json(200, "[]")),
                new NoNews("no user", json(200, "{}")),
                new NoNews("a user whose id is no text", json(200, "{\"id\":1}")),
                new NoNews("a user within something", json(200, "{\"user\":{\"id\":\"" + TestIssuer.USER + "\"}}")),
                new NoNews("another user", json(200, "{\"id\":\"" + stranger + "\"}")),
                new NoNews("two users", json(200, "{\"id\":\"" + stranger + "\",\"id\":\"" + TestIssuer.USER + "\"}")),
                new NoNews("an error with a good status", json(200, "{\"code\":\"bad_jwt\",\"message\":\"no\"}")),
                new NoNews("a ban until no time", user(",\"banned_until\":\"tomorrow\"")),
                new NoNews("half a user", json(200, "{\"id\":\"" + TestIssuer.USER + "\",\"aud")),
                new NoNews("a user cut off", cutOff(500)),
                new NoNews("a user cut off in chunks", cutOff(0)),
                new NoNews("far too much", user(",\"padding\":\"" + "x".repeat(300_000) + "\"")),
                new NoNews("a closed connection", exchange -> exchange.close()));
    }

    /** Announces more than it sends. */
    private static Answer cutOff(int announced) {
        byte[] start = ("{\"id\":\"" + TestIssuer.USER + "\"").getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(200, announced);
            exchange.getResponseBody().write(start);
            exchange.getResponseBody().flush();
            throw new java.io.IOException("the connection breaks");
        };
    }

    @ParameterizedTest
    @MethodSource("noNews")
    void what_is_no_news_about_the_token_neither_accepts_nor_refuses_it(NoNews noNews) {
        auth.answer(noNews.answer());
        assertThatThrownBy(() -> verifier.verify(TOKEN))
                .isInstanceOfSatisfying(AuthUnavailableException.class, e -> assertThat(e.retryAfter())
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(Gate.allowingNoCaller(verifier).decide("GET", List.of("Bearer " + TOKEN)))
                .isInstanceOfSatisfying(Decision.Refuse.class, refuse -> {
                    assertThat(refuse.status()).isEqualTo(503);
                    assertThat(refuse.headers()).containsKey("Retry-After").doesNotContainKey("WWW-Authenticate");
                });
        auth.answer(user());
        assertThat(verifier.verify(TOKEN).subject()).isEqualTo(TestIssuer.USER); // it was not remembered
    }

    @Test
    void a_redirect_is_not_followed_wherever_it_leads() {
        try (AuthStub elsewhere = new AuthStub()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                for (String target : List.of(elsewhere.project() + "/auth/v1/user", "/auth/v1/user/")) {
                    auth.answer(with(Map.of("Location", target), status, ""));
                    TokenVerifier fresh = auth.verifier();
                    int before = auth.requests();
                    assertThatThrownBy(() -> fresh.verify(TOKEN))
                            .isInstanceOf(AuthUnavailableException.class)
                            .hasMessageContaining("projectUrl (SUPABASE_URL)");
                    assertThat(auth.requests()).isEqualTo(before + 1);
                }
            }
            assertThat(elsewhere.requests()).isZero();
        }
    }

    @Test
    void the_servers_wish_when_to_come_back_is_passed_on_within_bounds() {
        assertThat(retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter("0")).isEqualTo(RetryAfter.SHORTEST);
        assertThat(retryAfter("86400")).isEqualTo(RetryAfter.LONGEST);
        assertThat(retryAfter("Sat, 21 Nov 2026 12:00:09 GMT")).isEqualTo(Duration.ofSeconds(9));
        assertThat(retryAfter("Fri, 20 Nov 2026 12:00:00 GMT")).isEqualTo(RetryAfter.SHORTEST);
        assertThat(retryAfter("Wed, 21 Nov 2126 12:00:00 GMT")).isEqualTo(RetryAfter.DEFAULT); // it is no Wednesday
        assertThat(retryAfter("Thu, 21 Nov 2126 12:00:00 GMT")).isEqualTo(RetryAfter.LONGEST);
        assertThat(retryAfter("99999999999999999999")).isEqualTo(RetryAfter.DEFAULT);
        assertThat(retryAfter("-5")).isEqualTo(RetryAfter.DEFAULT);
        assertThat(retryAfter("soon")).isEqualTo(RetryAfter.DEFAULT);
    }

    private Duration retryAfter(String field) {
        auth.answer(with(Map.of("Retry-After", field), 503, ""));
        try {
            auth.verifier().verify(TOKEN);
        } catch (AuthUnavailableException e) {
            return e.retryAfter();
        }
        throw new AssertionError("accepted");
    }
}

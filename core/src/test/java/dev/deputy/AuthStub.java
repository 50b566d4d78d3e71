package dev.deputy;

import com.sun.net.httpserver.Headers;
import dev.deputy.KeyServer.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stand-in for a project's Auth server, on a real port, that answers {@code GET /user} as it is told to. */
final class AuthStub implements AutoCloseable {

    static final String API_KEY = "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAA";

    /** Patient with a busy machine, and soon fed up with failures. */
    static final RemoteLimits LIMITS = new RemoteLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 4, Duration.ofSeconds(20), 100, /* tolerated= */ 3);

    /** For tests of what happens when a time is over. */
    static final RemoteLimits SHORT_LIMITS = new RemoteLimits(
            Duration.ofSeconds(20), Duration.ofMillis(300), 2, Duration.ofMillis(50), 100, /* tolerated= */ 100);

    final FakeTime time = new FakeTime();
    private final KeyServer server = new KeyServer();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();

    AuthStub() {
        answer(user());
    }

    void answer(Answer answer) {
        server.answer(exchange -> {
            requests.add(exchange.getRequestHeaders());
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            answer.give(exchange);
        });
    }

    /** The user whom the ordinary token names. */
    static Answer user() {
        return user("");
    }

    static Answer user(String moreMembers) {
        return json(200, "{\"id\":\"" + TestIssuer.USER + "\",\"aud\":\"authenticated\"" + moreMembers + "}");
    }

    static Answer json(int status, String body) {
        return with(Map.of("Content-Type", "application/json"), status, body);
    }

    static Answer html(int status) {
        return with(Map.of("Content-Type", "text/html"), status, "<!doctype html><title>Oops</title>");
    }

    /** In the dialect of the API version that we ask for. */
    static Answer error(int status, String code) {
        return json(status, "{\"code\":\"" + code + "\",\"message\":\"a sentence that may change\"}");
    }

    static Answer with(Map<String, String> headers, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) { // to write where there is to be no body would close the connection, at some time
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    Answer hanging() {
        return server.hanging();
    }

    int requests() {
        return requests.size();
    }

    Headers lastRequest() {
        return requests.get(requests.size() - 1);
    }

    List<String> paths() {
        return paths;
    }

    URI project() {
        return URI.create("http://127.0.0.1:" + server.url().getPort());
    }

    /** The configuration of a project that is here and signs as {@link TestIssuer}, without any key to check that. */
    SupabaseConfig.Builder config() {
        return SupabaseConfig.builder(project()).publishableKey(API_KEY).issuer(TestIssuer.PROJECT + "/auth/v1");
    }

    TokenVerifier verifier() {
        return verifier(config());
    }

    TokenVerifier verifier(SupabaseConfig.Builder config) {
        return verifier(config, LIMITS, AuthListener.NONE);
    }

    TokenVerifier verifier(SupabaseConfig.Builder config, RemoteLimits limits, AuthListener listener) {
        TokenVerifier verifier = new RemoteVerifier(
                config.build(),
                limits,
                listener,
                time,
                time::nanoTime,
                (url, mayBeEmpty) -> SigningKeys.fixed(KeySet.EMPTY));
        return new ReportingVerifier(verifier, listener);
    }

    @Override
    public void close() {
        server.close();
    }
}

package dev.deputy.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.http.Answer;
import dev.deputy.local.http.ApiKeys;
import dev.deputy.local.http.Gateway;
import dev.deputy.local.http.Json;
import dev.deputy.local.http.Routes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, with requests written byte by byte: a browser would not let us. PORT and SECRET stand for the real ones. */
class GuardTest {

    private static final ControlSecret SECRET = ControlSecret.generate();
    private static final Gateway GATEWAY =
            Gateway.bind(0, new ApiKeys("sb_publishable_a", "sb_secret_a", "anon", "service", "anon", "service"));
    private static final AtomicInteger CHANGES = new AtomicInteger();

    @BeforeAll
    static void start() {
        Routes routes = new Routes()
                .on("GET", "/v1/thing", call -> Answer.json(200, Json.object().put("precious", true)))
                .on("POST", "/v1/thing", call -> {
                    CHANGES.incrementAndGet();
                    return Answer.empty(204);
                });
        Dashboard dashboard = new Dashboard(GATEWAY.port(), SECRET, () -> routes);
        GATEWAY.mountForOwnOrigin("/", dashboard);
        GATEWAY.mountForOwnOrigin("/deputy", dashboard);
        GATEWAY.start();
    }

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        CHANGES.set(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET",
                "Host: localhost:PORT|Authorization: bearer  SECRET",
                "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Origin: http://127.0.0.1:PORT|Sec-Fetch-Site: same-origin",
                "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Sec-Fetch-Site: none",
            })
    void the_page_itself_and_programs_with_the_secret_get_in(String headers) throws IOException {
        assertThat(ask("GET /deputy/v1/thing", headers))
                .startsWith("HTTP/1.1 200")
                .contains("precious");
        assertThat(ask("POST /deputy/v1/thing", headers)).startsWith("HTTP/1.1 204");
        assertThat(CHANGES).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    401 | "Host: 127.0.0.1:PORT"
                    401 | "Host: 127.0.0.1:PORT|Authorization: Bearer "
                    401 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECREt"
                    401 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRETx"
                    401 | "Host: 127.0.0.1:PORT|Authorization: Basic SECRET"
                    401 | "Host: 127.0.0.1:PORT|Authorization: SECRET"
                    401 | "Host: 127.0.0.1:PORT|Cookie: secret=SECRET"
                    401 | "Host: 127.0.0.1:PORT|apikey: sb_secret_a"
                    401 | "Host: 127.0.0.1:PORT|Authorization: Bearer service"
                    403 | "Host: evil.example:PORT|Authorization: Bearer SECRET"
                    403 | "Host: evil.example|Authorization: Bearer SECRET"
                    403 | "Host: 127.0.0.1.evil.example:PORT|Authorization: Bearer SECRET"
                    403 | "Host: evil.localhost:PORT|Authorization: Bearer SECRET"
                    403 | "Host: 127.0.0.2:PORT|Authorization: Bearer SECRET"
                    403 | "Host: 127.0.0.1|Authorization: Bearer SECRET"
                    403 | "Host: 127.0.0.1:1|Authorization: Bearer SECRET"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Origin: http://evil.example"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Origin: http://127.0.0.1:1"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Origin: https://127.0.0.1:PORT"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Origin: http://localhost:PORT"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Origin: null"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Sec-Fetch-Site: cross-site"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Sec-Fetch-Site: same-site"
                    403 | "Host: 127.0.0.1:PORT|Authorization: Bearer SECRET|Sec-Fetch-Site: cross-site|Sec-Fetch-Mode: navigate|Sec-Fetch-Dest: document"
                    """)
    void everybody_else_stays_out_and_changes_nothing(int status, String headers) throws IOException {
        for (String method : new String[] {"GET", "POST", "HEAD", "OPTIONS", "PUT"}) {
            String answer = ask(method + " /deputy/v1/thing", headers);
            assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContain("precious", SECRET.reveal());
            assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
        }
        assertThat(CHANGES).hasValue(0);
    }

    @Test
    void a_preflight_is_answered_with_no() throws IOException {
        String answer = ask(
                "OPTIONS /deputy/v1/thing",
                "Host: 127.0.0.1:PORT|Origin: http://evil.example|Access-Control-Request-Method: POST"
                        + "|Access-Control-Request-Headers: authorization");
        assertThat(answer).startsWith("HTTP/1.1 403");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-");
    }

    @Test
    void a_web_socket_is_not_opened() throws IOException {
        String answer = ask(
                "GET /deputy/v1/thing",
                "Host: 127.0.0.1:PORT|Upgrade: websocket|Connection: Upgrade, close|Sec-WebSocket-Version: 13"
                        + "|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(answer).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | cross-site  | navigate | document | 200
                    GET  | same-origin | no-cors  | script   | 200
                    GET  | cross-site  | no-cors  | script   | 403
                    GET  | cross-site  | no-cors  | image    | 403
                    GET  | cross-site  | navigate | iframe   | 403
                    GET  | same-site   | cors     | empty    | 403
                    POST | cross-site  | navigate | document | 405
                    """)
    void another_site_may_link_to_the_page_and_nothing_else(
            String method, String site, String mode, String destination, int status) throws IOException {
        String headers = "Host: 127.0.0.1:PORT|Sec-Fetch-Site: " + site + "|Sec-Fetch-Mode: " + mode
                + "|Sec-Fetch-Dest: " + destination;
        assertThat(ask(method + " /", headers)).startsWith("HTTP/1.1 " + status);
        assertThat(ask("POST /", "Host: 127.0.0.1:PORT")).contains("405", "Allow: GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /deputy/js/main.js", "GET /deputy/v1/thing", "GET /deputy/nothing"})
    void every_answer_keeps_other_origins_at_a_distance(String line) throws IOException {
        assertThat(ask(line, "Host: 127.0.0.1:PORT"))
                .contains(
                        "Content-Security-Policy: default-src 'self'; ",
                        "frame-ancestors 'none'",
                        "X-Frame-Options: DENY",
                        "X-Content-Type-Options: nosniff",
                        "Referrer-Policy: no-referrer",
                        "Cache-Control: no-store",
                        "Cross-Origin-Resource-Policy: same-origin",
                        "Cross-Origin-Opener-Policy: same-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deputy/../ControlSecret.class",
                "/deputy/%2e%2e/ControlSecret.class",
                "/deputy/js/..%2fControlSecret.class",
                "/deputy/js//main.js",
                "/deputy//etc/passwd",
                "/deputy/Dashboard.class",
                "/deputy/js",
                "/deputy/js/",
            })
    void nothing_but_the_pages_files_is_handed_out(String path) throws IOException {
        assertThat(ask("GET " + path, "Host: 127.0.0.1:PORT")).matches("(?s)HTTP/1.1 (400|404) .*");
    }

    private static String ask(String line, String headers) throws IOException {
        String text = (line + " HTTP/1.1|" + headers + "|Content-Length: 0|Connection: close||")
                .replace("PORT", Integer.toString(GATEWAY.port()))
                .replace("SECREt", flipped(SECRET.reveal()))
                .replace("SECRET", SECRET.reveal())
                .replace("|", "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String flipped(String secret) {
        char last = secret.charAt(secret.length() - 1);
        return secret.substring(0, secret.length() - 1) + (last == 'A' ? 'B' : 'A');
    }
}

package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Person;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The service of the pages, over HTTP. */
@SpringBootTest(
        classes = Service.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "SEND_EMAIL_HOOK_SECRET=v1,whsec_" + ServiceTest.HOOK_SECRET)
class ServiceTest {

    static final String HOOK_SECRET = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @Autowired
    private LocalSupabase supabase;

    @LocalServerPort
    private int port;

    private final HttpClient client = HttpClient.newHttpClient();

    private String tokenOf(Person person) {
        return supabase.signInAs(person).accessToken();
    }

    private static Person somebody() {
        return Person.of(UUID.randomUUID() + "@example.com");
    }

    @Test
    void everybody_has_their_own_notes_whichever_way_they_are_read() throws Exception {
        String ada = tokenOf(somebody());
        String bob = tokenOf(somebody());
        assertThat(post("/notes", "hers", "Authorization", "Bearer " + ada).statusCode())
                .isEqualTo(200);
        assertThat(get("/notes", ada).body()).isEqualTo("[\"hers\"]");
        assertThat(get("/notes-by-api", ada).body()).isEqualTo("[{\"body\":\"hers\"}]");
        assertThat(get("/notes", bob).body()).isEqualTo("[]");
        assertThat(get("/notes-by-api", bob).body()).isEqualTo("[]");
        assertThat(get("/notes", "").statusCode()).isEqualTo(401);
    }

    @Test
    void the_secret_key_opens_what_is_for_machines() throws Exception {
        assertThat(get("/nightly", tokenOf(somebody())).statusCode()).isIn(401, 403);
        assertThat(send(request("/nightly").header("apikey", supabase.secretKey()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/nightly").header("apikey", supabase.publishableKey()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void roles_come_from_app_metadata() throws Exception {
        Person editor = somebody().withAppMetadata(Map.of("roles", List.of("editor", "admin")));
        Person liar = somebody().withUserMetadata(Map.of("roles", List.of("editor", "admin")));
        assertThat(get("/drafts", tokenOf(editor)).body()).isEqualTo("drafts");
        assertThat(get("/drafts", tokenOf(liar)).statusCode()).isEqualTo(403);
        assertThat(get("/admin/users", tokenOf(liar)).statusCode()).isEqualTo(403);
        assertThat(get("/admin/users", tokenOf(editor)).statusCode()).isEqualTo(404);
    }

    @Test
    void the_resource_server_accepts_es256() throws Exception {
        String token = tokenOf(somebody());
        assertThat(get("/older/me", token).statusCode()).isEqualTo(200);
        assertThat(get("/older/me", token + "x").statusCode()).isEqualTo(401);
        assertThat(get("/hello", token).body()).startsWith("Hello, ");
    }

    @Test
    void a_hook_is_believed_when_it_is_signed() throws Exception {
        isBelievedWhenItIsSigned("http://127.0.0.1:" + port + "/hooks/send-email", 200);
    }

    @Test
    void a_hook_is_believed_when_it_is_signed_also_without_spring() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", new HookHandler("v1,whsec_" + HOOK_SECRET));
        server.start();
        try {
            isBelievedWhenItIsSigned("http://127.0.0.1:" + server.getAddress().getPort() + "/", 204);
        } finally {
            server.stop(0);
        }
    }

    private void isBelievedWhenItIsSigned(String address, int status) throws Exception {
        String time = String.valueOf(Instant.now().getEpochSecond());
        HttpRequest.Builder hook = HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString("{}"));
        hook.header("Content-Type", "application/json");
        assertThat(send(hook).statusCode()).isEqualTo(401);
        hook.header("Webhook-Id", "msg_1").header("webhook-timestamp", time);
        assertThat(send(hook.copy().header("webhook-signature", signature("msg_1." + time + ".{}")))
                        .statusCode())
                .isEqualTo(status);
        assertThat(send(hook.copy().header("webhook-signature", signature("msg_1." + time + ".{\"other\":1}")))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String signature(String content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(HOOK_SECRET), "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}

package dev.deputy.example.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.LocalSupabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class HelloTest {

    private final LocalSupabase supabase;
    private final int port;

    HelloTest(@Autowired LocalSupabase supabase, @LocalServerPort int port) {
        this.supabase = supabase;
        this.port = port;
    }

    @Test
    void a_user_is_greeted() throws Exception {
        String token = supabase.signUp("ada@example.com", "a long password").accessToken();

        HttpResponse<String> answer = send(hello().header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Hello, ada@example.com!");
    }

    @Test
    void nobody_is_not() throws Exception {
        assertThat(send(hello()).statusCode()).isEqualTo(401);
    }

    private HttpRequest.Builder hello() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hello"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}

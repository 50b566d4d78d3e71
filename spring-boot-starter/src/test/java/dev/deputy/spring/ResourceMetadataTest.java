package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.LocalSupabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that knows nothing but the address of an MCP server finds the way to the project's Auth server, over HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"supabase.resource-metadata.enabled=true", "supabase.resource-metadata.scopes=openid,email"})
class ResourceMetadataTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private LocalSupabase supabase;

    private static HttpResponse<String> get(String url, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String metadataOf(HttpResponse<String> refusal) {
        String challenge = refusal.headers().firstValue("WWW-Authenticate").orElseThrow();
        Matcher parameter = Pattern.compile("resource_metadata=\"([^\"]*)\"").matcher(challenge);
        assertThat(parameter.find()).as(challenge).isTrue();
        return parameter.group(1);
    }

    @Test
    void from_a_401_to_the_auth_server_and_back() throws Exception {
        String mcp = "http://localhost:" + port + "/mcp";

        HttpResponse<String> refusal = get(mcp);
        assertThat(refusal.statusCode()).isEqualTo(401);
        JsonNode resource = JSON.readTree(get(metadataOf(refusal)).body());
        // RFC 9728, section 3.3: it must be the address that was asked for, character by character.
        assertThat(resource.get("resource").asString()).isEqualTo(mcp);
        assertThat(resource.get("bearer_methods_supported").get(0).asString()).isEqualTo("header");
        assertThat(resource.get("scopes_supported").toString()).isEqualTo("[\"openid\",\"email\"]");

        String issuer = resource.get("authorization_servers").get(0).asString();
        JsonNode auth =
                JSON.readTree(get(issuer + "/.well-known/openid-configuration").body());
        assertThat(auth.get("issuer").asString()).isEqualTo(issuer);
        assertThat(auth.get("authorization_endpoint").asString()).startsWith(issuer);
        assertThat(auth.get("code_challenge_methods_supported").toString()).contains("S256");
        assertThat(get(auth.get("jwks_uri").asString()).statusCode()).isEqualTo(200);

        String token = supabase.signUp("ada@example.com", "a long password").accessToken();
        assertThat(get(mcp, "Authorization", "Bearer " + token).body()).isEqualTo("tools");
    }

    @Test
    void a_bad_token_leads_there_too() throws Exception {
        HttpResponse<String> refusal = get("http://localhost:" + port + "/mcp", "Authorization", "Bearer garbage");

        assertThat(refusal.headers().firstValue("WWW-Authenticate").orElse(""))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"Invalid user token\","
                        + " resource_metadata=\"http://localhost:" + port
                        + "/.well-known/oauth-protected-resource/mcp\"");
    }

    @Test
    void the_metadata_need_no_token_and_no_origin() throws Exception {
        String url = "http://localhost:" + port + "/.well-known/oauth-protected-resource";

        HttpResponse<String> answer =
                get(url, "Authorization", "Bearer garbage", "Origin", "https://inspector.example.com");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(answer.body()).startsWith("{\"resource\":\"http://localhost:" + port + "\",");
        assertThat(new Http(port)
                        .send(
                                "OPTIONS",
                                "/.well-known/oauth-protected-resource/mcp",
                                "Origin",
                                "https://inspector.example.com",
                                "Access-Control-Request-Method",
                                "GET",
                                "Access-Control-Request-Headers",
                                "mcp-protocol-version")
                        .statusCode())
                .isEqualTo(204);
        assertThat(new Http(port)
                        .send("POST", "/.well-known/oauth-protected-resource")
                        .statusCode())
                .isEqualTo(401);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class App {

        @GetMapping("/mcp")
        String mcp() {
            return "tools";
        }
    }
}

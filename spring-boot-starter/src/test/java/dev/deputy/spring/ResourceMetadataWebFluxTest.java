package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The way from a 401 to the Auth server, in WebFlux. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            "supabase.url=https://abc.supabase.co",
            "supabase.jwt-secret=" + Issuer.SECRET,
            "supabase.resource-metadata.enabled=true"
        })
class ResourceMetadataWebFluxTest {

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    private String metadata() {
        return "resource_metadata=\"http://127.0.0.1:" + port + "/.well-known/oauth-protected-resource/mcp\"";
    }

    @Test
    void a_refusal_leads_to_the_metadata() {
        assertThat(http.get("/mcp").headers().firstValue("WWW-Authenticate")).hasValue("Bearer " + metadata());
        assertThat(http.getAs("garbage", "/mcp")
                        .headers()
                        .firstValue("WWW-Authenticate")
                        .orElse(""))
                .startsWith("Bearer error=\"invalid_token\"")
                .endsWith(", " + metadata());
    }

    @Test
    void the_metadata_lead_to_the_auth_server() {
        HttpResponse<String> answer = http.get("/.well-known/oauth-protected-resource/mcp");

        assertThat(answer.body())
                .isEqualTo("{\"resource\":\"http://127.0.0.1:" + port + "/mcp\",\"authorization_servers\":"
                        + "[\"https://abc.supabase.co/auth/v1\"],\"bearer_methods_supported\":[\"header\"]}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void a_caller_comes_in_as_before() {
        String token = new Issuer("https://abc.supabase.co", Issuer.SECRET).tokenOf(UUID.randomUUID());

        assertThat(http.getAs(token, "/mcp").body()).isEqualTo("tools");
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

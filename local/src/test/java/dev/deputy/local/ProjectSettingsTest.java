package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A project whose {@code config.toml} says something about nearly everything, and what it is like when it runs. */
class ProjectSettingsTest {

    private static final String CONFIG = """
            [api]
            schemas = ["public", "api"]
            max_rows = 2
            [auth]
            site_url = "https://notes.example.com"
            additional_redirect_urls = ["https://preview.example.com/**"]
            jwt_expiry = 600
            jwt_issuer = "https://auth.example.com"
            enable_anonymous_sign_ins = true
            minimum_password_length = 10
            password_requirements = "letters_digits"
            publishable_key = "sb_publishable_of_the_project"
            [auth.email]
            enable_confirmations = true
            otp_length = 8
            [auth.email.template.confirmation]
            subject = "Welcome {{ .Email }}"
            content_path = "./supabase/templates/welcome.html"
            [auth.sms]
            enable_signup = true
            enable_confirmations = true
            [auth.sms.test_otp]
            4915112345678 = "123456"
            [auth.external.github]
            enabled = true
            client_id = "any"
            secret = "env(NOT_THERE)"
            [auth.mfa.totp]
            enroll_enabled = false
            verify_enabled = false
            """;

    @TempDir
    private static Path project;

    private static LocalSupabase supabase;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(project.resolve("supabase/templates"));
        Files.writeString(project.resolve("supabase/config.toml"), CONFIG);
        Files.writeString(
                project.resolve("supabase/templates/welcome.html"), "<p>Your code is <b>{{ .Token }}</b></p>");
        Files.createDirectories(project.resolve("supabase/migrations"));
        Files.writeString(
                project.resolve("supabase/migrations/1_notes.sql"),
                "create schema api; grant usage on schema api to anon; create table api.notes (body text);"
                        + " grant select on api.notes to anon; insert into api.notes values ('a'), ('b'), ('c');");
        supabase = LocalSupabase.builder().project(project).start();
    }

    @AfterAll
    static void stop() {
        supabase.close();
    }

    @Test
    void passwords_mails_and_addresses_are_as_it_says() {
        JsonNode weak = post("/auth/v1/signup", "{'email': 'ada@example.com', 'password': 'horse'}");
        assertThat(weak.at("/weak_password/reasons").toString()).isEqualTo("[\"length\",\"characters\"]");
        post("/auth/v1/signup", "{'email': 'ada@example.com', 'password': 'correct horse 1'}");
        assertThat(supabase.inbox().lastOtp("ada@example.com").orElseThrow()).hasSize(8);
        var mail = supabase.inbox().lastTo("ada@example.com").orElseThrow();
        assertThat(mail.subject()).isEqualTo("Welcome ada@example.com");
        JsonNode refused = post(
                "/auth/v1/token?grant_type=password", "{'email': 'ada@example.com', 'password': 'correct horse 1'}");
        assertThat(refused.path("error_code").asString()).isEqualTo("email_not_confirmed");
    }

    @Test
    void tokens_are_as_it_says() {
        JsonNode anonymous = post("/auth/v1/signup", "{}");
        assertThat(anonymous.required("expires_in").asInt()).isEqualTo(600);
        String claims = new String(
                java.util.Base64.getUrlDecoder()
                        .decode(anonymous.required("access_token").asString().split("\\.", -1)[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(claims).contains("\"iss\":\"https://auth.example.com\"");
    }

    @Test
    void the_test_code_of_a_number_works() {
        post("/auth/v1/otp", "{'phone': '4915112345678'}");
        JsonNode session = post("/auth/v1/verify", "{'type': 'sms', 'phone': '4915112345678', 'token': '123456'}");
        assertThat(session.at("/user/phone").asString()).isEqualTo("4915112345678");
    }

    @Test
    void its_settings_tell() {
        JsonNode settings = Json.parse(get("/auth/v1/settings").body());
        assertThat(settings.at("/external/github").booleanValue()).isTrue();
        assertThat(settings.at("/external/google").booleanValue()).isFalse();
        assertThat(settings.at("/external/anonymous_users").booleanValue()).isTrue();
        assertThat(settings.at("/external/phone").booleanValue()).isTrue();
        assertThat(settings.path("mailer_autoconfirm").booleanValue()).isFalse();
    }

    @Test
    void the_data_api_is_as_it_says() {
        HttpResponse<String> rows = get("/rest/v1/notes", "Accept-Profile", "api");
        assertThat(rows.body()).isEqualTo("[{\"body\":\"a\"}, \n {\"body\":\"b\"}]");
    }

    @Test
    void its_key_is_the_one_that_it_names() {
        assertThat(supabase.publishableKey()).isEqualTo("sb_publishable_of_the_project");
    }

    private static JsonNode post(String path, String body) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        return Json.parse(send(request).body());
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(supabase.apiUrl() + path)).header("apikey", supabase.publishableKey());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }
}

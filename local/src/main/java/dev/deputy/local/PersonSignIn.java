package dev.deputy.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deputy.local.dashboard.ControlSecret;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Signs people in over the control API, which faults and API keys do not concern. */
record PersonSignIn(URI apiUrl, ControlSecret secret) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    Session signIn(Person person) {
        Map<String, Object> said = Map.of(
                "email_confirm", true,
                "app_metadata", person.appMetadata(),
                "user_metadata", person.userMetadata());
        JsonNode user = find(person.email())
                .map(known -> send("PUT", "/users/" + known, said))
                .orElseGet(() -> send("POST", "/users", with(said, "email", person.email())));
        UUID id = UUID.fromString(user.required("id").asString());
        JsonNode session = send("POST", "/users/" + id + "/sessions", Map.of("aal", person.aal()));
        return new Session(
                id,
                session.required("user").required("email").asString(),
                session.required("access_token").asString(),
                session.required("refresh_token").asString());
    }

    private static Map<String, Object> with(Map<String, Object> said, String name, Object value) {
        Map<String, Object> more = new HashMap<>(said);
        more.put(name, value);
        return more;
    }

    private Optional<String> find(String email) {
        JsonNode found = send("GET", "/users?per_page=1000&filter=" + URLEncoder.encode(email, UTF_8), Map.of());
        return StreamSupport.stream(found.required("users").spliterator(), false)
                .filter(user -> user.path("email").asString("").equals(email.toLowerCase(Locale.ROOT)))
                .map(user -> user.required("id").asString())
                .findFirst();
    }

    private JsonNode send(String method, String path, Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(apiUrl + "/deputy/v1" + path))
                .header("Authorization", "Bearer " + secret.reveal())
                .header("X-Supabase-Api-Version", "2024-01-01")
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.print(Json.of(body))))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            JsonNode answer = Json.parse(response.body());
            if (response.statusCode() >= 400) {
                throw new IllegalArgumentException("the auth server answered " + response.statusCode() + ": "
                        + answer.path("message").asString(""));
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("the local Supabase at " + apiUrl + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the auth server answered", e);
        }
    }
}

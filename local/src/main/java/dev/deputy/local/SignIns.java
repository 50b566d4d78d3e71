package dev.deputy.local;

import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Signs users up and in at a local Supabase, over HTTP like any front end. */
record SignIns(URI authUrl, String publishableKey) {

    Session signUp(String email, String password, Map<String, ?> metadata) {
        return session("/signup", Map.of("email", email, "password", password, "data", metadata));
    }

    Session signIn(String email, String password) {
        return session("/token?grant_type=password", Map.of("email", email, "password", password));
    }

    private Session session(String path, Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(authUrl + path))
                .header("apikey", publishableKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.print(Json.of(body))))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = Json.parse(response.body());
            if (response.statusCode() != 200) {
                throw new IllegalArgumentException("the auth server answered " + response.statusCode() + ": "
                        + answer.path("msg").asString(""));
            }
            JsonNode user = answer.required("user");
            return new Session(
                    UUID.fromString(user.required("id").asString()),
                    user.required("email").asString(),
                    answer.required("access_token").asString(),
                    answer.required("refresh_token").asString());
        } catch (IOException e) {
            throw new IllegalStateException("the local Supabase at " + authUrl + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the auth server answered", e);
        }
    }
}

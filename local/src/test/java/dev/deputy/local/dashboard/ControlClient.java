package dev.deputy.local.dashboard;

import dev.deputy.local.LocalSupabase;
import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/** A program that uses the control API as the documentation says. */
record ControlClient(URI apiUrl, String secret) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    record Answered(int status, String text) {

        JsonNode json() {
            return Json.parse(text);
        }
    }

    static ControlClient of(LocalSupabase supabase) {
        String fragment = supabase.dashboardUrl().getFragment();
        return new ControlClient(supabase.apiUrl(), fragment.substring("secret=".length()));
    }

    Answered get(String path) {
        return send("GET", path, "");
    }

    Answered post(String path, String body) {
        return send("POST", path, body);
    }

    Answered put(String path, String body) {
        return send("PUT", path, body);
    }

    Answered delete(String path) {
        return send("DELETE", path, "");
    }

    private Answered send(String method, String path, String body) {
        return sendTo(method, "/deputy/v1" + path, body);
    }

    /** To another service, with the secret in the place of a token. */
    Answered sendTo(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(apiUrl + path))
                .header("Authorization", "Bearer " + secret)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answered(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

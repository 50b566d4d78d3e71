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

    record Answered(int status, String text, HttpResponse<String> response) {

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

    Answered send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(apiUrl + "/deputy/v1" + path))
                .header("Authorization", "Bearer " + secret)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answered(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

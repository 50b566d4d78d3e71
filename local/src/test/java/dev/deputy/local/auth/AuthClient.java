package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Talks to an auth server over HTTP, as front ends do. Immutable. */
final class AuthClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI url;
    private final Map<String, String> headers;

    /** @param server where it is, without the path of the auth server */
    AuthClient(URI server) {
        this(URI.create(server + "/auth/v1"), Map.of());
    }

    private AuthClient(URI url, Map<String, String> headers) {
        this.url = url;
        this.headers = headers;
    }

    /** An answer, its body read as JSON where there is one. */
    record Reply(int status, JsonNode body, HttpResponse<String> response) {

        String text(String name) {
            return body.required(name).asString();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Status and machine code, for one comparison. */
        String outcome() {
            return status + " " + header("x-sb-error-code");
        }
    }

    AuthClient header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new AuthClient(url, more);
    }

    AuthClient bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, String body) {
        return send("POST", path, body);
    }

    Reply put(String path, String body) {
        return send("PUT", path, body);
    }

    Reply sendBytes(String path, byte[] body) {
        return exchange("POST", path, BodyPublishers.ofByteArray(body));
    }

    Reply send(String method, String path, @Nullable String body) {
        return exchange(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private Reply exchange(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            boolean isJson = !response.body().isEmpty()
                    && response.headers().firstValue("Content-Type").orElse("").contains("json");
            JsonNode json = isJson ? Json.parse(response.body()) : Json.object();
            return new Reply(response.statusCode(), json, response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The same client, whose paths begin at another address: with an empty one, that address itself. */
    AuthClient at(String address) {
        return new AuthClient(URI.create(address), headers);
    }

    /** What stands behind a question mark or a number sign. */
    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static String parameter(String encoded, String name) {
        return parameters(encoded).getOrDefault(name, "");
    }

    static String newEmail() {
        return "ada-" + UUID.randomUUID() + "@example.com";
    }

    Reply signUp(String email, String password) {
        return post("/signup", credentials(email, password));
    }

    Reply signIn(String email, String password) {
        return post("/token?grant_type=password", credentials(email, password));
    }

    Reply refresh(String token) {
        return post("/token?grant_type=refresh_token", Json.print(Json.object().put("refresh_token", token)));
    }

    private static String credentials(String email, String password) {
        return Json.print(Json.object().put("email", email).put("password", password));
    }
}

package dev.deputy.local;

import dev.deputy.local.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks one of a running local Supabase's APIs.
 *
 * @param url what the paths are below
 * @param header the name of the header that says who asks
 * @param credential its value, a secret
 */
record LocalApi(URI url, String header, String credential) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The control API, which faults and API keys do not concern. */
    static LocalApi ofControl(URI apiUrl, String secret) {
        return new LocalApi(apiUrl.resolve("/deputy/v1"), "Authorization", "Bearer " + secret);
    }

    /** The server answered that it will not. */
    static final class RefusedException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final String code;
        private final String reason;

        RefusedException(int status, String code, String reason) {
            super("the auth server answered " + status + ": " + reason);
            this.code = code;
            this.reason = reason;
        }

        String code() {
            return code;
        }

        /** In the server's words alone. */
        String reason() {
            return reason;
        }
    }

    /**
     * Asks.
     *
     * @param body sent as JSON, but with GET
     * @throws RefusedException when the server does not do it
     * @throws IllegalStateException when nothing answers there, or something else
     */
    JsonNode send(String method, String path, Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header(header, credential)
                .header("Content-Type", "application/json")
                .header("X-Supabase-Api-Version", "2024-01-01")
                .method(
                        method,
                        method.equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(Json.print(Json.of(body))))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            JsonNode answer = Json.parse(response.body());
            if (response.statusCode() >= 300) {
                throw new RefusedException(
                        response.statusCode(),
                        answer.path("code").asString(""),
                        answer.path("message").asString("it could not be done"));
            }
            return answer;
        } catch (JacksonException e) {
            throw new IllegalStateException("what answers at " + url + " is no local Supabase", e);
        } catch (IOException e) {
            throw new IllegalStateException("the local Supabase at " + url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the auth server answered", e);
        }
    }

    /** Not the credential. */
    @Override
    public String toString() {
        return "LocalApi[" + url + "]";
    }
}

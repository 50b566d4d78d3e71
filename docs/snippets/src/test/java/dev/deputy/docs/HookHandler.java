package dev.deputy.docs;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.deputy.InvalidWebhookException;
import dev.deputy.WebhookVerifier;
import java.io.IOException;

// snippet by-hand
class HookHandler implements HttpHandler { // on the JDK's own HttpServer

    private final WebhookVerifier hooks;

    HookHandler(String secret) { // v1,whsec_…
        hooks = WebhookVerifier.of(secret);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Headers headers = exchange.getRequestHeaders();
        int status = 204;
        try {
            hooks.verify(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    body);
            // only now read the body, and send the mail
        } catch (InvalidWebhookException e) {
            status = 401;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
// end

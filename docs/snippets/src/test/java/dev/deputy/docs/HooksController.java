package dev.deputy.docs;

import dev.deputy.InvalidWebhookException;
import dev.deputy.WebhookVerifier;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

// snippet hook
@RestController
class HooksController {

    private final WebhookVerifier hooks;

    HooksController(@Value("${SEND_EMAIL_HOOK_SECRET}") String secret) { // v1,whsec_…
        hooks = WebhookVerifier.of(secret);
    }

    @PostMapping("/hooks/send-email")
    Map<String, Object> sendEmail(@RequestHeader HttpHeaders headers, @RequestBody byte[] body) {
        hooks.verify(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                body);
        return Map.of(); // only now read the body, and send the mail
    }

    @ExceptionHandler(InvalidWebhookException.class)
    @ResponseStatus(HttpStatus.UNAUTHORIZED)
    void refuse() {}
}
// end

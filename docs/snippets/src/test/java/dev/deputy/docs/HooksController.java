package dev.deputy.docs;

import dev.deputy.spring.WebhookBody;
import java.util.Map;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

// snippet hook
@RestController
class HooksController {

    record SendEmail(Map<String, Object> user, Map<String, Object> email_data) {}

    @PostMapping("/hooks/send-email")
    Map<String, Object> sendEmail(@WebhookBody("send-email") SendEmail hook) {
        // send hook.user()'s address what hook.email_data() says
        return Map.of();
    }
}
// end

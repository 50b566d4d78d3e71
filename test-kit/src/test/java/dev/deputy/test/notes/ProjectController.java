package dev.deputy.test.notes;

import dev.deputy.client.Supabase;
import dev.deputy.spring.WebhookBody;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what the starter gives controllers besides the caller. */
@RestController
class ProjectController {

    @GetMapping("/project")
    String project(Supabase supabase) {
        return supabase.from("notes").getClass().getSimpleName();
    }

    @PostMapping("/hooks/send-email")
    String sendEmail(@WebhookBody("send-email") Email email) {
        return "sent";
    }

    /** What the hook says. */
    record Email(String user) {}
}

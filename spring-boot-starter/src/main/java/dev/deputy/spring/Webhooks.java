package dev.deputy.spring;

import dev.deputy.InvalidWebhookException;
import dev.deputy.WebhookVerifier;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The webhooks that the settings hold secrets of. */
final class Webhooks {

    private final Map<String, WebhookVerifier> verifiers = new HashMap<>();

    /** @throws SupabaseSettingsException when a secret is malformed */
    Webhooks(Map<String, SupabaseProperties.Webhook> settings) {
        settings.forEach((name, webhook) -> verifiers.put(name, verifier(name, webhook.secret())));
    }

    private static WebhookVerifier verifier(String name, @Nullable String secret) {
        try {
            return WebhookVerifier.of(Optional.ofNullable(secret).orElse(""));
        } catch (IllegalArgumentException malformed) {
            throw new SupabaseSettingsException(
                    "supabase.webhooks." + name + ".secret is malformed: " + malformed.getMessage() + ".",
                    "Copy the whole secret, v1,whsec_… with what follows.",
                    malformed);
        }
    }

    /**
     * Checks that there is a secret for the name.
     *
     * @param place where the name stands
     * @throws SupabaseSettingsException when there is none
     */
    void require(String name, String place) {
        if (!verifiers.containsKey(name)) {
            throw new SupabaseSettingsException(
                    "@WebhookBody(\"" + name + "\") in " + place + " has no secret.",
                    "Set supabase.webhooks." + name
                            + ".secret to the hook's secret, v1,whsec_…, as the dashboard shows it"
                            + " under Authentication, Hooks.",
                    null);
        }
    }

    /**
     * Checks a message before anything in it is believed.
     *
     * @throws InvalidWebhookException when nothing shows that Supabase has sent it
     */
    void verify(String name, HttpHeaders headers, byte[] body) {
        WebhookVerifier verifier = verifiers.get(name);
        if (verifier == null) {
            throw new IllegalStateException("there is no secret for the webhook " + name);
        }
        verifier.verify(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                body);
    }
}

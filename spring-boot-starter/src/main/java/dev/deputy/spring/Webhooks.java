package dev.deputy.spring;

import dev.deputy.InvalidWebhookException;
import dev.deputy.WebhookVerifier;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** The webhooks that the settings hold secrets of. */
final class Webhooks {

    /** Anybody may send a body, and it is held in memory before it is known who did. Hooks have some KB. */
    static final int MOST_BYTES = 1 << 20;

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
     * Checks that there is a secret for each webhook that a controller's method takes, and that nothing else fills it in.
     *
     * @throws SupabaseSettingsException when there is none, or something does
     */
    void check(HandlerMethod method) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            WebhookBody webhook = parameter.getParameterAnnotation(WebhookBody.class);
            if (webhook != null) {
                requireSecret(webhook, method);
                refuseOtherSources(webhook, parameter, method);
            }
        }
    }

    private void requireSecret(WebhookBody webhook, HandlerMethod method) {
        if (!verifiers.containsKey(webhook.value())) {
            throw new SupabaseSettingsException(
                    place(method, webhook) + " has no secret.",
                    "Set supabase.webhooks." + webhook.value()
                            + ".secret to the hook's secret, v1,whsec_…, as the dashboard shows it"
                            + " under Authentication, Hooks.",
                    null);
        }
    }

    /** WebFlux goes by its own annotations first: it would give a {@code @RequestBody} unverified. */
    private static void refuseOtherSources(WebhookBody webhook, MethodParameter parameter, HandlerMethod method) {
        for (Annotation annotation : parameter.getParameterAnnotations()) {
            Class<?> type = annotation.annotationType();
            if (type.getPackage().equals(RequestBody.class.getPackage())) {
                throw new SupabaseSettingsException(
                        place(method, webhook) + " is a @" + type.getSimpleName()
                                + " too, and as such unverified: WebFlux fills it in by itself.",
                        "Remove @" + type.getSimpleName() + ".",
                        null);
            }
        }
    }

    /**
     * Checks that no webhook is of one of the types.
     *
     * @throws SupabaseSettingsException when one is
     */
    static void refuseTypes(HandlerMethod method, Class<?>... types) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            WebhookBody webhook = parameter.getParameterAnnotation(WebhookBody.class);
            for (Class<?> type : types) {
                if (webhook != null && type.isAssignableFrom(parameter.getParameterType())) {
                    throw new SupabaseSettingsException(
                            place(method, webhook) + " is of a type that WebFlux fills in by itself, unverified: "
                                    + type.getSimpleName() + ".",
                            "Use a type for the body's JSON, String or byte[].",
                            null);
                }
            }
        }
    }

    private static String place(HandlerMethod method, WebhookBody webhook) {
        return "@WebhookBody(\"" + webhook.value() + "\") in " + method.getShortLogMessage();
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

package dev.deputy.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The body of a request that Supabase has signed: an HTTP auth hook, or another webhook of the Standard Webhooks kind. As
 * Spring's {@code @RequestBody}, but only of requests whose signature fits the secret that the settings hold under the
 * name; others are answered 401, and the method is not called.
 *
 * <pre>{@code
 * // supabase.webhooks.send-email.secret=v1,whsec_…
 * @PostMapping("/hooks/send-email")
 * Map<String, Object> sendEmail(@WebhookBody("send-email") SendEmail hook) { … }
 * }</pre>
 *
 * <p>Such requests carry no user's token, so their path needs {@code permitAll()}. A name without a secret fails the
 * application's start.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface WebhookBody {

    /** The name in {@code supabase.webhooks.<name>.secret}. */
    String value();
}

package dev.deputy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a request was sent by Supabase: an HTTP auth hook, or any other webhook that is signed as the Standard
 * Webhooks specification says. Such requests carry no user's token; their signature is all there is to believe.
 *
 * <pre>{@code
 * WebhookVerifier hooks = WebhookVerifier.of(System.getenv("SEND_EMAIL_HOOK_SECRET"));     // v1,whsec_…
 * hooks.verify(header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"), body);
 * }</pre>
 *
 * <p>A message is refused when it was signed more than five minutes ago, or as long before its time. Within these it
 * is accepted as often as it comes, for Supabase repeats a call that failed with the same id: what must happen once
 * only, an application does once per {@code webhook-id}.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://supabase.com/docs/guides/auth/auth-hooks">Supabase: auth hooks</a>
 */
public final class WebhookVerifier {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";

    private final List<SecretKeySpec> secrets;
    private final Clock clock;

    private WebhookVerifier(List<SecretKeySpec> secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * A verifier with the secret of a hook as the dashboard shows it, {@code v1,whsec_…}, or several of them separated
     * by {@code |} while one replaces another.
     *
     * @throws IllegalArgumentException when a secret is not of this form; the message says so without the secret
     */
    public static WebhookVerifier of(String secrets) {
        return of(secrets, Clock.systemUTC());
    }

    static WebhookVerifier of(String secrets, Clock clock) {
        return new WebhookVerifier(
                Arrays.stream(secrets.split("\\|", -1))
                        .map(secret -> key(secret.strip()))
                        .toList(),
                clock);
    }

    private static SecretKeySpec key(String secret) {
        String named = secret.startsWith("v1,") ? secret.substring(3) : secret;
        try {
            byte[] bytes = Base64.getDecoder().decode(named.startsWith(PREFIX) ? named.substring(PREFIX.length()) : "");
            // The specification's bounds are 24 and 64; more is no weaker.
            if (bytes.length >= 24) {
                return new SecretKeySpec(bytes, "HmacSHA256");
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below; the exception quotes characters of the secret.
        }
        throw new IllegalArgumentException(
                "a webhook's secret is \"v1,whsec_\" and at least 24 bytes in base64, as the dashboard shows it under"
                        + " Authentication, Hooks; several are separated by \"|\"");
    }

    /**
     * Checks a message before anything in it is believed.
     *
     * @param id the header {@code webhook-id}
     * @param timestamp the header {@code webhook-timestamp}, in seconds since 1970
     * @param signature the header {@code webhook-signature}
     * @param body the request's body, byte by byte as it came
     * @throws InvalidWebhookException when a header is missing, the time is over, or no signature fits; an HTTP service
     *     answers 401
     */
    public void verify(@Nullable String id, @Nullable String timestamp, @Nullable String signature, byte[] body) {
        if (id == null || timestamp == null || signature == null || id.isEmpty()) {
            throw new InvalidWebhookException("the request is not signed: webhook-id, webhook-timestamp and"
                    + " webhook-signature belong to every message");
        }
        checkTime(timestamp);
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        boolean fits = false;
        for (SecretKeySpec secret : secrets) {
            byte[] expected = hmac(secret, head, body);
            for (String candidate : signature.split(" ", -1)) {
                fits |= isSame(expected, candidate);
            }
        }
        if (!fits) {
            throw new InvalidWebhookException("the webhook's signature is wrong");
        }
    }

    private void checkTime(String timestamp) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            throw new InvalidWebhookException("the webhook's timestamp is not a number of seconds");
        }
        long apart = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
        if (apart > TOLERANCE.toSeconds()) {
            throw new InvalidWebhookException("the webhook's timestamp is more than five minutes off");
        }
    }

    private static boolean isSame(byte[] expected, String candidate) {
        // Other versions stand beside v1 in the list, and are not for us.
        if (!candidate.startsWith("v1,")) {
            return false;
        }
        try {
            return MessageDigest.isEqual(expected, Base64.getDecoder().decode(candidate.substring(3)));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static byte[] hmac(SecretKeySpec secret, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}

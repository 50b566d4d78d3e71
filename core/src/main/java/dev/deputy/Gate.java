package dev.deputy;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP rule, once for all adapters: given what a request says of its sender, may it pass, and as whom?
 *
 * <ul>
 *   <li>{@code OPTIONS} passes without a caller (CORS preflights carry no credentials; Fetch standard, section 3.2).
 *   <li>No {@code Authorization} header: 401 with {@code WWW-Authenticate: Bearer}, or, where callers are optional, pass
 *       without a caller.
 *   <li>A credential that is present and bad: always 401, never "anonymous".
 *   <li>It could not be found out: 503 with {@code Retry-After}, never 401.
 * </ul>
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750: Bearer token usage</a>
 */
public final class Gate {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final TokenVerifier verifier;
    private final boolean callerRequired;

    private Gate(TokenVerifier verifier, boolean callerRequired) {
        this.verifier = verifier;
        this.callerRequired = callerRequired;
    }

    /** A gate that admits callers only. */
    public static Gate requiringCaller(TokenVerifier verifier) {
        return new Gate(verifier, true);
    }

    /** A gate that also lets requests without a credential pass, without a caller. A bad credential is refused. */
    public static Gate allowingNoCaller(TokenVerifier verifier) {
        return new Gate(verifier, false);
    }

    /**
     * Decides about a request.
     *
     * @param method the request's method as it was sent
     * @param authorization the values of all {@code Authorization} header fields, in order; empty when there is none
     */
    public Decision decide(String method, List<String> authorization) {
        if (method.equals("OPTIONS")) {
            return new Decision.Skip();
        }
        BearerCredential credential = BearerCredential.read(authorization);
        if (credential instanceof BearerCredential.Token token) {
            return verified(token.text());
        }
        if (credential instanceof BearerCredential.Absent) {
            return callerRequired ? Refusal.MISSING : new Decision.Skip();
        }
        log.info("Refused a request: its Authorization header is not one Bearer token");
        return credential instanceof BearerCredential.Ambiguous ? Refusal.INVALID : Refusal.MISSING;
    }

    private Decision verified(String token) {
        try {
            return new Decision.Admit(verifier.verify(token));
        } catch (InvalidTokenException e) {
            log.info("Refused a request: {} ({})", e.getMessage(), e.reason());
            return Refusal.of(e.reason());
        } catch (AuthUnavailableException e) {
            log.warn("Could not judge a request: {}", e.getMessage());
            return Refusal.unavailable(e.retryAfter());
        }
    }
}

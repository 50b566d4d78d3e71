package dev.deputy;

import dev.deputy.BearerCredential.Absent;
import dev.deputy.BearerCredential.Ambiguous;
import dev.deputy.BearerCredential.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP rule, once for all adapters: given what a request says of its sender, may it pass, and as whom?
 *
 * <ul>
 *   <li>{@code OPTIONS} passes without a caller (CORS preflights carry no credentials; Fetch standard, section 3.2).
 *   <li>No credential: 401 with {@code WWW-Authenticate: Bearer}, or, where none is needed, pass without a caller.
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
    private final Access access;
    private final ApiKeys keys;
    private final Seldom outages = new Seldom(Duration.ofSeconds(10));

    private Gate(TokenVerifier verifier, Access access, ApiKeys keys) {
        access.checkAgainst(keys);
        this.verifier = verifier;
        this.access = access;
        this.keys = keys;
    }

    /** A gate that admits callers only. */
    public static Gate requiringCaller(TokenVerifier verifier) {
        return new Gate(verifier, Access.user(), ApiKeys.NONE);
    }

    /** A gate that also lets requests without a credential pass, without a caller. A bad credential is refused. */
    public static Gate allowingNoCaller(TokenVerifier verifier) {
        return new Gate(verifier, Access.user().or(Access.none()), ApiKeys.NONE);
    }

    /**
     * A gate that lets in what the access says.
     *
     * @param config where the API keys are
     * @throws IllegalArgumentException when the access asks for an API key that the configuration lacks
     */
    public static Gate of(Access access, TokenVerifier verifier, SupabaseConfig config) {
        return new Gate(verifier, access, ApiKeys.of(config));
    }

    /**
     * Decides about a request by its {@code Authorization} header alone, for gates that take no API keys. As
     * {@link #decide(String, List, List)} without an {@code apikey} header.
     */
    public Decision decide(String method, List<String> authorization) {
        return decide(method, authorization, List.of());
    }

    /**
     * Decides about a request.
     *
     * @param method the request's method as it was sent
     * @param authorization the values of all {@code Authorization} header fields, in order; empty when there is none
     * @param apikey the values of all {@code apikey} header fields; only looked at by gates that take API keys
     */
    public Decision decide(String method, List<String> authorization, List<String> apikey) {
        return Objects.requireNonNull(decide(method, authorization, apikey, this::verified));
    }

    /**
     * Decides about a request where that takes no waiting, for threads that many requests share, such as event loops.
     * Empty says nothing about the request; {@link #decide} in another thread then.
     */
    public Optional<Decision> decideAtOnce(String method, List<String> authorization, List<String> apikey) {
        return Optional.ofNullable(decide(method, authorization, apikey, this::verifiedAtOnce));
    }

    /**
     * Decides about a request whose caller another gate has admitted already: as {@link #decide(String, List, List)},
     * without verifying the token again.
     */
    public Decision decide(String method, Caller caller, List<String> apikey) {
        return Objects.requireNonNull(decide(
                method,
                apikey,
                (key, found) -> access.acceptsUsers() ? demanded(caller, found) : admitted(null, found)));
    }

    /** Says what a credential and API keys, all of them good, are worth; null when that takes time. */
    @FunctionalInterface
    private interface Judge {
        @Nullable
        Decision judge(String credential, List<ApiKey> keys);
    }

    private @Nullable Decision decide(String method, List<String> authorization, List<String> apikey, Judge tokens) {
        return decide(method, apikey, (key, found) -> decide(authorization, key, found, tokens));
    }

    /** @param users judges the user, given the API key's text and which keys it is */
    private @Nullable Decision decide(String method, List<String> apikey, Judge users) {
        if (method.equals("OPTIONS")) {
            return new Decision.Skip();
        }
        if (!access.acceptsKeys() || apikey.isEmpty()) {
            return users.judge("", List.of());
        }
        String key = BearerCredential.withoutOuterWhiteSpace(apikey.get(0));
        List<ApiKey> found = key.isEmpty() ? List.of() : keys.find(key);
        if (apikey.size() > 1 || !(key.isEmpty() || isGood(found))) {
            log.info("Refused a request: its apikey header is not one API key that is accepted there");
            return Refusal.INVALID_KEY;
        }
        return users.judge(key, found);
    }

    /** A key of a kind that is not accepted here is good too, but is of no use: browsers send theirs everywhere. */
    private boolean isGood(List<ApiKey> found) {
        return found.stream().anyMatch(key -> !access.acceptsKeysOf(key.kind()) || access.admits(key));
    }

    /** @param keys which keys the API key is; none when there is no API key */
    private @Nullable Decision decide(List<String> authorization, String apikey, List<ApiKey> keys, Judge judge) {
        if (!access.acceptsUsers()) {
            return admitted(null, keys);
        }
        BearerCredential credential = BearerCredential.read(authorization);
        if (credential instanceof Absent) {
            return admitted(null, keys);
        }
        if (credential instanceof Token token) {
            // Supabase's clients send the API key as a token, too, when nobody is signed in.
            return !apikey.isEmpty() && isSame(token.text(), apikey)
                    ? admitted(null, keys)
                    : judge.judge(token.text(), keys);
        }
        log.info("Refused a request: its Authorization header is not one Bearer token");
        return credential instanceof Ambiguous ? Refusal.INVALID : Refusal.MISSING;
    }

    private static boolean isSame(String token, String apikey) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), apikey.getBytes(StandardCharsets.UTF_8));
    }

    /** A verifier that refuses here is asked again in another thread, where it is said and logged as always. */
    private @Nullable Decision verifiedAtOnce(String token, List<ApiKey> keys) {
        try {
            return verifier.verifyAtOnce(token)
                    .map(caller -> demanded(caller, keys))
                    .orElse(null);
        } catch (InvalidTokenException | AuthUnavailableException e) {
            return null;
        }
    }

    private Decision demanded(Caller caller, List<ApiKey> keys) {
        try {
            access.demands().check(caller.verified());
            return admitted(caller, keys);
        } catch (InvalidTokenException e) {
            return refused(e);
        }
    }

    private static Decision refused(InvalidTokenException e) {
        log.info("Refused a request: {} ({})", e.getMessage(), e.reason());
        return Refusal.of(e.reason());
    }

    private Decision verified(String token, List<ApiKey> keys) {
        try {
            return demanded(verifier.verify(token), keys);
        } catch (InvalidTokenException e) {
            return refused(e);
        } catch (AuthUnavailableException e) {
            int times = outages.happened(System.nanoTime());
            if (times > 0) {
                log.warn("Could not judge {} requests since this was said last: {}", times, e.getMessage());
            }
            return Refusal.unavailable(e.retryAfter());
        }
    }

    /** All credentials are good: the first mode that one of them fits says as what the request comes in. */
    private Decision admitted(@Nullable Caller caller, List<ApiKey> keys) {
        for (AccessMode mode : access.modes()) {
            if (mode.equals(AccessMode.NONE)) {
                return new Decision.Skip();
            }
            if (mode.equals(AccessMode.USER) && caller != null) {
                return new Decision.Admit(caller);
            }
            Optional<ApiKey> key = keys.stream().filter(mode::admits).findFirst();
            if (key.isPresent()) {
                return new Decision.AdmitKey(key.get());
            }
        }
        return Refusal.MISSING;
    }
}

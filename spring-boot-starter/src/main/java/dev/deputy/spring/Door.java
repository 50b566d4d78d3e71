package dev.deputy.spring;

import dev.deputy.Access;
import dev.deputy.Decision;
import dev.deputy.Gate;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first look at a request, before it is known which rule holds for it: a caller is let in as one, nobody is let in as
 * nobody, and a bad token is refused. API keys are left to the rules, for browsers send theirs with every request, and it
 * is no business of endpoints that do not ask for any.
 */
final class Door {

    private static final String BEARER = "Bearer ";

    private final Gate callers;
    private final @Nullable Gate keys;

    Door(TokenVerifier verifier, SupabaseConfig config) {
        this.callers = Gate.allowingNoCaller(verifier);
        this.keys =
                anyKey(config).map(access -> Gate.of(access, verifier, config)).orElse(null);
    }

    private static Optional<Access> anyKey(SupabaseConfig config) {
        boolean publishable =
                !config.publishableKeys().isEmpty() || config.anonKey().isPresent();
        boolean secret =
                !config.secretKeys().isEmpty() || config.serviceRoleKey().isPresent();
        return Stream.of(publishable ? Access.anyPublishableKey() : null, secret ? Access.anySecretKey() : null)
                .flatMap(Stream::ofNullable)
                .reduce(Access::or);
    }

    /** Decides about a request by the values of all its {@code Authorization} and {@code apikey} header fields. */
    Decision decide(String method, List<String> authorization, List<String> apikey) {
        return isKeyTwice(method, authorization, apikey) ? new Decision.Skip() : callers.decide(method, authorization);
    }

    /** The same where that takes no waiting. */
    Optional<Decision> decideAtOnce(String method, List<String> authorization, List<String> apikey) {
        return isKeyTwice(method, authorization, apikey)
                ? Optional.of(new Decision.Skip())
                : callers.decideAtOnce(method, authorization, List.of());
    }

    /** Whether what is sent as a token is the API key once more, and a good one. */
    boolean isKeyTwice(String method, List<String> authorization, List<String> apikey) {
        return keys != null
                && isSame(authorization, apikey)
                && keys.decide(method, authorization, apikey) instanceof Decision.AdmitKey;
    }

    /** Supabase's clients send the API key as a token, too, when nobody is signed in. */
    private static boolean isSame(List<String> authorization, List<String> apikey) {
        return authorization.size() == 1
                && apikey.size() == 1
                && authorization.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())
                && authorization
                        .get(0)
                        .substring(BEARER.length())
                        .strip()
                        .equals(apikey.get(0).strip());
    }
}

package dev.deputy;

import java.time.Clock;
import java.util.Optional;

/**
 * Says who sent an access token, or that nobody may be believed to have sent it.
 *
 * <p>A {@link Caller} comes out of a verifier and from nowhere else, so code that is handed a {@code Caller} needs to
 * ask no more questions about authentication.
 *
 * <pre>{@code
 * TokenVerifier verifier = TokenVerifier.of(SupabaseConfig.fromEnvironment());
 * Caller caller = verifier.verify(accessToken);
 * }</pre>
 *
 * <p>Verifiers are safe for use by many threads; an application has one.
 */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * Verifies a Supabase access token.
     *
     * @param accessToken the token in its compact form, without the word {@code Bearer}
     * @return who sent it
     * @throws InvalidTokenException when the token is bad, whatever the reason; an HTTP service answers 401 (or 403,
     *     see {@link InvalidTokenException.Reason#isForbidden()})
     * @throws AuthUnavailableException when it could not be found out, because Supabase could not be reached and the
     *     token cannot be judged without it; an HTTP service answers 503
     */
    Caller verify(String accessToken);

    /**
     * The caller, where that takes no waiting and hardly any arithmetic, because the token was verified a moment ago: for
     * threads that many requests share, such as event loops. Empty says nothing about the token; {@link #verify} it in
     * another thread then. This implementation always is. It never refuses: to throw what {@link #verify} does comes to
     * the same as empty.
     */
    default Optional<Caller> verifyAtOnce(String accessToken) {
        return Optional.empty();
    }

    /**
     * A verifier that also asks the check about each caller. A listener that this verifier tells hears what comes of both,
     * once for each token.
     */
    default TokenVerifier checking(CallerCheck check) {
        return new CheckingVerifier(this, check);
    }

    /**
     * A verifier that checks tokens in this process, with the project's secret and its signing keys side by side,
     * chosen per token. Signing keys are fetched when they are first needed and refreshed in the background.
     *
     * @throws IllegalArgumentException when the configuration names neither a secret nor a key of use
     */
    static TokenVerifier of(SupabaseConfig config) {
        return of(config, AuthListener.NONE);
    }

    /** As {@link #of(SupabaseConfig)}, and tells the listener what it does. */
    static TokenVerifier of(SupabaseConfig config, AuthListener listener) {
        LocalVerifier.requireKeys(config);
        LocalVerifier verifier = new LocalVerifier(
                config, Clock.systemUTC(), (url, mayBeEmpty) -> FetchedKeys.at(url, mayBeEmpty, listener));
        return new ReportingVerifier(verifier, listener);
    }

    /**
     * A verifier that also asks the project's Auth server about each token, and so notices when users sign out, are
     * banned or are deleted before their tokens end. What the server says is believed for
     * {@link SupabaseConfig#remoteCacheTime()}. While it does not answer, tokens that it must confirm are neither
     * accepted nor refused: {@link #verify} throws {@link AuthUnavailableException}.
     *
     * <p>Everything that can be found out here is found out first. If the configuration holds the secret or names the
     * signing keys, that includes the signature, so that the server is not bothered with forged tokens; without them the
     * server's word is needed and enough. Tokens of {@linkplain SupabaseConfig#thirdPartyIssuers() third parties} are
     * verified as {@link #of(SupabaseConfig)} does, because the Auth server does not know them.
     *
     * @throws IllegalArgumentException when the configuration has no publishable key (or older anon key), without which
     *     the server answers nothing
     */
    static TokenVerifier remote(SupabaseConfig config) {
        return remote(config, AuthListener.NONE);
    }

    /** As {@link #remote(SupabaseConfig)}, and tells the listener what it does. */
    static TokenVerifier remote(SupabaseConfig config, AuthListener listener) {
        RemoteVerifier verifier = new RemoteVerifier(
                config,
                RemoteLimits.STANDARD,
                listener,
                Clock.systemUTC(),
                System::nanoTime,
                (url, mayBeEmpty) -> FetchedKeys.at(url, mayBeEmpty, listener));
        return new ReportingVerifier(verifier, listener);
    }
}

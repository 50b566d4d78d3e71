package dev.deputy.local.auth;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How an auth server behaves. The defaults are those of the Supabase CLI, except that anonymous sign-in is on. Immutable:
 * every {@code with…} gives a changed copy.
 */
public final class AuthSettings {

    private final URI url;
    private boolean tokensBySecret;
    private Duration accessTokenLifetime = Duration.ofHours(1);
    private Duration refreshTokenReuse = Duration.ofSeconds(10);
    private int passwordCost = 10;
    private int minimumPasswordLength = 6;
    private boolean autoconfirm = true;
    private boolean signUps = true;
    private boolean anonymousSignIns = true;

    private AuthSettings(URI url) {
        this.url = url;
    }

    /**
     * The defaults.
     *
     * @param url where the server is reached, without a slash at its end, such as {@code http://127.0.0.1:54321/auth/v1};
     *     the issuer of its tokens
     */
    public static AuthSettings at(URI url) {
        return new AuthSettings(url);
    }

    /** Whether access tokens are signed with the project's secret (HS256) instead of its signing key (ES256). */
    public AuthSettings withTokensBySecret(boolean bySecret) {
        return changed(copy -> copy.tokensBySecret = bySecret);
    }

    /** How long an access token is good for; an hour by default. */
    public AuthSettings withAccessTokenLifetime(Duration lifetime) {
        if (lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("accessTokenLifetime must be a second at least, not " + lifetime);
        }
        return changed(copy -> copy.accessTokenLifetime = lifetime);
    }

    /** How long a used refresh token still works, for clients that lost the answer; 10 seconds by default. */
    public AuthSettings withRefreshTokenReuse(Duration reuse) {
        return changed(copy -> copy.refreshTokenReuse = reuse);
    }

    /**
     * bcrypt's cost for new passwords, from 4 to 15; 10 by default, as in production. A lower one makes tests faster, and
     * passwords easier to guess for whoever steals the database.
     */
    public AuthSettings withPasswordCost(int cost) {
        if (cost < 4 || cost > 15) {
            throw new IllegalArgumentException("passwordCost must be from 4 to 15, not " + cost);
        }
        return changed(copy -> copy.passwordCost = cost);
    }

    /** How long a new password must be; 6 by default. */
    public AuthSettings withMinimumPasswordLength(int length) {
        return changed(copy -> copy.minimumPasswordLength = length);
    }

    /** Whether a sign-up is complete without a confirmed e-mail address; yes by default. */
    public AuthSettings withAutoconfirm(boolean confirm) {
        return changed(copy -> copy.autoconfirm = confirm);
    }

    /** Whether new users may sign up; yes by default. */
    public AuthSettings withSignUps(boolean allowed) {
        return changed(copy -> copy.signUps = allowed);
    }

    /** Whether users may come in without saying who they are; yes by default. */
    public AuthSettings withAnonymousSignIns(boolean allowed) {
        return changed(copy -> copy.anonymousSignIns = allowed);
    }

    private AuthSettings changed(Consumer<AuthSettings> change) {
        AuthSettings copy = new AuthSettings(url);
        copy.tokensBySecret = tokensBySecret;
        copy.accessTokenLifetime = accessTokenLifetime;
        copy.refreshTokenReuse = refreshTokenReuse;
        copy.passwordCost = passwordCost;
        copy.minimumPasswordLength = minimumPasswordLength;
        copy.autoconfirm = autoconfirm;
        copy.signUps = signUps;
        copy.anonymousSignIns = anonymousSignIns;
        change.accept(copy);
        return copy;
    }

    URI url() {
        return url;
    }

    boolean tokensBySecret() {
        return tokensBySecret;
    }

    Duration accessTokenLifetime() {
        return accessTokenLifetime;
    }

    Duration refreshTokenReuse() {
        return refreshTokenReuse;
    }

    int passwordCost() {
        return passwordCost;
    }

    int minimumPasswordLength() {
        return minimumPasswordLength;
    }

    boolean autoconfirm() {
        return autoconfirm;
    }

    boolean signUps() {
        return signUps;
    }

    boolean anonymousSignIns() {
        return anonymousSignIns;
    }
}

package dev.deputy.local.auth;

import java.net.URI;
import java.time.Duration;

/**
 * How an auth server behaves. The defaults are those of the Supabase CLI, except that anonymous sign-in is on.
 *
 * @param url where it is reached, without a slash at its end, such as {@code http://127.0.0.1:54321/auth/v1}; the issuer
 *     of its tokens
 * @param tokensBySecret sign access tokens with the project's secret (HS256) instead of its signing key (ES256)
 * @param accessTokenLifetime an hour by default
 * @param refreshTokenReuse how long a used refresh token still works, for clients that lost the answer; 10 seconds by
 *     default
 * @param passwordCost bcrypt's cost for new passwords; 10 as in production, 4 at least. A lower one makes tests faster
 *     and passwords easier to guess from a stolen database.
 * @param minimumPasswordLength 6 by default
 * @param autoconfirm whether a sign-up is complete without a confirmed e-mail address
 * @param signUps whether new users may sign up
 * @param anonymousSignIns whether users may sign in without saying who they are
 */
public record AuthSettings(
        URI url,
        boolean tokensBySecret,
        Duration accessTokenLifetime,
        Duration refreshTokenReuse,
        int passwordCost,
        int minimumPasswordLength,
        boolean autoconfirm,
        boolean signUps,
        boolean anonymousSignIns) {

    public AuthSettings {
        if (passwordCost < 4 || passwordCost > 15) {
            throw new IllegalArgumentException("passwordCost must be from 4 to 15, not " + passwordCost);
        }
        if (accessTokenLifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("accessTokenLifetime must be a second at least");
        }
    }

    public static AuthSettings at(URI url) {
        return new AuthSettings(url, false, Duration.ofHours(1), Duration.ofSeconds(10), 10, 6, true, true, true);
    }

    public AuthSettings withTokensBySecret(boolean bySecret) {
        return new AuthSettings(
                url,
                bySecret,
                accessTokenLifetime,
                refreshTokenReuse,
                passwordCost,
                minimumPasswordLength,
                autoconfirm,
                signUps,
                anonymousSignIns);
    }

    public AuthSettings withPasswordCost(int cost) {
        return new AuthSettings(
                url,
                tokensBySecret,
                accessTokenLifetime,
                refreshTokenReuse,
                cost,
                minimumPasswordLength,
                autoconfirm,
                signUps,
                anonymousSignIns);
    }

    public AuthSettings withAutoconfirm(boolean confirm) {
        return new AuthSettings(
                url,
                tokensBySecret,
                accessTokenLifetime,
                refreshTokenReuse,
                passwordCost,
                minimumPasswordLength,
                confirm,
                signUps,
                anonymousSignIns);
    }

    public AuthSettings withSignUps(boolean allowed) {
        return new AuthSettings(
                url,
                tokensBySecret,
                accessTokenLifetime,
                refreshTokenReuse,
                passwordCost,
                minimumPasswordLength,
                autoconfirm,
                allowed,
                anonymousSignIns);
    }

    public AuthSettings withAnonymousSignIns(boolean allowed) {
        return new AuthSettings(
                url,
                tokensBySecret,
                accessTokenLifetime,
                refreshTokenReuse,
                passwordCost,
                minimumPasswordLength,
                autoconfirm,
                signUps,
                allowed);
    }
}

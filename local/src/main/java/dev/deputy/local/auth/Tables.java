package dev.deputy.local.auth;

import java.time.Clock;

/** Schema {@code auth}, table by table. */
record Tables(Users users, UserChanges changes, Identities identities, Sessions sessions, RefreshTokens refreshTokens) {

    static Tables of(AuthSettings settings, Clock clock) {
        Identities identities = new Identities(clock);
        return new Tables(
                new Users(identities, clock),
                new UserChanges(clock),
                identities,
                new Sessions(settings, clock),
                new RefreshTokens(settings, clock));
    }
}

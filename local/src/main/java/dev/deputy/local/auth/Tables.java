package dev.deputy.local.auth;

import java.time.Clock;

/** Schema {@code auth}, table by table. */
record Tables(
        Users users,
        UserChanges changes,
        Identities identities,
        Factors factors,
        Sessions sessions,
        RefreshTokens refreshTokens,
        OneTimeTokens oneTimeTokens,
        FlowStates flowStates) {

    static Tables of(AuthSettings settings, Clock clock) {
        Identities identities = new Identities(clock);
        Factors factors = new Factors(clock);
        return new Tables(
                new Users(identities, factors, clock),
                new UserChanges(clock),
                identities,
                factors,
                new Sessions(settings, clock),
                new RefreshTokens(settings, clock),
                new OneTimeTokens(clock),
                new FlowStates(clock));
    }
}

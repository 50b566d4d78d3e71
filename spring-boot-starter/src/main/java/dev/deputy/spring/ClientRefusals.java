package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.Gate;
import dev.deputy.client.DataException;
import dev.deputy.client.StorageException;
import dev.deputy.client.SupabaseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/** What to answer when Supabase's APIs, or a policy behind them, stand in an endpoint's way. Everything else is a 500. */
final class ClientRefusals {

    private static final Logger log = LoggerFactory.getLogger(ClientRefusals.class);

    private final Gate gate;

    /** @param gate one that requires a caller */
    ClientRefusals(Gate gate) {
        this.gate = gate;
    }

    /** The answer, if one of the causes is a matter of ours. */
    Optional<Decision.Refuse> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Decision.Refuse answer = answer(cause);
            if (answer != null) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private Decision.@Nullable Refuse answer(Throwable cause) {
        if (cause instanceof CurrentCaller.NoCallerException) {
            return Refusal.noCaller(gate);
        }
        if (cause instanceof CurrentCaller.NoKeyException noKey) {
            return Refusal.unavailable("publishable_key_not_set", String.valueOf(noKey.getMessage()), Map.of());
        }
        if (cause instanceof SupabaseException exception && exception.isUnavailable()) {
            log.warn("Supabase does not answer: {}", exception.getMessage());
            return Refusal.unavailable(
                    "supabase_unavailable",
                    "Supabase does not answer, or not in time. Try again in a few seconds.",
                    Map.of(HttpHeaders.RETRY_AFTER, "2"));
        }
        if (cause instanceof StorageException exception) {
            return exception.isTokenRefused() ? Refusal.signedOut() : exception.isDenied() ? Refusal.forbidden() : null;
        }
        if (cause instanceof DataException exception) {
            return switch (exception.reason()) {
                case DENIED -> Refusal.forbidden();
                case TOKEN_REFUSED -> Refusal.signedOut();
                default -> null;
            };
        }
        return null;
    }
}

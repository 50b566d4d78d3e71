package dev.deputy.client;

import org.jspecify.annotations.Nullable;

/** An Edge Function answered with an error, could not be run, or did not answer. */
public final class FunctionException extends SupabaseException {

    private final boolean relay;

    FunctionException(Failure failure, boolean relay, @Nullable Throwable cause) {
        super(relay ? "functions relay" : "function", failure, cause);
        this.relay = relay;
    }

    /** Whether it was not the function that failed but what runs functions. */
    public boolean isRelayError() {
        return relay;
    }

    /** What the function answered, as text. */
    public String body() {
        return failure().body();
    }
}

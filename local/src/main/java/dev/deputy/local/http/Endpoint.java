package dev.deputy.local.http;

/** Answers calls. Used by many threads at once. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers one call.
     *
     * @throws Failure when the call cannot be served, with the status that says why
     * @throws Exception anything else is our own fault: the caller sees a 500 without details, the log has one line
     */
    Answer answer(Call call) throws Exception;
}

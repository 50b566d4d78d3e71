package dev.deputy.local.auth;

/**
 * How the flow ends that a link in a mail is part of.
 *
 * @param pkce whether with a code that only the client which began it can use (RFC 7636), instead of with tokens
 * @param redirectTo where the browser goes, checked already
 */
record Ending(boolean pkce, String redirectTo) {

    static Ending withTokens(String redirectTo) {
        return new Ending(false, redirectTo);
    }
}

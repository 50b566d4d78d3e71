package dev.deputy;

import java.time.Instant;

/**
 * Is this token still good?
 *
 * @param token the token, which is what it says it is as far as that can be told here
 * @param subject the user that it names
 * @param expiresAt when it ends
 * @param proven whether its signature was found to be good here
 */
record Question(String token, String subject, Instant expiresAt, boolean proven) {

    /** Without the token. */
    @Override
    public String toString() {
        return "Question[" + subject + ", " + expiresAt + "]";
    }
}

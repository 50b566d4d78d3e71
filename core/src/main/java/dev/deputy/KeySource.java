package dev.deputy;

import java.io.IOException;

/** Asks an issuer for its signing keys. */
@FunctionalInterface
interface KeySource {

    /**
     * The keys that the issuer publishes now.
     *
     * @throws IOException when it does not say, or not within its time; the message is fit for a log
     */
    KeySet fetch() throws IOException;
}

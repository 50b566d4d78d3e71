package dev.deputy.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An address with which anybody may download a file for a while: keep it out of logs.
 *
 * @param url null where there is no such file
 * @param error what is wrong where there is no address
 */
public record SignedUrl(
        String path, @Nullable URI url, @Nullable String error) {

    /** The path, and not the address. */
    @Override
    public String toString() {
        return "SignedUrl[" + path + (error == null ? "" : ", " + error) + "]";
    }
}

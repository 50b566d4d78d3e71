package dev.deputy.client;

import java.net.URI;

/** An address to which anybody may upload a file for a while, and the token in it: keep it out of logs. */
public record UploadUrl(String path, URI url, String token) {

    /** The path, and neither address nor token. */
    @Override
    public String toString() {
        return "UploadUrl[" + path + "]";
    }
}

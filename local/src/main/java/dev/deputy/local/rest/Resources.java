package dev.deputy.local.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The SQL files that lie beside the classes. */
final class Resources {

    private Resources() {}

    static String text(String name) {
        try (InputStream content = Resources.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("the resource " + name + " is missing from Deputy's jar");
            }
            return new String(content.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

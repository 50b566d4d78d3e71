package dev.deputy.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** What a request carries; each attempt publishes it anew. */
record Body(Supplier<BodyPublisher> publisher) {

    static final Body NONE = new Body(BodyPublishers::noBody);

    static Body of(byte[] bytes) {
        return new Body(() -> BodyPublishers.ofByteArray(bytes));
    }

    static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.deputy.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What an Edge Function answers, as it arrives. Close it; as long as it is open, a connection is in use. For one thread. */
public final class FunctionAnswer implements AutoCloseable {

    private final HttpResponse<InputStream> response;

    FunctionAnswer(HttpResponse<InputStream> response) {
        this.response = response;
    }

    /** The HTTP status. */
    public int status() {
        return response.statusCode();
    }

    /** The answer's header. */
    public HttpHeaders headers() {
        return response.headers();
    }

    /** The answer's bytes, as they arrive. */
    public InputStream stream() {
        return response.body();
    }

    /** The answer's lines, as they arrive: for {@code text/event-stream} and for JSON lines. */
    public Stream<String> lines() {
        return new BufferedReader(new InputStreamReader(stream(), StandardCharsets.UTF_8)).lines();
    }

    /**
     * All of it as text.
     *
     * @throws UncheckedIOException when it ends in the middle
     */
    public String text() {
        try (InputStream stream = stream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            stream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

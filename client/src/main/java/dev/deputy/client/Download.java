package dev.deputy.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** A file that is arriving. Close it; as long as it is open, a connection is in use. For one thread. */
public final class Download implements AutoCloseable {

    private final HttpResponse<InputStream> response;

    Download(HttpResponse<InputStream> response) {
        this.response = response;
    }

    /** The file's bytes, as they arrive. */
    public InputStream stream() {
        return response.body();
    }

    /** The type that it was uploaded with. */
    public Optional<String> contentType() {
        return response.headers().firstValue("Content-Type");
    }

    /** How many bytes it has, if that is known. */
    public OptionalLong length() {
        return response.headers().firstValueAsLong("Content-Length");
    }

    /**
     * All of it.
     *
     * @throws UncheckedIOException when it ends in the middle
     */
    public byte[] bytes() {
        try (InputStream stream = stream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes it to a file, and replaces one that is there.
     *
     * @throws UncheckedIOException when it ends in the middle, or cannot be written
     */
    public void to(Path file) {
        to(file, received -> {});
    }

    /** As {@link #to(Path)}; the listener hears how many bytes have arrived, again and again. */
    public void to(Path file, LongConsumer progress) {
        try (InputStream stream = new CountedStream(stream(), progress)) {
            Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
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

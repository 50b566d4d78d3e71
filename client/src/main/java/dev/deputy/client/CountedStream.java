package dev.deputy.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A stream that tells how much of it has been read. */
final class CountedStream extends FilterInputStream {

    private final LongConsumer progress;
    private long received;

    CountedStream(InputStream stream, LongConsumer progress) {
        super(stream);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return count(super.read(bytes, offset, length));
    }

    private int count(int more) {
        if (more > 0) {
            received += more;
            progress.accept(received);
        }
        return more;
    }
}

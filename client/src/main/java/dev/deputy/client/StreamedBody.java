package dev.deputy.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that gives up when the other side falls silent; the JDK's own would wait for ever. For
 * one reading thread.
 */
final class StreamedBody extends InputStream implements BodySubscriber<InputStream> {

    private static final Object END = new Object();

    private final Duration silence;
    /** Lists of buffers, then END or a Throwable. No longer than what was requested, which is one list at a time. */
    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

    private @Nullable Subscription subscription; // guarded by this
    private boolean cancelled; // guarded by this
    private Iterator<ByteBuffer> buffers = List.<ByteBuffer>of().iterator();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private boolean ended;
    private @Nullable IOException failure;

    StreamedBody(Duration silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        synchronized (this) {
            this.subscription = subscription;
            if (cancelled) {
                subscription.cancel();
                return;
            }
        }
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        arrived.add(item);
    }

    @Override
    public void onError(Throwable throwable) {
        arrived.add(throwable);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        return advance() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(bytes, offset, count);
        return count;
    }

    @Override
    public int available() {
        return current.remaining();
    }

    /** Makes the current buffer one with bytes in it; false at the end. */
    private boolean advance() throws IOException {
        while (!current.hasRemaining()) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return false;
            }
            if (buffers.hasNext()) {
                current = buffers.next();
            } else {
                take();
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked") // what is neither END nor a failure came in by onNext
    private void take() throws IOException {
        Object next = await();
        if (next == END) {
            ended = true;
        } else if (next instanceof Throwable throwable) {
            failure = throwable instanceof IOException exception ? exception : new IOException(throwable);
        } else {
            buffers = ((List<ByteBuffer>) next).iterator();
            more();
        }
    }

    private Object await() throws IOException {
        try {
            Object next = arrived.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
            if (next != null) {
                return next;
            }
            failure = new HttpTimeoutException("nothing arrived for " + silence.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new InterruptedIOException("interrupted while reading an answer");
        }
        cancel();
        throw failure;
    }

    /** Stops the other side, if it has more to say; that closes the connection. */
    @Override
    public void close() {
        if (!ended && failure == null) {
            failure = new IOException("the stream is closed");
            cancel();
        }
    }

    private synchronized void more() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private synchronized void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}

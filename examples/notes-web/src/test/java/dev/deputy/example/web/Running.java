package dev.deputy.example.web;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has started: closed in reverse, each of them, also when one of them will not. */
final class Running implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T one) {
        started.addFirst(one);
        return one;
    }

    @Override
    public void close() {
        AssertionError failed = new AssertionError("not everything could be closed");
        for (AutoCloseable one : started) {
            try {
                one.close();
            } catch (Exception | AssertionError e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}

package dev.deputy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that keeps what was used lately. What is put in belongs to the young generation, and so does what is
 * found in the old one; when the young one is full, it becomes the old one, and what was old and has not been used since
 * is forgotten. Safe for use by many threads, none of which ever waits for another.
 */
final class RecentlyUsed<K, V> {

    private final long capacity;
    private final ToLongFunction<V> weigher;
    private volatile Generation<K, V> young = new Generation<>();
    private volatile Generation<K, V> old = new Generation<>();

    private static final class Generation<K, V> {
        final ConcurrentHashMap<K, V> entries = new ConcurrentHashMap<>();
        final AtomicLong weight = new AtomicLong();
    }

    /**
     * @param capacity what a generation weighs: what was used lately is kept up to here, and never twice as much
     */
    RecentlyUsed(long capacity, ToLongFunction<V> weigher) {
        this.capacity = capacity;
        this.weigher = weigher;
    }

    /** What was put in last under this key, unless it is forgotten. */
    @Nullable
    V get(K key) {
        Generation<K, V> now = young;
        V value = now.entries.get(key);
        if (value != null) {
            return value;
        }
        Generation<K, V> before = old;
        value = before.entries.get(key);
        if (value != null && now.entries.putIfAbsent(key, value) == null) {
            before.entries.remove(key);
            gained(now, weigher.applyAsLong(value));
        }
        return value;
    }

    void put(K key, V value) {
        Generation<K, V> now = young;
        V before = now.entries.put(key, value);
        gained(now, weigher.applyAsLong(value) - (before == null ? 0 : weigher.applyAsLong(before)));
    }

    private void gained(Generation<K, V> generation, long weight) {
        if (generation.weight.addAndGet(weight) > capacity) {
            turn(generation);
        }
    }

    void remove(K key) {
        remove(young, key);
        remove(old, key);
    }

    private void remove(Generation<K, V> generation, K key) {
        V value = generation.entries.remove(key);
        if (value != null) {
            gained(generation, -weigher.applyAsLong(value));
        }
    }

    /** Forgets what has not been used since this was called last. */
    void forgetUnused() {
        turn(young);
    }

    private synchronized void turn(Generation<K, V> full) {
        if (young == full) { // else another thread has seen the same
            old = full;
            young = new Generation<>();
        }
    }

    /** How many values are kept; one that has got a new value may be counted twice. */
    int size() {
        return young.entries.size() + old.entries.size();
    }
}

package dev.deputy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose text has been checked as a whole, and whose values are made when they are asked for. Unchangeable
 * once it was read.
 */
final class JsonObject {

    /** From here on, looking through all names for each new one would take those long who send many. */
    private static final int MANY = 24;

    private final byte[] utf8;
    private String[] names;
    private int[] values;
    private int size;
    private long hashes; // a bit for each name's; a name whose bit is not there is new
    private @Nullable Set<String> manyNames;

    /** An object without members so far; as many as are expected take no more than their room. */
    JsonObject(byte[] utf8, int expected) {
        this.utf8 = utf8;
        this.names = new String[expected];
        this.values = new int[expected];
    }

    /**
     * Adds a member whose value begins there.
     *
     * @throws MalformedException when the name has been there before
     */
    void add(String name, int value) {
        long hash = bit(name);
        if ((hashes & hash) != 0 && isThere(name)) {
            throw new MalformedException("a name occurs twice in a JSON object, at byte " + value);
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        hashes |= hash;
        if (manyNames != null) {
            manyNames.add(name);
        }
        names[size] = name;
        values[size] = value;
        size++;
    }

    private boolean isThere(String name) {
        if (size < MANY) {
            return has(name);
        }
        if (manyNames == null) {
            manyNames = new HashSet<>(Arrays.asList(names).subList(0, size));
        }
        return manyNames.contains(name);
    }

    private static long bit(String name) {
        return 1L << (name.hashCode() ^ (name.hashCode() >>> 26));
    }

    private int indexOf(String name) {
        if ((hashes & bit(name)) == 0) {
            return -1;
        }
        for (int i = 0; i < size; i++) {
            if (isSame(names[i], name)) {
                return i;
            }
        }
        return -1;
    }

    /** Names of claims that are asked for are mostly the very strings that were found: see {@link CommonNames}. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(String there, String name) {
        return there == name || (there.hashCode() == name.hashCode() && there.equals(name));
    }

    boolean has(String name) {
        return indexOf(name) >= 0;
    }

    /** The member's value; null when it is a null, or there is none. */
    @Nullable
    Object get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : Json.value(utf8, values[index]);
    }

    /** All members in their order. Unmodifiable. */
    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            members.put(names[i], Json.value(utf8, values[i]));
        }
        return Collections.unmodifiableMap(members);
    }

    /** The text that it was read from. Not to be changed. */
    byte[] utf8() {
        return utf8;
    }
}

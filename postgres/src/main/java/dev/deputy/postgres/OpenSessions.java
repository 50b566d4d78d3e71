package dev.deputy.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The sessions that are known to be open, each with its user. What is not known here has to be asked for, so forgetting
 * is always safe. Thread-safe.
 */
final class OpenSessions {

    private static final int MOST = 100_000;

    private final Map<UUID, UUID> users = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, UUID> eldest) {
            return size() > MOST;
        }
    };

    private boolean listening;
    private long ends;

    synchronized boolean contains(UUID session) {
        return listening && users.get(session) != null;
    }

    /** How many ends were heard of so far; to be asked for before the database is asked about a session. */
    synchronized long ends() {
        return ends;
    }

    /** Remembers a session, unless some end was heard of since, which may have been this one's. */
    synchronized void add(UUID session, UUID user, long endsBefore) {
        if (listening && ends == endsBefore) {
            users.put(session, user);
        }
    }

    synchronized void sessionEnded(UUID session) {
        ends++;
        users.remove(session);
    }

    synchronized void userEnded(UUID user) {
        ends++;
        users.values().removeIf(user::equals);
    }

    /** From now on, or no longer, ends are heard of; either way, some may have been missed. */
    synchronized void listening(boolean now) {
        ends++;
        users.clear();
        listening = now;
    }

    synchronized boolean isListening() {
        return listening;
    }
}

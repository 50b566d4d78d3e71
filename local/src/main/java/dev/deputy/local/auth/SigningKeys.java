package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;

/**
 * The keys that a project's tokens are signed with, in the states that they have on the platform. The project's JWT secret
 * (HS256) is one of them. One key signs; all that are not revoked are believed, and the public halves of these are in the
 * key set. A change takes effect at once, and is kept where the project has a data folder. Safe for use by several threads.
 *
 * @see <a href="https://supabase.com/docs/guides/auth/signing-keys">Supabase: signing keys</a>
 */
public final class SigningKeys {

    /** Where a key is in its life. */
    public enum State {
        /** Published, so that services know it when it is needed; signs nothing yet. */
        STANDBY,
        /** Signs. */
        IN_USE,
        /** Signs no more; the tokens that it signed are still good. */
        PREVIOUSLY_USED,
        /** Its tokens are refused. */
        REVOKED;

        String inWords() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What may be known of a key.
     *
     * @param id the {@code kid} of its tokens; {@code jwt-secret} for the project's secret, whose tokens have none
     * @param algorithm ES256, RS256 or HS256
     */
    public record Key(String id, String algorithm, State state) {}

    record Entry(SigningKey key, State state) {

        Entry in(State state) {
            return new Entry(key, state);
        }
    }

    private volatile List<Entry> entries;
    private volatile Runnable onChange = () -> {};

    SigningKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        current();
    }

    /** All, as {@link Key} describes them. */
    public List<Key> list() {
        return entries.stream().map(SigningKeys::describe).toList();
    }

    /**
     * Makes a new ES256 key that stands by for the next {@link #rotate()}.
     *
     * @throws IllegalStateException when one does already
     */
    public synchronized Key addStandby() {
        return addStandby(SigningKey.generate());
    }

    /** As {@link #addStandby()}, for RS256. */
    public synchronized Key addStandbyRsa() {
        return addStandby(RsaKey.generate());
    }

    private Key addStandby(SigningKey key) {
        refuseSecondStandby();
        Entry entry = new Entry(key, State.STANDBY);
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        change(more);
        return describe(entry);
    }

    /**
     * Puts the key that stands by in use, or a new ES256 key where none does; the one that was in use becomes previously
     * used.
     *
     * @return the key that signs from here on
     */
    public synchronized Key rotate() {
        if (standby().isEmpty()) {
            addStandby();
        }
        Entry next = standby().orElseThrow();
        replace(entry -> entry.key() == next.key()
                ? entry.in(State.IN_USE)
                : entry.state() == State.IN_USE ? entry.in(State.PREVIOUSLY_USED) : entry);
        return describe(current());
    }

    /**
     * Has the tokens of a key refused from here on.
     *
     * @throws IllegalStateException when it is the one in use: rotate first
     * @throws IllegalArgumentException when there is no such key
     */
    public synchronized void revoke(String id) {
        if (find(id).state() == State.IN_USE) {
            throw new IllegalStateException("The signing key " + id + " is in use: rotate to another one first.");
        }
        move(id, State.REVOKED);
    }

    /**
     * Lets a key that was previously used or revoked stand by again.
     *
     * @throws IllegalStateException when another one stands by, or this one is in use
     * @throws IllegalArgumentException when there is no such key
     */
    public synchronized void standBy(String id) {
        if (find(id).state() == State.IN_USE) {
            throw new IllegalStateException("The signing key " + id + " is in use: rotate to another one first.");
        }
        if (find(id).state() != State.STANDBY) {
            refuseSecondStandby();
            move(id, State.STANDBY);
        }
    }

    /** Sees to it that tokens are signed with the project's secret (HS256), by a rotation if they are not. */
    public synchronized void signBySecret() {
        signWith(SharedSecret.PROJECTS);
    }

    /** Sees to it that tokens are signed with a key pair, by a rotation if they are not. */
    public synchronized void signByKeyPair() {
        if (!current().key().id().equals(SharedSecret.PROJECTS)) {
            return;
        }
        Optional<Entry> known = entries.stream()
                .filter(entry -> entry.state() != State.REVOKED
                        && entry.key().publicJwk().isPresent())
                .reduce((older, newer) -> newer);
        if (known.isPresent()) {
            signWith(known.get().key().id());
        } else {
            rotate();
        }
    }

    private void signWith(String id) {
        if (find(id).state() != State.IN_USE) {
            replace(entry -> entry.key().id().equals(id)
                    ? entry.in(State.IN_USE)
                    : entry.state() == State.IN_USE ? entry.in(State.PREVIOUSLY_USED) : entry);
        }
    }

    private void move(String id, State state) {
        replace(entry -> entry.key().id().equals(id) ? entry.in(state) : entry);
    }

    private void refuseSecondStandby() {
        standby().ifPresent(entry -> {
            throw new IllegalStateException(
                    "The signing key " + entry.key().id() + " stands by already: rotate to it, or revoke it.");
        });
    }

    private Optional<Entry> standby() {
        return entries.stream().filter(entry -> entry.state() == State.STANDBY).findFirst();
    }

    private Entry find(String id) {
        return entries.stream()
                .filter(entry -> entry.key().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no signing key " + id + "."));
    }

    private void replace(UnaryOperator<Entry> change) {
        change(entries.stream().map(change).toList());
    }

    private void change(List<Entry> changed) {
        entries = List.copyOf(changed);
        onChange.run();
    }

    private static Key describe(Entry entry) {
        return new Key(entry.key().id(), entry.key().algorithm(), entry.state());
    }

    void onChange(Runnable action) {
        this.onChange = action;
    }

    List<Entry> entries() {
        return entries;
    }

    /** The key that signs. */
    SigningKey inUse() {
        return current().key();
    }

    private Entry current() {
        return entries.stream()
                .filter(entry -> entry.state() == State.IN_USE)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of the signing keys is in use"));
    }

    /** What whoever verifies may know: the public halves of all but the revoked ones. */
    ArrayNode published() {
        ArrayNode keys = Json.array();
        entries.stream()
                .filter(entry -> entry.state() != State.REVOKED)
                .flatMap(entry -> entry.key().publicJwk().stream())
                .forEach(keys::add);
        return keys;
    }

    /**
     * The key that can say whether a token is ours: the one that it names and that fits its algorithm. A secret need not be
     * named; where it is not, or is unknown, the project's own counts, as with GoTrue.
     */
    Optional<SigningKey> believed(String algorithm, String id) {
        Optional<SigningKey> named = believed(id).filter(key -> key.algorithm().equals(algorithm));
        return algorithm.equals("HS256") ? named.or(() -> believed(SharedSecret.PROJECTS)) : named;
    }

    private Optional<SigningKey> believed(String id) {
        return entries.stream()
                .filter(entry ->
                        entry.state() != State.REVOKED && entry.key().id().equals(id))
                .map(Entry::key)
                .findFirst();
    }

    /** The keys' names and states. */
    @Override
    public String toString() {
        return "SigningKeys" + list();
    }
}

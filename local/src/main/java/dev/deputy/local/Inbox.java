package dev.deputy.local;

import dev.deputy.local.auth.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The mails and text messages that a real project would have sent. They are kept in memory, the last thousand of them.
 *
 * <pre>{@code
 * String code = supabase.inbox().lastOtp("ada@example.com").orElseThrow();
 * }</pre>
 *
 * <p>Safe for use by several threads. A message is here before the request is answered that it belongs to.
 */
public final class Inbox {

    private static final int LIMIT = 1000;

    private final Deque<Message> messages = new ArrayDeque<>();

    Inbox() {}

    /** All messages, the newest first. */
    public synchronized List<Message> messages() {
        return new ArrayList<>(messages);
    }

    /** The messages to one address or phone number, the newest first. */
    public List<Message> messagesTo(String addressOrNumber) {
        String wanted = normalize(addressOrNumber);
        return messages().stream()
                .filter(message -> normalize(message.to()).equals(wanted))
                .toList();
    }

    /** The newest message to the address or phone number. */
    public Optional<Message> lastTo(String addressOrNumber) {
        return messagesTo(addressOrNumber).stream().findFirst();
    }

    /** The code in the newest message to the address or phone number; empty when there is no message. */
    public Optional<String> lastOtp(String addressOrNumber) {
        return lastTo(addressOrNumber).map(Message::code);
    }

    /** The newest link that was sent to the address; empty when there is none. */
    public Optional<String> lastLink(String address) {
        return messagesTo(address).stream()
                .map(Message::link)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Throws all messages away. The codes in them stay good. */
    public synchronized void clear() {
        messages.clear();
    }

    synchronized void add(Message message) {
        messages.addFirst(message);
        if (messages.size() > LIMIT) {
            messages.removeLast();
        }
    }

    /** Addresses are kept in lower case, numbers without their plus sign and spaces. */
    private static String normalize(String addressOrNumber) {
        String text = addressOrNumber.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("+") ? text.substring(1).replace(" ", "") : text;
    }

    /** How many messages, and nothing of them. */
    @Override
    public synchronized String toString() {
        return "Inbox[" + messages.size() + "]";
    }
}

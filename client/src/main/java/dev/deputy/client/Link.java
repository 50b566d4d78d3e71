package dev.deputy.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A link that signs somebody in, to be sent by oneself; for {@link AuthAdmin#generateLink}. Immutable. */
public final class Link {

    private final Map<String, Object> fields;
    final @Nullable URI redirectTo;

    private Link(Map<String, Object> fields, @Nullable URI redirectTo) {
        this.fields = fields;
        this.redirectTo = redirectTo;
    }

    private static Link of(String type, String email) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("email", email);
        return new Link(fields, null);
    }

    /** Signs up. */
    public static Link signUp(String email, String password) {
        return of("signup", email).with("password", password);
    }

    /** Invites somebody who has no account yet. */
    public static Link invite(String email) {
        return of("invite", email);
    }

    /** Signs in. */
    public static Link magicLink(String email) {
        return of("magiclink", email);
    }

    /** Lets somebody choose a new password. */
    public static Link recovery(String email) {
        return of("recovery", email);
    }

    /** Confirms a change of address, to be sent to the former one. */
    public static Link emailChangeCurrent(String email, String newEmail) {
        return of("email_change_current", email).with("new_email", newEmail);
    }

    /** Confirms a change of address, to be sent to the new one. */
    public static Link emailChangeNew(String email, String newEmail) {
        return of("email_change_new", email).with("new_email", newEmail);
    }

    /** Metadata of the user's own. */
    public Link data(Map<String, ?> data) {
        return with("data", data);
    }

    /** Where the link leads in the end. */
    public Link redirectTo(URI redirectTo) {
        return new Link(fields, redirectTo);
    }

    private Link with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Link(more, redirectTo);
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** What it is for, and not for whom. */
    @Override
    public String toString() {
        return "Link[" + fields.get("type") + "]";
    }
}

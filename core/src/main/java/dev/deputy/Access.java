package dev.deputy;

import dev.deputy.ApiKey.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Gate} lets in: users, API keys, everybody, or several of these. Immutable.
 *
 * <pre>{@code
 * Access.user()                                     // a user's access token in the Authorization header
 * Access.user().or(Access.secretKey("cron"))        // or the secret key named cron in the apikey header
 * Access.parse("user, publishable:web, none")       // the modes in words, as in @supabase/server
 * }</pre>
 *
 * <p>If a request carries several credentials, it comes in by the first mode that one of them fits. But every credential
 * of an accepted kind must be good: one that is present and bad is refused, whatever else there is, and never taken for
 * absent.
 *
 * <p>Demands such as {@link #requiringSecondFactor} are on users, and come on top of those of the verifier's
 * {@link SupabaseConfig}.
 */
public final class Access {

    private final List<AccessMode> modes;
    private final CallerDemands demands;

    private Access(List<AccessMode> modes, CallerDemands demands) {
        this.modes = List.copyOf(modes);
        this.demands = demands;
        int none = modes.indexOf(AccessMode.NONE);
        if (none >= 0 && none < modes.size() - 1) {
            throw new IllegalArgumentException(
                    "access \"" + this + "\" has modes after none, which would never count: put none last");
        }
    }

    /** A user's access token, as {@code Authorization: Bearer}. */
    public static Access user() {
        return of(AccessMode.USER);
    }

    /** The publishable key named {@code default}, or the older anon key, as {@code apikey}. */
    public static Access publishableKey() {
        return of(AccessMode.key(Kind.PUBLISHABLE, null));
    }

    /** The publishable key of this name, as {@code apikey}. */
    public static Access publishableKey(String name) {
        return of(AccessMode.key(Kind.PUBLISHABLE, name));
    }

    /** Any of the project's publishable keys, as {@code apikey}. */
    public static Access anyPublishableKey() {
        return publishableKey(AccessMode.ANY);
    }

    /** The secret key named {@code default}, or the older service_role key, as {@code apikey}. */
    public static Access secretKey() {
        return of(AccessMode.key(Kind.SECRET, null));
    }

    /** The secret key of this name, as {@code apikey}. */
    public static Access secretKey(String name) {
        return of(AccessMode.key(Kind.SECRET, name));
    }

    /** Any of the project's secret keys, as {@code apikey}. */
    public static Access anySecretKey() {
        return secretKey(AccessMode.ANY);
    }

    /** Everybody, without a credential. As an alternative it is the last one. */
    public static Access none() {
        return of(AccessMode.NONE);
    }

    /**
     * The modes in words: {@code user}, {@code publishable}, {@code secret} and {@code none}, separated by commas. Keys
     * may be named, as in {@code secret:cron}; {@code secret:*} is any.
     *
     * @throws IllegalArgumentException when a mode is none of these; the message says what to write
     */
    public static Access parse(String modes) {
        List<AccessMode> parsed = Arrays.stream(modes.split(",", -1))
                .map(mode -> AccessMode.parse(mode.strip()))
                .toList();
        return new Access(parsed, CallerDemands.NONE);
    }

    private static Access of(AccessMode mode) {
        return new Access(List.of(mode), CallerDemands.NONE);
    }

    /**
     * This, or else the other.
     *
     * @throws IllegalArgumentException when this lets everybody in already
     */
    public Access or(Access other) {
        List<AccessMode> all = new ArrayList<>(modes);
        all.addAll(other.modes);
        return new Access(all, demands.and(other.demands));
    }

    /** Refuses callers who have not signed in with a second factor ({@code aal2}). */
    public Access requiringSecondFactor() {
        return demanding(new CallerDemands(true, false, Optional.empty()));
    }

    /** Refuses users without an account ({@code signInAnonymously}). */
    public Access refusingAnonymousUsers() {
        return demanding(new CallerDemands(false, true, Optional.empty()));
    }

    /** Refuses tokens that the project's OAuth server issued to a client other than these; none means to any. */
    public Access refusingOAuthClientsExcept(Collection<String> clientIds) {
        return demanding(new CallerDemands(false, false, Optional.of(Set.copyOf(clientIds))));
    }

    private Access demanding(CallerDemands more) {
        return new Access(modes, demands.and(more));
    }

    /** In the order in which they count. */
    List<AccessMode> modes() {
        return modes;
    }

    boolean acceptsUsers() {
        return modes.contains(AccessMode.USER);
    }

    boolean acceptsKeys() {
        return modes.stream().anyMatch(mode -> mode.kind() != null);
    }

    boolean acceptsKeysOf(Kind kind) {
        return modes.stream().anyMatch(mode -> mode.kind() == kind);
    }

    boolean admits(ApiKey key) {
        return modes.stream().anyMatch(mode -> mode.admits(key));
    }

    CallerDemands demands() {
        return demands;
    }

    /**
     * Checks that the project has the keys that are to be let in.
     *
     * @throws IllegalArgumentException when it lacks one; the message says what to set
     */
    void checkAgainst(ApiKeys keys) {
        for (AccessMode mode : modes) {
            Kind kind = mode.kind();
            if (kind != null && keys.all().noneMatch(mode::admits)) {
                throw new IllegalArgumentException("access \"" + mode + "\" asks for a key that is not configured: set "
                        + setting(kind, mode.name()));
            }
        }
    }

    private static String setting(Kind kind, @Nullable String name) {
        String variable = kind == Kind.PUBLISHABLE ? "SUPABASE_PUBLISHABLE_KEY" : "SUPABASE_SECRET_KEY";
        return name == null || name.equals(AccessMode.ANY)
                ? kind.mode() + "Key (" + variable + ")"
                : kind.mode() + "Key of that name (" + variable + "S, as in {\"" + name + "\":\"sb_…\"})";
    }

    /** The modes in words, as {@link #parse} reads them. */
    @Override
    public String toString() {
        return modes.stream().map(AccessMode::toString).collect(Collectors.joining(", "));
    }
}

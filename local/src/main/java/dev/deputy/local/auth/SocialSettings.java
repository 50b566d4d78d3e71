package dev.deputy.local.auth;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which providers' place we take. Everything about the real ones (client ids, secrets, addresses) does not matter here.
 *
 * @param providers their names, such as {@code github}
 */
public record SocialSettings(Set<String> providers) {

    /** Those that GoTrue knows. */
    static final Set<String> KNOWN = Set.of(
            "apple",
            "azure",
            "bitbucket",
            "discord",
            "facebook",
            "figma",
            "fly",
            "github",
            "gitlab",
            "google",
            "kakao",
            "keycloak",
            "linkedin",
            "linkedin_oidc",
            "notion",
            "slack",
            "slack_oidc",
            "snapchat",
            "spotify",
            "twitch",
            "twitter",
            "workos",
            "x",
            "zoom");

    public SocialSettings {
        Set<String> unknown = new TreeSet<>(providers);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("auth.external has providers that Supabase does not know: " + unknown);
        }
        providers = Set.copyOf(providers);
    }

    /** All of them, since none asks for anything. */
    public static SocialSettings defaults() {
        return new SocialSettings(KNOWN);
    }
}

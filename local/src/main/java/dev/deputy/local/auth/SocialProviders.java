package dev.deputy.local.auth;

import dev.deputy.local.http.Json;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What differs between the providers whose place we take. */
final class SocialProviders {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("github", "GitHub"),
            Map.entry("gitlab", "GitLab"),
            Map.entry("linkedin", "LinkedIn"),
            Map.entry("linkedin_oidc", "LinkedIn"),
            Map.entry("slack_oidc", "Slack"),
            Map.entry("workos", "WorkOS"),
            Map.entry("azure", "Microsoft"),
            Map.entry("twitter", "X (Twitter)"),
            Map.entry("x", "X"));

    private static final Map<String, String> ISSUERS = Map.of(
            "github", "https://api.github.com",
            "google", "https://accounts.google.com",
            "apple", "https://appleid.apple.com",
            "discord", "https://discord.com/api",
            "gitlab", "https://gitlab.com");

    private SocialProviders() {}

    static String name(String provider) {
        return NAMES.getOrDefault(provider, provider.substring(0, 1).toUpperCase(Locale.ROOT) + provider.substring(1));
    }

    /** The identity as it is kept. */
    static ProviderIdentity identity(String provider, SocialIdentity identity) {
        return new ProviderIdentity(
                provider, identity.id(), identity.email(), identity.emailVerified(), data(provider, identity));
    }

    private static ObjectNode data(String provider, SocialIdentity identity) {
        ObjectNode data = Json.object()
                .put("sub", identity.id())
                .put("provider_id", identity.id())
                .put("email", identity.email())
                .put("email_verified", identity.emailVerified())
                .put("phone_verified", false);
        if (ISSUERS.containsKey(provider)) {
            data.put("iss", ISSUERS.getOrDefault(provider, ""));
        }
        if (!identity.name().isEmpty()) {
            data.put("name", identity.name()).put("full_name", identity.name());
        }
        if (provider.equals("github") || provider.equals("gitlab")) {
            String userName = identity.email().split("@", 2)[0];
            data.put("user_name", userName).put("preferred_username", userName);
        }
        return data;
    }
}

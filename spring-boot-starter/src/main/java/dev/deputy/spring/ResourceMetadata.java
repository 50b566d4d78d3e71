package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What OAuth clients that know nothing but the service's address, such as those of an MCP server, need to find out where
 * to get a token: this service's metadata (RFC 9728), which name the project's Auth server, and the challenge that leads to
 * them.
 */
final class ResourceMetadata {

    /** Section 3: this goes between host and path of the resource. */
    static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    /** An address that needs no escapes, neither in JSON nor in a header. */
    private static final Pattern PLAIN = Pattern.compile("https?://[A-Za-z0-9\\-._~%!$&'()*+,;=:@/\\[\\]]+");

    private static final String SETTING = "supabase.resource-metadata.resource";

    private final @Nullable String resource;
    private final String rest;

    /** @throws SupabaseSettingsException when the resource that is set is no address */
    ResourceMetadata(SupabaseProperties.ResourceMetadata settings, SupabaseConfig config) {
        this.resource = settings.resource();
        if (resource != null && !isAddress(resource)) {
            throw new SupabaseSettingsException(
                    SETTING + " is \"" + resource + "\", which is no address that clients could ask for.",
                    "Set it to this service's address as clients know it, such as https://api.example.com/mcp, or leave"
                            + " it out, and it is taken from each request.",
                    null);
        }
        String authServer = config.publicUrl() + "/auth/v1";
        Set<String> issuers = config.issuers();
        this.rest = ",\"authorization_servers\":"
                + array(issuers.contains(authServer) || issuers.isEmpty() ? List.of(authServer) : issuers)
                + ",\"bearer_methods_supported\":[\"header\"]"
                + (settings.scopes().isEmpty() ? "" : ",\"scopes_supported\":" + array(settings.scopes())) + "}";
    }

    private static boolean isAddress(String text) {
        return PLAIN.matcher(text).matches() && URI.create(text).getHost() != null;
    }

    private static String array(Collection<String> texts) {
        return texts.stream()
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /**
     * The metadata, as JSON, if they are what is asked for.
     *
     * @param base the service's address, without a slash at its end
     * @param path the rest of the request's address
     */
    Optional<String> at(String base, String path) {
        if (!path.equals(WELL_KNOWN) && !path.startsWith(WELL_KNOWN + "/")) {
            return Optional.empty();
        }
        String asked = path.substring(WELL_KNOWN.length());
        if (resource != null) {
            return asked.isEmpty() || resource.endsWith(asked) ? Optional.of(document(resource)) : Optional.empty();
        }
        return Optional.of(base + asked)
                .filter(address -> PLAIN.matcher(address).matches())
                .map(this::document);
    }

    private String document(String address) {
        return "{\"resource\":\"" + address + "\"" + rest;
    }

    /** The challenge of a request to this address, with the way to the metadata added (section 5.1). */
    String challenge(String challenge, String base, String path) {
        String address = resource != null ? addressOfMetadata(resource) : base + WELL_KNOWN + path;
        if (!challenge.startsWith("Bearer")
                || challenge.contains("resource_metadata=")
                || !PLAIN.matcher(address).matches()) {
            return challenge;
        }
        return challenge + (challenge.equals("Bearer") ? " " : ", ") + "resource_metadata=\"" + address + "\"";
    }

    private static String addressOfMetadata(String resource) {
        int path = resource.indexOf('/', resource.indexOf("//") + 2);
        return path < 0
                ? resource + WELL_KNOWN
                : resource.substring(0, path)
                        + WELL_KNOWN
                        + resource.substring(path).replaceFirst("^/$", "");
    }
}

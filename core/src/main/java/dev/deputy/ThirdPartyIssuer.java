package dev.deputy;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer besides Supabase's Auth server whose tokens are accepted: Firebase, Auth0, Clerk, Cognito, WorkOS, or any
 * OpenID Connect provider that the Supabase project trusts too. Its tokens are checked with its own keys only, and their
 * subject need not be a UUID. Immutable.
 *
 * <pre>{@code
 * ThirdPartyIssuer.at("https://example.eu.auth0.com/", URI.create("https://example.eu.auth0.com/.well-known/jwks.json"))
 *         .withAudience("https://api.example.com")
 * }</pre>
 *
 * @see <a href="https://supabase.com/docs/guides/auth/third-party/overview">Supabase: third-party auth</a>
 */
public final class ThirdPartyIssuer {

    private final String issuer;
    private final @Nullable URI jwksUrl;
    private final @Nullable String jwks;
    private final Set<String> audiences;
    private final boolean anyAudience;
    private final @Nullable String defaultRole;

    private ThirdPartyIssuer(
            String issuer,
            @Nullable URI jwksUrl,
            @Nullable String jwks,
            Set<String> audiences,
            boolean anyAudience,
            @Nullable String defaultRole) {
        this.issuer = issuer;
        this.jwksUrl = jwksUrl;
        this.jwks = jwks;
        this.audiences = Set.copyOf(audiences);
        this.anyAudience = anyAudience;
        this.defaultRole = defaultRole;
    }

    /** The issuer with the given {@code iss}, compared character by character, whose keys are at the given address. */
    public static ThirdPartyIssuer at(String issuer, URI jwksUrl) {
        return new ThirdPartyIssuer(checked(issuer), jwksUrl, null, Set.of(), false, null);
    }

    /**
     * The issuer with the given {@code iss} and keys: a JWK set (RFC 7517) as JSON.
     *
     * @throws IllegalArgumentException when the keys are no JWK set
     */
    public static ThirdPartyIssuer withKeys(String issuer, String jwks) {
        try {
            KeySet.parse(jwks);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("thirdPartyIssuer's jwks is not a JWK set: " + e.getMessage(), e);
        }
        return new ThirdPartyIssuer(checked(issuer), null, jwks, Set.of(), false, null);
    }

    private static String checked(String issuer) {
        if (issuer.isBlank()) {
            throw new IllegalArgumentException("thirdPartyIssuer's issuer is empty: set it to the iss of its tokens");
        }
        return issuer;
    }

    /** Accepts tokens for this audience, too. Until one is named, the project's audiences are demanded. */
    public ThirdPartyIssuer withAudience(String audience) {
        Set<String> all = new LinkedHashSet<>(audiences);
        all.add(audience);
        return new ThirdPartyIssuer(issuer, jwksUrl, jwks, all, anyAudience, defaultRole);
    }

    /** Does not check the audience, for issuers whose tokens name none, such as Clerk. */
    public ThirdPartyIssuer acceptingAnyAudience() {
        return new ThirdPartyIssuer(issuer, jwksUrl, jwks, audiences, true, defaultRole);
    }

    /** The role of tokens that name none; without it they are refused. */
    public ThirdPartyIssuer withDefaultRole(String role) {
        return new ThirdPartyIssuer(issuer, jwksUrl, jwks, audiences, anyAudience, role);
    }

    /** The {@code iss} of the issuer's tokens. */
    public String issuer() {
        return issuer;
    }

    /** Where the issuer's keys are, unless they were given. */
    public Optional<URI> jwksUrl() {
        return Optional.ofNullable(jwksUrl);
    }

    /** The issuer's keys, if they were given. */
    public Optional<String> jwks() {
        return Optional.ofNullable(jwks);
    }

    /** The audiences that a token must name one of; empty for those of the project. */
    public Set<String> audiences() {
        return audiences;
    }

    /** Whether the audience is not checked at all. */
    public boolean acceptsAnyAudience() {
        return anyAudience;
    }

    /** The role of tokens that name none, if they are accepted. */
    public Optional<String> defaultRole() {
        return Optional.ofNullable(defaultRole);
    }

    @Override
    public String toString() {
        return "ThirdPartyIssuer[" + issuer + "]";
    }
}

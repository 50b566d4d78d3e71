package dev.deputy.spring;

import dev.deputy.ApiKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * An application that has come in with one of the project's API keys: the principal says which, and is not the key. The
 * authority is the role that Supabase gives the key ({@code ROLE_anon}, {@code ROLE_service_role}).
 */
final class ApiKeyAuthentication extends AbstractAuthenticationToken {

    private final transient ApiKey key;

    ApiKeyAuthentication(ApiKey key) {
        super(AuthorityUtils.createAuthorityList(
                switch (key.kind()) {
                    case PUBLISHABLE -> "ROLE_anon";
                    case SECRET -> "ROLE_service_role";
                }));
        this.key = key;
        setAuthenticated(true);
    }

    @Override
    public ApiKey getPrincipal() {
        return key;
    }

    /** The key's name in the project's settings. */
    @Override
    public String getName() {
        return key.name();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKeyAuthentication that && super.equals(other) && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), key);
    }
}

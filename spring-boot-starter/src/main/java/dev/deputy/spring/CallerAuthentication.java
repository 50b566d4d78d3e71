package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * An authenticated {@link Caller} in Spring Security's terms: the principal is the caller, the authorities
 * are its role with the customary prefix ({@code ROLE_authenticated}) and what {@link CallerAuthorities} adds, and the
 * credentials are gone, for they have done their work.
 */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    // Spring Security's Authentication is Serializable; a caller is not: proof of identity is not for storing.
    private final transient Caller caller;

    private CallerAuthentication(Caller caller, Collection<? extends GrantedAuthority> authorities) {
        super(authorities);
        this.caller = caller;
        setAuthenticated(true);
    }

    /** What the security context holds for this caller: for tests, and for work that is done in somebody's name. */
    public static CallerAuthentication of(Caller caller) {
        return new CallerAuthentication(caller, AuthorityUtils.createAuthorityList("ROLE_" + caller.role()));
    }

    /** The same with the application's own authorities, which its {@link CallerAuthorities} bean knows. */
    public static CallerAuthentication of(Caller caller, CallerAuthorities authorities) {
        return new CallerAuthentication(caller, authorities.of(caller));
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    /** The user's id. */
    @Override
    public String getName() {
        return caller.subject();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallerAuthentication that && super.equals(other) && caller.equals(that.caller);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), caller);
    }
}

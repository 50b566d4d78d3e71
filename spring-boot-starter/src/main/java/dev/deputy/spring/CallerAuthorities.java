package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a caller may do, in Spring Security's terms: what {@code hasRole} and {@code hasAuthority} compare with. An
 * application that finds the settings {@code supabase.authorities.*} too narrow declares a bean of its own.
 *
 * <p>Never derive authorities from {@link Caller#userMetadata()}, which users write themselves.
 */
@FunctionalInterface
public interface CallerAuthorities {

    /**
     * The authorities; called once for each request, in WebFlux on an event loop where the token is known already. So it must
     * not wait for a database or for another service: keep in a cache what has to be asked for.
     */
    Collection<? extends GrantedAuthority> of(Caller caller);
}

package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Authorities from a token's claims: the role that Postgres knows ({@code ROLE_authenticated}), {@code aal2} after a second
 * factor, and whatever the settings name.
 */
final class ClaimAuthorities implements CallerAuthorities {

    private static final String ROLE = "ROLE_";

    private final List<ClaimPath> roles;
    private final List<ClaimPath> permissions;

    /** @throws SupabaseSettingsException when a path is none, or leads to what users say about themselves */
    ClaimAuthorities(SupabaseProperties.Authorities settings) {
        this.roles = paths("supabase.authorities.roles", settings.roles());
        this.permissions = paths("supabase.authorities.permissions", settings.permissions());
    }

    private static List<ClaimPath> paths(String setting, List<String> paths) {
        List<ClaimPath> parsed = new ArrayList<>();
        for (String path : paths) {
            parsed.add(ClaimPath.parse(setting, path));
        }
        return List.copyOf(parsed);
    }

    @Override
    public Collection<GrantedAuthority> of(Caller caller) {
        Set<String> names = new LinkedHashSet<>();
        names.add(ROLE + caller.role());
        for (ClaimPath path : roles) {
            path.texts(caller).forEach(role -> names.add(ROLE + role));
        }
        for (ClaimPath path : permissions) {
            path.texts(caller).forEach(names::add);
        }
        // Only a second factor gives this one.
        names.remove(SecondFactor.LEVEL);
        if (caller.aal().filter(SecondFactor.LEVEL::equals).isPresent()) {
            names.add(SecondFactor.LEVEL);
        }
        List<GrantedAuthority> authorities = new ArrayList<>(names.size());
        for (String name : names) {
            authorities.add(new SimpleGrantedAuthority(name));
        }
        return authorities;
    }
}

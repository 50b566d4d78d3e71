package dev.deputy.spring;

import dev.deputy.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
        roles.stream().flatMap(path -> path.texts(caller)).forEach(role -> names.add(ROLE + role));
        permissions.stream()
                .flatMap(path -> path.texts(caller))
                // Only a second factor gives this one.
                .filter(permission -> !permission.equals(SecondFactor.LEVEL))
                .forEach(names::add);
        Stream<String> level = caller.aal().filter(SecondFactor.LEVEL::equals).stream();
        return Stream.concat(names.stream(), level)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }
}

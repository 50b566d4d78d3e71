package dev.deputy.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.Gate;
import dev.deputy.TokenVerifier;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;

/**
 * Lets Supabase's users into reactive applications. A bean, for applications that write a filter chain of their own:
 *
 * <pre>{@code
 * @Bean
 * SecurityWebFilterChain api(ServerHttpSecurity http, SupabaseWebFlux supabase) {
 *     return supabase.guard(http)
 *             .authorizeExchange(exchanges -> exchanges
 *                     .pathMatchers("/open").permitAll()
 *                     .anyExchange().authenticated())
 *             .build();
 * }
 * }</pre>
 *
 * <p>{@code OPTIONS} needs no caller, and a bad token is refused everywhere, also where none is needed. There is no session,
 * no login page and no CSRF token, because a bearer token is no cookie: no browser sends it by itself. Settings that are made
 * after {@link #guard} stand above these. As everywhere in WebFlux, what no rule names is denied to everybody.
 *
 * @see SupabaseConfigurer the same for servlet applications
 */
public final class SupabaseWebFlux {

    private final TokenVerifier verifier;
    private final Verifications verifications;

    SupabaseWebFlux(TokenVerifier verifier, Verifications verifications) {
        this.verifier = verifier;
        this.verifications = verifications;
    }

    /**
     * Sets the chain's defaults.
     *
     * @return the same chain, for the application's rules
     * @throws IllegalStateException when the chain already has a rule for any exchange
     */
    public ServerHttpSecurity guard(ServerHttpSecurity http) {
        ServerRefusals refusals = new ServerRefusals(Gate.requiringCaller(verifier));
        return http.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .anonymous(withDefaults())
                .exceptionHandling(
                        answers -> answers.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeExchange(SupabaseWebFlux::permitWhatNeverNeedsACaller)
                .addFilterAt(
                        new CallerWebFilter(Gate.allowingNoCaller(verifier), verifications),
                        SecurityWebFiltersOrder.AUTHENTICATION)
                .addFilterAfter(
                        new ThreadContextWebFilter(), SecurityWebFiltersOrder.SECURITY_CONTEXT_SERVER_WEB_EXCHANGE);
    }

    private static void permitWhatNeverNeedsACaller(AuthorizeExchangeSpec exchanges) {
        try {
            exchanges.pathMatchers(HttpMethod.OPTIONS).permitAll();
        } catch (IllegalStateException afterAnyExchange) {
            throw new IllegalStateException(
                    "Call supabase.guard(http) before http.authorizeExchange(…): OPTIONS must pass before a rule for any"
                            + " exchange.",
                    afterAnyExchange);
        }
    }
}

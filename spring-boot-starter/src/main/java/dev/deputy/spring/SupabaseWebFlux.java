package dev.deputy.spring;

import dev.deputy.Access;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets Supabase's users into reactive applications. A bean, for applications that write a filter chain of their own:
 *
 * <pre>{@code
 * @Bean
 * SecurityWebFilterChain api(ServerHttpSecurity http, SupabaseWebFlux supabase) {
 *     return supabase.guard(http)
 *             .authorizeExchange(exchanges -> exchanges
 *                     .pathMatchers("/open").permitAll()
 *                     .pathMatchers("/cron").access(supabase.secretKey("cron"))
 *                     .pathMatchers("/account/**").access(supabase.user().aal2())
 *                     .anyExchange().authenticated())
 *             .build();
 * }
 * }</pre>
 *
 * <p>{@code OPTIONS} needs no caller, and a bad token is refused everywhere, also where none is needed. There is no session,
 * no login page and no CSRF token, because a bearer token is no cookie: no browser sends it by itself. Settings that are made
 * after {@link #guard} stand above these. As everywhere in WebFlux, what no rule names is denied to everybody; and for a
 * second factor say {@code access(supabase.user().aal2())}, since Spring Security does not hand on which authority was
 * lacking.
 *
 * @see SupabaseConfigurer the same for servlet applications, with SupabaseRules
 */
public final class SupabaseWebFlux extends RuleWords<SupabaseExchangeRule> {

    private final TokenVerifier verifier;
    private final SupabaseConfig config;
    private final CallerAuthorities authorities;
    private final Verifications verifications;
    private final ObjectProvider<GraphQlHandshake> handshakes;
    private final SupabaseProperties settings;

    SupabaseWebFlux(
            TokenVerifier verifier,
            SupabaseConfig config,
            CallerAuthorities authorities,
            Verifications verifications,
            ObjectProvider<GraphQlHandshake> handshakes,
            SupabaseProperties settings) {
        if (settings.cookies().enabled()) {
            throw new SupabaseSettingsException(
                    "supabase.cookies.enabled is set, and this is a WebFlux application, where cookies speak for nobody.",
                    "Remove it, or render the pages with Spring MVC.",
                    null);
        }
        this.settings = settings;
        this.verifier = verifier;
        this.config = config;
        this.authorities = authorities;
        this.verifications = verifications;
        this.handshakes = handshakes;
    }

    /**
     * Sets the chain's defaults.
     *
     * @return the same chain, for the application's rules
     * @throws IllegalStateException when the chain already has a rule for any exchange
     */
    public ServerHttpSecurity guard(ServerHttpSecurity http) {
        ServerRefusals refusals = new ServerRefusals(new Refusals(verifier, config));
        if (settings.resourceMetadata().enabled()) {
            http.addFilterBefore(
                    new ResourceMetadataWebFilter(new ResourceMetadata(settings.resourceMetadata(), config)),
                    SecurityWebFiltersOrder.CORS);
        }
        return http.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .exceptionHandling(
                        answers -> answers.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeExchange(SupabaseWebFlux::permitWhatNeverNeedsACaller)
                .authorizeExchange(exchanges -> handshakes.ifAvailable(
                        handshake -> exchanges.matchers(of(handshake)).permitAll()))
                .addFilterAt(
                        new CallerWebFilter(
                                new Door(verifier, config), authorities, verifications, new TokenLife(config)),
                        SecurityWebFiltersOrder.AUTHENTICATION)
                .addFilterAfter(new ThreadContextWebFilter(), SecurityWebFiltersOrder.AUTHORIZATION);
    }

    @Override
    public SupabaseExchangeRule allowing(Access access) {
        return new SupabaseExchangeRule(access, this, new AccessRule(access, verifier, config, authorities));
    }

    /** Decides, and has the exchange go on as whoever the rule let in. */
    Mono<RuleResult> decide(AccessRule rule, Mono<Authentication> known, ServerWebExchange exchange) {
        return known.map(Optional::of).defaultIfEmpty(Optional.empty()).flatMap(current -> decide(
                        rule, current.orElse(null), exchange.getRequest())
                .doOnNext(result -> carryOut(result, current.orElse(null), exchange)));
    }

    private Mono<RuleResult> decide(AccessRule rule, @Nullable Authentication known, ServerHttpRequest request) {
        String method = request.getMethod().name();
        List<String> authorization = ExchangeFields.authorization(request);
        List<String> apikey = ExchangeFields.apikey(request);
        // Only somebody else's way to sign in leaves a token that nobody has verified.
        return known instanceof CallerAuthentication || authorization.isEmpty()
                ? Mono.fromSupplier(() -> rule.decide(known, method, authorization, apikey))
                : verifications.elsewhere(
                        () -> rule.decide(known, method, authorization, apikey),
                        RuleResult.refused(Verifications.OVERLOADED));
    }

    private static void carryOut(RuleResult result, @Nullable Authentication known, ServerWebExchange exchange) {
        Authentication next = result.authentication();
        if (result.refusal() != null) {
            ServerRefusals.keep(result.refusal(), exchange);
        } else if (next != null && next != known) {
            ThreadContextWebFilter.goOnAs(next, exchange);
        }
    }

    private static ServerWebExchangeMatcher of(GraphQlHandshake handshake) {
        return exchange -> {
            ServerHttpRequest request = exchange.getRequest();
            String path = request.getPath().pathWithinApplication().value();
            boolean is = handshake.is(
                    request.getMethod().name(), path, request.getHeaders().getFirst(HttpHeaders.UPGRADE));
            return is ? MatchResult.match() : MatchResult.notMatch();
        };
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

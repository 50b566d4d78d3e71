package dev.deputy.spring;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.web.filter.CorsFilter;

/**
 * Lets Supabase's users in. For applications that write a filter chain of their own:
 *
 * <pre>{@code
 * @Bean
 * SecurityFilterChain api(HttpSecurity http) {
 *     return http.with(supabase(), withDefaults())
 *             .authorizeHttpRequests(requests -> requests.requestMatchers("/open").permitAll())
 *             .build();
 * }
 * }</pre>
 *
 * <p>Rules for single endpoints, such as {@code .access(supabase.secretKey("cron"))}, come from the {@link SupabaseRules}
 * bean.
 *
 * <p>Then {@code @AuthenticationPrincipal Caller} gives controllers the {@link Caller}. Whatever the chain's own rules
 * do not mention demands a caller; {@code OPTIONS} and error pages never do. A bad token is refused everywhere, also
 * where none is needed. There is no session, no login page and no CSRF token, because a bearer token is no cookie: no
 * browser sends it by itself. Where {@code supabase.cookies.enabled} has cookies speak for callers, CSRF tokens are
 * demanded of the requests that come with them. Settings that are made after {@code with(supabase(), …)} stand above these.
 */
public final class SupabaseConfigurer extends AbstractHttpConfigurer<SupabaseConfigurer, HttpSecurity> {

    private SupabaseConfigurer() {}

    /** What to hand to {@link HttpSecurity#with}. */
    public static SupabaseConfigurer supabase() {
        return new SupabaseConfigurer();
    }

    /**
     * Sets the chain's defaults now rather than when it is built, so that the application can still change them.
     *
     * @throws IllegalStateException when the chain already has a rule for any request
     */
    @Override
    public void setBuilder(HttpSecurity http) {
        super.setBuilder(http);
        ApplicationContext beans = http.getSharedObject(ApplicationContext.class);
        TokenVerifier verifier = beans.getBean(TokenVerifier.class);
        SupabaseConfig config = beans.getBean(SupabaseConfig.class);
        SecurityContextHolderStrategy holder = getSecurityContextHolderStrategy();
        SupabaseProperties settings = beans.getBean(SupabaseProperties.class);
        RequestFields fields = beans.getBean(RequestFields.class);
        String signInPage = settings.cookies().signInPage();
        ServletRefusals refusals = new ServletRefusals(
                new Refusals(verifier, config), holder, signInPage == null ? null : new SignInPage(signInPage));
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(
                        settings.cookies().enabled()
                                ? new CookieCsrf(fields)::configure
                                : AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        answers -> answers.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(SupabaseConfigurer::permitWhatNeverNeedsACaller)
                .authorizeHttpRequests(requests -> beans.getBeanProvider(GraphQlHandshake.class)
                        .ifAvailable(handshake -> requests.requestMatchers(request -> is(handshake, request))
                                .permitAll()))
                .addFilterBefore(
                        new CallerFilter(
                                new Door(verifier, config), fields, beans.getBean(CallerAuthorities.class), holder),
                        BasicAuthenticationFilter.class);
        http.addFilterAfter(new EventStreamFilter(new TokenLife(config), holder), CallerFilter.class);
        if (settings.resourceMetadata().enabled()) {
            http.addFilterBefore(
                    new ResourceMetadataFilter(new ResourceMetadata(settings.resourceMetadata(), config)),
                    CorsFilter.class);
        }
    }

    @Override
    public void init(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> {
            try {
                requests.anyRequest().authenticated();
            } catch (IllegalStateException alreadyDecided) {
                // The application has said what happens to all other requests; there is no way to ask beforehand.
            }
        });
    }

    private static boolean is(GraphQlHandshake handshake, HttpServletRequest request) {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        return handshake.is(request.getMethod(), path, request.getHeader(HttpHeaders.UPGRADE));
    }

    private static void permitWhatNeverNeedsACaller(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        try {
            requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(HttpMethod.OPTIONS)
                    .permitAll();
        } catch (IllegalStateException afterAnyRequest) {
            throw new IllegalStateException(
                    "Call http.with(supabase(), …) before http.authorizeHttpRequests(…): OPTIONS and error pages must"
                            + " pass before a rule for any request.",
                    afterAnyRequest);
        }
    }
}

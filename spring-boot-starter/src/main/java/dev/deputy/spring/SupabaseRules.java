package dev.deputy.spring;

import dev.deputy.Access;
import dev.deputy.ApiKey;
import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;

/**
 * Rules per endpoint, as a bean for an application's own filter chain:
 *
 * <pre>{@code
 * @Bean
 * SecurityFilterChain api(HttpSecurity http, SupabaseRules supabase) {
 *     return http.with(supabase(), withDefaults())
 *             .authorizeHttpRequests(requests -> requests
 *                     .requestMatchers("/cron").access(supabase.secretKey("cron"))
 *                     .requestMatchers("/import").access(supabase.user().or(supabase.secretKey()))
 *                     .requestMatchers("/account/**").access(supabase.user().aal2())
 *                     .requestMatchers("/feed").access(supabase.optionalUser()))
 *             .build();
 * }
 * }</pre>
 *
 * <p>Users come as {@code Authorization: Bearer}, API keys as {@code apikey}. A controller sees either as its
 * {@code @AuthenticationPrincipal}: the {@link Caller}, or the {@link ApiKey}, which says the key's kind and name. A rule that
 * asks for a key which the project's settings lack fails the application's start.
 */
public final class SupabaseRules extends RuleWords<SupabaseRule> {

    private final TokenVerifier verifier;
    private final SupabaseConfig config;
    private final CallerAuthorities authorities;
    private final SecurityContextHolderStrategy holder;
    private final RequestFields fields;

    SupabaseRules(
            TokenVerifier verifier,
            SupabaseConfig config,
            CallerAuthorities authorities,
            SecurityContextHolderStrategy holder,
            RequestFields fields) {
        this.verifier = verifier;
        this.config = config;
        this.authorities = authorities;
        this.holder = holder;
        this.fields = fields;
    }

    @Override
    public SupabaseRule allowing(Access access) {
        return new SupabaseRule(access, this);
    }

    AccessRule decidingBy(Access access) {
        return new AccessRule(access, verifier, config, authorities);
    }

    /** Decides, and has the request go on as whoever the rule let in. */
    RuleResult apply(AccessRule rule, @Nullable Authentication known, HttpServletRequest request) {
        RuleResult result = rule.decide(
                known, request.getMethod(), fields.credential(request).authorization(), fields.apikey(request));
        if (result.refusal() != null) {
            ServletRefusals.keep(result.refusal(), request);
        } else if (result.authentication() != known) {
            SecurityContext context = holder.createEmptyContext();
            context.setAuthentication(result.authentication());
            holder.setContext(context);
            // Where dispatches that follow within this request look for it.
            request.setAttribute(RequestAttributeSecurityContextRepository.DEFAULT_REQUEST_ATTR_NAME, context);
        }
        return result;
    }
}

package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reactive applications: every endpoint demands a caller, unless the application has a filter chain of its own. */
@AutoConfiguration(
        after = SupabaseAutoConfiguration.class,
        // As for servlets.
        beforeName = {
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.autoconfigure.security.reactive.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.security.reactive.ReactiveManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration"
        })
@ConditionalOnClass({WebFluxConfigurer.class, ServerHttpSecurity.class, SecurityWebFilterChain.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class SupabaseWebFluxSecurityAutoConfiguration {

    @Bean
    Verifications supabaseVerifications() {
        return new Verifications();
    }

    @Bean
    SupabaseWebFlux supabaseWebFlux(
            TokenVerifier verifier,
            SupabaseConfig config,
            CallerAuthorities authorities,
            Verifications verifications,
            ObjectProvider<GraphQlHandshake> handshakes,
            SupabaseProperties settings) {
        return new SupabaseWebFlux(verifier, config, authorities, verifications, handshakes, settings);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityWebFilterChain supabaseSecurityWebFilterChain(
            ServerHttpSecurity http,
            SupabaseWebFlux supabase,
            @Qualifier("supabaseOpenExchanges") ObjectProvider<ServerWebExchangeMatcher> open) {
        return supabase.guard(http)
                .authorizeExchange(exchanges -> {
                    open.ifAvailable(health -> exchanges.matchers(health).permitAll());
                    exchanges.anyExchange().authenticated();
                })
                .build();
    }

    /** Nobody signs in here with a password: seeing this, Boot does not invent a user with one and print it. */
    @Bean
    @ConditionalOnMissingBean({
        ReactiveAuthenticationManager.class,
        ReactiveAuthenticationManagerResolver.class,
        ReactiveUserDetailsService.class
    })
    @Conditional(OnNoPasswordUser.class)
    ReactiveAuthenticationManagerResolver<ServerWebExchange> noPasswords() {
        return exchange -> Mono.just(authentication ->
                Mono.error(new ProviderNotFoundException("this application has no users with passwords")));
    }
}

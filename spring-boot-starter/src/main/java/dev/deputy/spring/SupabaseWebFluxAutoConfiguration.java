package dev.deputy.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

/** WebFlux: optional callers as arguments, and CORS for front ends. */
@AutoConfiguration(
        after = SupabaseAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration"
        })
@ConditionalOnClass(WebFluxConfigurer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
class SupabaseWebFluxAutoConfiguration {

    SupabaseWebFluxAutoConfiguration(Environment environment) {
        ReactiveChains.knowTheCaller(environment);
    }

    // Before Spring Security's own resolver, as in MVC.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFluxConfigurer supabaseArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                resolvers.addCustomResolver(new OptionalCallerWebFluxResolver());
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(name = "corsConfigurationSource")
    @Conditional(FrontEnds.OnAllowedOrigins.class)
    UrlBasedCorsConfigurationSource corsConfigurationSource(SupabaseProperties properties) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration(
                "/**", FrontEnds.mayCall(properties.cors().allowedOrigins()));
        return source;
    }
}

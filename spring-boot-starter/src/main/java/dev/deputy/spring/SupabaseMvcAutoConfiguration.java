package dev.deputy.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.OnPropertyListCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Spring MVC: optional callers as arguments, and CORS for front ends. */
@AutoConfiguration(
        after = SupabaseAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration"
        })
@ConditionalOnClass(WebMvcConfigurer.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SupabaseMvcAutoConfiguration {

    // Before Spring Security's own resolver, which answers null for any Optional.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebMvcConfigurer supabaseOptionalCallers(ObjectProvider<SecurityContextHolderStrategy> holders) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new OptionalCallerResolver(
                        holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy)));
            }
        };
    }

    /**
     * Pages of these origins may call with any method and any header; supabase-js sends {@code apikey},
     * {@code x-client-info} and more. Without cookies, a page can do nothing here that its token does not allow.
     */
    @Bean
    @ConditionalOnMissingBean(name = "corsConfigurationSource")
    @Conditional(OnAllowedOrigins.class)
    UrlBasedCorsConfigurationSource corsConfigurationSource(SupabaseProperties properties) {
        CorsConfiguration cors = new CorsConfiguration();
        List<String> origins = properties.cors().allowedOrigins();
        if (origins.contains(CorsConfiguration.ALL)) {
            cors.addAllowedOrigin(CorsConfiguration.ALL);
        } else {
            cors.setAllowedOriginPatterns(origins);
        }
        cors.addAllowedMethod(CorsConfiguration.ALL);
        cors.addAllowedHeader(CorsConfiguration.ALL);
        cors.setAllowCredentials(false);
        cors.setExposedHeaders(
                List.of(HttpHeaders.WWW_AUTHENTICATE, HttpHeaders.RETRY_AFTER, HttpHeaders.LOCATION, HttpHeaders.LINK));
        cors.setMaxAge(Duration.ofHours(1));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return source;
    }

    static final class OnAllowedOrigins extends OnPropertyListCondition {
        OnAllowedOrigins() {
            super("supabase.cors.allowed-origins", () -> ConditionMessage.forCondition("CORS for Supabase front ends"));
        }
    }
}

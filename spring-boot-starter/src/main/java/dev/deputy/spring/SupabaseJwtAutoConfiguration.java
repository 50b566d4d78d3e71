package dev.deputy.spring;

import dev.deputy.TokenVerifier;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import reactor.core.publisher.Mono;

/** For applications that have {@code oauth2ResourceServer(…)} in a filter chain of their own: a decoder over our verifier. */
@AutoConfiguration(
        after = {SupabaseAutoConfiguration.class, SupabaseWebFluxSecurityAutoConfiguration.class},
        // An application that names an issuer of its own (spring.security.oauth2.resourceserver.jwt.*) has the decoder
        // of Spring Boot, and one that asks for a user with a password must have it, decoder or not.
        afterName = {
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.oauth2.resource.reactive.ReactiveOAuth2ResourceServerAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.reactive.ReactiveUserDetailsServiceAutoConfiguration"
        })
@ConditionalOnClass({JwtDecoder.class, BearerTokenError.class})
class SupabaseJwtAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlet {
        @Bean
        @ConditionalOnMissingBean(JwtDecoder.class)
        VerifyingJwtDecoder supabaseJwtDecoder(TokenVerifier verifier) {
            return new VerifyingJwtDecoder(verifier);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Mono.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {
        /** For applications that do without {@link SupabaseWebFluxSecurityAutoConfiguration}. */
        @Bean
        @ConditionalOnMissingBean
        Verifications supabaseVerifications() {
            return new Verifications();
        }

        // Here and not in the decoder, which MVC applications load without Reactor.
        @Bean
        @ConditionalOnMissingBean
        ReactiveJwtDecoder supabaseReactiveJwtDecoder(TokenVerifier verifier, Verifications verifications) {
            VerifyingJwtDecoder decoder = new VerifyingJwtDecoder(verifier);
            return token -> Mono.justOrEmpty(decoder.decodeAtOnce(token)).switchIfEmpty(Mono.defer(() -> verifications
                    .elsewhere(() -> Optional.of(decoder.decode(token)), Optional.<Jwt>empty())
                    .map(decoded -> decoded.orElseThrow(BearerErrors::unavailable))));
        }
    }
}

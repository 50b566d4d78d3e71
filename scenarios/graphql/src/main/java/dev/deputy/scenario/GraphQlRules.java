package dev.deputy.scenario;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * All of GraphQL has one address, so that is open, and each field says for itself whether it wants a caller. A bad token is
 * refused before any field is asked.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class GraphQlRules {

    @Bean
    @Order(0)
    SecurityFilterChain graphQl(HttpSecurity http) {
        return http.securityMatcher("/graphql")
                .with(supabase(), withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}

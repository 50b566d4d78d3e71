package dev.deputy.docs;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.spring.SupabaseRules;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** A Spring Boot service with the pages' programs in it. */
@SpringBootApplication
@EnableMethodSecurity
class Service {

    // snippet rules
    @Bean
    SecurityFilterChain rules(HttpSecurity http, SupabaseRules rules) {
        return http.with(supabase(), withDefaults()) // whatever is not mentioned wants a user
                .authorizeHttpRequests(requests -> requests.requestMatchers("/hooks/*")
                        .permitAll()
                        .requestMatchers("/nightly")
                        .access(rules.secretKey()) // apikey: sb_secret_…
                        .requestMatchers("/admin/**")
                        .hasRole("admin"))
                .build();
    }
    // end

    // snippet resource-server
    @Bean
    @Order(0)
    SecurityFilterChain older(HttpSecurity http) {
        return http.securityMatcher("/older/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(withDefaults())) // with Deputy's JwtDecoder
                .build();
    }
    // end
}

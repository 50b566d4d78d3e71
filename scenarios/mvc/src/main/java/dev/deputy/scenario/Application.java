package dev.deputy.scenario;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@SpringBootApplication
public class Application {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /**
     * These need no token; everything else does.
     *
     * @throws Exception on Spring Boot 3.5, whose {@code build()} declares it
     */
    @Bean
    SecurityFilterChain rules(HttpSecurity http) throws Exception {
        return http.with(supabase(), withDefaults())
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/health", "/me-optional").permitAll())
                .build();
    }
}

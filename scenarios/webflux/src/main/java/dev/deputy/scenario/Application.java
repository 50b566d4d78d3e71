package dev.deputy.scenario;

import dev.deputy.spring.SupabaseWebFlux;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

@SpringBootApplication
public class Application {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /** These need no token; everything else does. */
    @Bean
    SecurityWebFilterChain rules(ServerHttpSecurity http, SupabaseWebFlux supabase) {
        return supabase.guard(http)
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers("/health", "/me-optional")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .build();
    }
}

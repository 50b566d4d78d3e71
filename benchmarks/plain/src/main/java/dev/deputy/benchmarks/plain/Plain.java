package dev.deputy.benchmarks.plain;

import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@SpringBootApplication
public class Plain {

    public static void main(String[] args) {
        SpringApplication.run(Plain.class, args);
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http) {
        return http.cors(withDefaults())
                .csrf(csrf -> csrf.disable())
                .oauth2ResourceServer(server -> server.jwt(withDefaults()))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/open", "/me-optional", "/config")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }
}

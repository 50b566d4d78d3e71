package dev.deputy.example.notes;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@SpringBootApplication
public class NotesApplication {

    public static void main(String[] args) {
        SpringApplication.run(NotesApplication.class, args);
    }

    /** These need no token; everything else does. */
    @Bean
    SecurityFilterChain rules(HttpSecurity http) {
        return http.with(supabase(), withDefaults())
                .authorizeHttpRequests(requests -> requests.requestMatchers("/open", "/me-optional", "/config")
                        .permitAll()
                        .requestMatchers("/", "/index.html", "/icon.svg", "/css/*", "/js/*", "/supabase.js")
                        .permitAll())
                .build();
    }
}

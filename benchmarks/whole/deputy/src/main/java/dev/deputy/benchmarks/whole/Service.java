package dev.deputy.benchmarks.whole;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
public class Service {

    private static final String NAME = "select full_name from users where id = ?";

    private final JdbcClient jdbc;
    private final JdbcClient bypassing;

    Service(JdbcClient jdbc, @Value("${plain.url}") String url) {
        this.jdbc = jdbc;
        this.bypassing = JdbcClient.create(pool(url));
    }

    public static void main(String[] args) {
        SpringApplication.run(Service.class, args);
    }

    @Bean
    static SecurityFilterChain rules(HttpSecurity http) {
        return http.with(supabase(), withDefaults())
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers("/open").permitAll())
                .build();
    }

    /** What the same query costs without row level security: the table's owner asks, over as many connections. */
    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(10);
        return pool;
    }

    @GetMapping("/open")
    Map<String, Boolean> open() {
        return Map.of("ok", true);
    }

    @GetMapping("/me")
    Map<String, UUID> me(@AuthenticationPrincipal Caller caller) {
        return Map.of("user_id", caller.userId());
    }

    @GetMapping("/name")
    Map<String, String> name(@AuthenticationPrincipal Caller caller) {
        return nameBy(jdbc, caller);
    }

    @GetMapping("/name-without-policies")
    Map<String, String> nameWithoutPolicies(@AuthenticationPrincipal Caller caller) {
        return nameBy(bypassing, caller);
    }

    private static Map<String, String> nameBy(JdbcClient jdbc, Caller caller) {
        return Map.of(
                "full_name",
                jdbc.sql(NAME).param(caller.userId()).query(String.class).single());
    }
}

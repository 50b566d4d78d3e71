package dev.deputy.spring;

import dev.deputy.Caller;
import dev.deputy.client.Supabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** As {@link ManyCallersServlets}, with threads that work for reactive chains. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableAsync
@RestController
@Import({ManyCallersServlets.Background.class, ManyCallersGraphQl.class})
class ManyCallersReactive {

    private final CurrentCaller current;
    private final JdbcClient jdbc;
    private final ManyCallersServlets.Background background;

    ManyCallersReactive(CurrentCaller current, JdbcClient jdbc, ManyCallersServlets.Background background) {
        this.current = current;
        this.jdbc = jdbc;
        this.background = background;
    }

    @Bean
    static SecurityWebFilterChain rules(ServerHttpSecurity http, SupabaseWebFlux supabase) {
        return supabase.guard(http)
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers("/open")
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .build();
    }

    @GetMapping("/open")
    Mono<String> open() {
        return Mono.fromSupplier(
                () -> Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                        .map(known -> known.getPrincipal() instanceof Caller caller ? caller.subject() : "nobody")
                        .orElse("nobody"));
    }

    @GetMapping("/plain")
    String plain() {
        return current.get().subject();
    }

    @GetMapping("/mono")
    Mono<String> mono() {
        return Mono.fromSupplier(this::plain);
    }

    @GetMapping("/delayed")
    Mono<String> delayed() {
        return Mono.delay(Duration.ofMillis(1)).map(tick -> plain());
    }

    @GetMapping("/flux")
    Flux<String> flux() {
        return Flux.range(0, 3).publishOn(Schedulers.parallel()).map(i -> plain() + " ");
    }

    @GetMapping("/elastic")
    Mono<String> elastic() {
        return Mono.fromCallable(this::plain).subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/sql")
    Mono<String> sql() {
        return Mono.fromCallable(() -> ManyCallersServlets.Background.askDatabase(jdbc))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/blocking-sql")
    String blockingSql() {
        return ManyCallersServlets.Background.askDatabase(jdbc);
    }

    @GetMapping("/async")
    CompletableFuture<String> async() {
        return background.ask();
    }

    @GetMapping("/context")
    Mono<String> context(Supabase supabase) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .map(Authentication::getName);
    }
}

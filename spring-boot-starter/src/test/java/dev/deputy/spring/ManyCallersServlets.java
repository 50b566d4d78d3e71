package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.annotation.RequestScope;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Each endpoint answers with the caller's id, found out in a thread of another kind. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableAsync
@RestController
@Import({ManyCallersServlets.Background.class, ManyCallersServlets.Remembered.class, ManyCallersGraphQl.class})
class ManyCallersServlets {

    private final CurrentCaller current;
    private final JdbcClient jdbc;
    private final Executor executor;
    private final Background background;
    private final Remembered remembered;

    ManyCallersServlets(
            CurrentCaller current,
            JdbcClient jdbc,
            @Qualifier("applicationTaskExecutor") Executor executor,
            Background background,
            Remembered remembered) {
        this.current = current;
        this.jdbc = jdbc;
        this.executor = executor;
        this.background = background;
        this.remembered = remembered;
    }

    @Bean
    static SecurityFilterChain rules(HttpSecurity http) {
        return http.with(supabase(), withDefaults())
                .authorizeHttpRequests(
                        requests -> requests.requestMatchers("/open").permitAll())
                .build();
    }

    @GetMapping("/open")
    String open() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(known -> known.getPrincipal() instanceof Caller caller ? caller.subject() : "nobody")
                .orElse("nobody");
    }

    @GetMapping("/plain")
    String plain() {
        return current.get().subject();
    }

    @GetMapping("/sql")
    String sql() {
        return Background.askDatabase(jdbc);
    }

    @GetMapping("/async")
    CompletableFuture<String> async() {
        return background.ask();
    }

    @GetMapping("/future")
    CompletableFuture<String> future() {
        return CompletableFuture.supplyAsync(this::plain, executor).thenApply(id -> id);
    }

    @GetMapping("/callable")
    Callable<String> callable() {
        return this::plain;
    }

    @GetMapping("/deferred")
    DeferredResult<String> deferred() {
        DeferredResult<String> result = new DeferredResult<>();
        executor.execute(() -> result.setResult(plain()));
        return result;
    }

    @GetMapping("/streamed")
    StreamingResponseBody streamed() {
        return body -> body.write(plain().getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/emitted")
    SseEmitter emitted() {
        SseEmitter emitter = new SseEmitter();
        executor.execute(() -> {
            try {
                emitter.send(plain());
                emitter.complete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return emitter;
    }

    @GetMapping("/scoped")
    String scoped() {
        return remembered.who();
    }

    /** Work that is done later, in another thread. */
    @Component
    static class Background {

        private final CurrentCaller current;
        private final JdbcClient jdbc;

        Background(CurrentCaller current, JdbcClient jdbc) {
            this.current = current;
            this.jdbc = jdbc;
        }

        @Async
        CompletableFuture<String> ask() {
            return CompletableFuture.completedFuture(current.get().subject() + " " + askDatabase(jdbc));
        }

        static String askDatabase(JdbcClient jdbc) {
            return jdbc.sql("select auth.uid()::text").query(String.class).single();
        }
    }

    /** A bean of each request. */
    @Component
    @RequestScope
    static class Remembered {

        private final String id;

        Remembered(CurrentCaller current) {
            this.id = current.get().subject();
        }

        String who() {
            return id;
        }
    }
}

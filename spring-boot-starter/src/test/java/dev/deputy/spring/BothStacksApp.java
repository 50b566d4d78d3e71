package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasRole;
import static org.springframework.security.authorization.AuthorizationManagers.anyOf;
import static org.springframework.security.config.Customizer.withDefaults;

import dev.deputy.AuthUnavailableException;
import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.AuthorityReactiveAuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** One application for both stacks: with servlets, or reactive. */
@SpringBootConfiguration
@EnableAutoConfiguration
@RestController
class BothStacksApp {

    static final String WITHOUT_ANSWER = "Auth does not answer about this one";

    static ConfigurableApplicationContext start(WebApplicationType type, Class<?>... more) {
        return new SpringApplicationBuilder(BothStacksApp.class)
                .sources(more)
                .web(type)
                .run(
                        "--server.port=0",
                        "--supabase.url=http://127.0.0.1:9",
                        "--supabase.jwt-secret=" + Issuer.SECRET,
                        "--SUPABASE_PUBLISHABLE_KEYS={\"web\":\"sb_publishable_web\"}",
                        "--SUPABASE_SECRET_KEYS={\"default\":\"sb_secret_default\",\"cron\":\"sb_secret_cron\"}",
                        "--supabase.cors.allowed-origins=https://app.example.com");
    }

    static Http http(ConfigurableApplicationContext application) {
        return new Http(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @EnableMethodSecurity
    static class Servlets {
        @Bean
        SecurityFilterChain rules(HttpSecurity http, SupabaseRules supabase) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(
                            requests -> requests.requestMatchers("/open", "/me-optional", "/failing", "/by-annotation")
                                    .permitAll()
                                    .requestMatchers("/admin")
                                    .hasRole("admin")
                                    .requestMatchers("/cron", "/cron/admin")
                                    .access(supabase.secretKey("cron"))
                                    .requestMatchers("/import")
                                    .access(supabase.user().or(supabase.secretKey()))
                                    .requestMatchers("/account")
                                    .access(supabase.user().aal2())
                                    .requestMatchers("/feed")
                                    .access(supabase.optionalUser())
                                    .requestMatchers("/either")
                                    .access(anyOf(supabase.secretKey(), hasRole("authenticated"))))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @EnableReactiveMethodSecurity
    static class Reactive {
        @Bean
        SecurityWebFilterChain rules(ServerHttpSecurity http, SupabaseWebFlux supabase) {
            return supabase.guard(http)
                    .authorizeExchange(exchanges -> exchanges
                            .pathMatchers("/open", "/me-optional", "/failing", "/by-annotation")
                            .permitAll()
                            .pathMatchers("/admin")
                            .hasRole("admin")
                            .pathMatchers("/cron", "/cron/admin")
                            .access(supabase.secretKey("cron"))
                            .pathMatchers("/import")
                            .access(supabase.user().or(supabase.secretKey()))
                            .pathMatchers("/account")
                            .access(supabase.user().aal2())
                            .pathMatchers("/feed")
                            .access(supabase.optionalUser())
                            .pathMatchers("/either")
                            .access((known, context) -> supabase.secretKey()
                                    .authorize(known, context)
                                    .filter(AuthorizationResult::isGranted)
                                    .switchIfEmpty(AuthorityReactiveAuthorizationManager.<AuthorizationContext>hasRole(
                                                    "authenticated")
                                            .authorize(known, context)))
                            .anyExchange()
                            .authenticated())
                    .build();
        }
    }

    /** Of one token it cannot be found out whether it is good. */
    @Bean
    static BeanPostProcessor outages() {
        return new InFrontOfVerifier(BothStacksApp::withOutages);
    }

    private static TokenVerifier withOutages(TokenVerifier verifier) {
        return token -> {
            if (token.equals("out.of.order")) {
                throw new AuthUnavailableException(WITHOUT_ANSWER, Duration.ofSeconds(3), null);
            }
            return verifier.verify(token);
        };
    }

    @GetMapping("/me")
    Map<String, String> me(@AuthenticationPrincipal Caller caller, Principal principal) {
        return Map.of("id", caller.subject() + " " + principal.getName());
    }

    @PostMapping("/me")
    void post() {}

    @GetMapping("/me-later")
    Mono<Map<String, String>> meLater(@AuthenticationPrincipal Mono<Caller> caller) {
        return caller.map(known -> Map.of("id", known.subject()));
    }

    @GetMapping("/me-optional")
    Map<String, String> meOptional(@AuthenticationPrincipal Optional<Caller> caller) {
        return Map.of("id", caller.map(Caller::subject).orElse("nobody"));
    }

    @GetMapping("/open")
    Map<String, Boolean> open(@AuthenticationPrincipal @Nullable Caller caller) {
        return Map.of("caller", caller != null);
    }

    @GetMapping("/admin")
    void admin() {}

    /** As whom the endpoint is asked. */
    @GetMapping({"/cron", "/import", "/account", "/feed"})
    List<String> asWhom(@Nullable Principal principal) {
        return List.of(principal == null ? "nobody" : principal.getName());
    }

    @GetMapping("/by-level")
    @PreAuthorize("hasAuthority('aal2')")
    Mono<List<String>> byLevel() {
        return Mono.just(List.of());
    }

    @GetMapping({"/by-annotation", "/cron/admin", "/either"})
    @PreAuthorize("hasRole('admin')")
    Mono<List<String>> byAnnotation() {
        return Mono.just(List.of());
    }

    @GetMapping("/failing")
    void failing() {
        throw new IllegalStateException("as planned");
    }
}

package dev.deputy.spring;

import dev.deputy.Gate;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.client.AdminSupabase;
import dev.deputy.client.ClientListener;
import dev.deputy.client.Json;
import dev.deputy.client.Supabase;
import dev.deputy.client.SupabaseClient;
import dev.deputy.client.Transport;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The project's APIs: as the current caller, and past row level security where a secret key is set. */
@AutoConfiguration(
        after = SupabaseAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
        })
@ConditionalOnClass(SupabaseClient.class)
class SupabaseClientAutoConfiguration {

    /** The client's own default. */
    private static final Duration CONNECT_TIME = Duration.ofSeconds(5);

    @Bean
    @ConditionalOnMissingBean
    SupabaseClient supabaseClient(
            SupabaseConfig config,
            ObjectProvider<Json> json,
            ObjectProvider<Transport> transports,
            ObjectProvider<ObservedTransports> observations,
            ObjectProvider<ClientListener> listeners) {
        SupabaseClient.Builder builder = SupabaseClient.builder(config);
        json.ifUnique(builder::json);
        Transport own = transports.getIfUnique();
        if (own != null) {
            builder.transport(own);
        }
        observations.ifUnique(observed ->
                builder.transport(observed.apply(own != null ? own : Transport.connectingWithin(CONNECT_TIME))));
        listeners.ifUnique(builder::listener);
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    Supabase supabase(SupabaseClient client, CurrentCaller caller) {
        return client.following(caller);
    }

    @Bean
    CurrentCaller supabaseCurrentCaller(SupabaseConfig config, ObjectProvider<SecurityContextHolderStrategy> holders) {
        return new CurrentCaller(
                holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy),
                config.publishableKey().isPresent());
    }

    // Only when it is asked for: a SupabaseConfig of the application's own may have no secret key.
    @Lazy
    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnSecretKey.class)
    AdminSupabase adminSupabase(SupabaseClient client) {
        return client.bypassingRowLevelSecurity();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SenderContext.class)
    static class Observations {
        @Bean
        @ConditionalOnBean(ObservationRegistry.class)
        ObservedTransports supabaseObservedTransports(ObservationRegistry registry) {
            return new ObservedTransports(registry);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebMvcConfigurer.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class MvcArguments {
        @Bean
        WebMvcConfigurer supabaseClientArguments(SupabaseClient client, CurrentCaller caller) {
            return new WebMvcConfigurer() {
                @Override
                public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                    resolvers.add(new SupabaseResolver(client, caller));
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebFluxConfigurer.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class WebFluxArguments {
        @Bean
        WebFluxConfigurer supabaseClientArguments(SupabaseClient client, CurrentCaller caller) {
            return new WebFluxConfigurer() {
                @Override
                public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                    resolvers.addCustomResolver(new SupabaseWebFluxResolver(client, caller));
                }
            };
        }
    }

    /** A project that is named has its keys named; the one inside this process has them. */
    static final class OnSecretKey extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var names = ProjectSettings.of(context.getEnvironment()).names();
            boolean secret = names.isEmpty()
                    || names.stream()
                            .anyMatch(name -> name.contains("SECRET_KEY") || name.contains("SERVICE_ROLE_KEY"));
            ConditionMessage.Builder message = ConditionMessage.forCondition("Supabase secret key");
            return secret
                    ? ConditionOutcome.match(message.because("one is set"))
                    : ConditionOutcome.noMatch(message.because("none is set"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    static class Problems {

        @Bean
        ClientRefusals supabaseClientRefusals(TokenVerifier verifier) {
            return new ClientRefusals(Gate.requiringCaller(verifier));
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(HandlerExceptionResolver.class)
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        static class Mvc {
            @Bean
            RefusalExceptionResolver supabaseClientExceptionResolver(ClientRefusals refusals) {
                return new RefusalExceptionResolver(refusals::of);
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(WebFluxConfigurer.class)
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        static class WebFlux {
            @Bean
            RefusalWebExceptionHandler supabaseClientExceptionHandler(ClientRefusals refusals) {
                return new RefusalWebExceptionHandler((thrown, exchange) -> refusals.of(thrown));
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass(DataFetcherExceptionResolverAdapter.class)
        static class GraphQl {
            @Bean
            RefusalGraphQlResolver supabaseClientGraphQlResolver(ClientRefusals refusals) {
                return new RefusalGraphQlResolver(refusals::of);
            }
        }
    }
}

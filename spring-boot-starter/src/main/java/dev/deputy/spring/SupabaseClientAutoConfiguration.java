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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The project's APIs: as the current caller, and past row level security where a secret key is set. */
@AutoConfiguration(after = SupabaseAutoConfiguration.class)
@ConditionalOnClass(SupabaseClient.class)
class SupabaseClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SupabaseClient supabaseClient(
            SupabaseConfig config,
            ObjectProvider<Json> json,
            ObjectProvider<Transport> transports,
            ObjectProvider<ClientListener> listeners) {
        SupabaseClient.Builder builder = SupabaseClient.builder(config);
        json.ifUnique(builder::json);
        transports.ifUnique(builder::transport);
        listeners.ifUnique(builder::listener);
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean
    Supabase supabase(
            SupabaseClient client, SupabaseConfig config, ObjectProvider<SecurityContextHolderStrategy> holders) {
        return client.following(new CurrentCaller(
                holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy),
                config.publishableKey().isPresent()));
    }

    @Bean
    @ConditionalOnMissingBean
    @Conditional(OnSecretKey.class)
    AdminSupabase adminSupabase(SupabaseClient client) {
        return client.bypassingRowLevelSecurity();
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

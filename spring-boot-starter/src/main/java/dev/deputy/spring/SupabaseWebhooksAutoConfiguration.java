package dev.deputy.spring;

import dev.deputy.Decision;
import dev.deputy.InvalidWebhookException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.HttpEntity;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Webhooks as arguments of controllers. */
@AutoConfiguration(after = SupabaseAutoConfiguration.class)
@ConditionalOnWebApplication
class SupabaseWebhooksAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(WebhookBody.class);

    @Bean
    Webhooks supabaseWebhooks(SupabaseProperties properties) {
        return new Webhooks(properties.webhooks());
    }

    private static Optional<Decision.Refuse> refusal(Throwable thrown) {
        if (thrown instanceof InvalidWebhookException invalid) {
            log.info("Refused a webhook: {}", invalid.getMessage());
            return Optional.of(Refusal.unsignedWebhook());
        }
        return Optional.empty();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RequestMappingHandlerAdapter.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Mvc {

        /** Before all others, some of which go by a parameter's type: a stream or an entity would be given unverified. */
        @Bean
        static BeanPostProcessor supabaseWebhookBodies(ObjectProvider<Webhooks> webhooks) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof RequestMappingHandlerAdapter adapter) {
                        List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
                        resolvers.add(new WebhookBodyResolver(adapter.getMessageConverters(), webhooks.getObject()));
                        Optional.ofNullable(adapter.getArgumentResolvers()).ifPresent(resolvers::addAll);
                        adapter.setArgumentResolvers(resolvers);
                    }
                    return bean;
                }
            };
        }

        @Bean
        SmartInitializingSingleton supabaseWebhookCheck(
                ObjectProvider<RequestMappingHandlerMapping> mappings, Webhooks webhooks) {
            return () -> mappings.stream()
                    .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                    .forEach(webhooks::check);
        }

        @Bean
        RefusalExceptionResolver supabaseWebhookExceptionResolver() {
            return new RefusalExceptionResolver(SupabaseWebhooksAutoConfiguration::refusal);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebFluxConfigurer.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class WebFlux {

        @Bean
        WebFluxConfigurer supabaseWebhookBodies(
                Webhooks webhooks,
                ObjectProvider<ServerCodecConfigurer> codecs,
                ObjectProvider<ReactiveAdapterRegistry> adapters) {
            return new WebFluxConfigurer() {
                @Override
                public void configureArgumentResolvers(ArgumentResolverConfigurer resolvers) {
                    resolvers.addCustomResolver(new WebhookBodyWebFluxResolver(
                            codecs.getObject().getReaders(),
                            adapters.getIfUnique(ReactiveAdapterRegistry::getSharedInstance),
                            webhooks));
                }
            };
        }

        /** WebFlux asks its resolvers by type first, and would give a whole request or an entity unverified. */
        @Bean
        SmartInitializingSingleton supabaseWebhookCheck(
                ObjectProvider<org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping>
                        mappings,
                Webhooks webhooks) {
            return () -> mappings.stream()
                    .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                    .forEach(method -> {
                        webhooks.check(method);
                        Webhooks.refuseTypes(
                                method, HttpEntity.class, ServerWebExchange.class, ServerHttpRequest.class);
                    });
        }

        @Bean
        RefusalWebExceptionHandler supabaseWebhookExceptionHandler() {
            return new RefusalWebExceptionHandler((thrown, exchange) -> refusal(thrown));
        }
    }
}

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
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Webhooks as arguments of Spring MVC's controllers. */
@AutoConfiguration(after = SupabaseAutoConfiguration.class)
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SupabaseWebhooksAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(WebhookBody.class);

    @Bean
    Webhooks supabaseWebhooks(SupabaseProperties properties) {
        return new Webhooks(properties.webhooks());
    }

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
                .forEach(method -> check(method, webhooks));
    }

    private static void check(HandlerMethod method, Webhooks webhooks) {
        for (MethodParameter parameter : method.getMethodParameters()) {
            WebhookBody webhook = parameter.getParameterAnnotation(WebhookBody.class);
            if (webhook != null) {
                webhooks.require(webhook.value(), method.getShortLogMessage());
            }
        }
    }

    @Bean
    RefusalExceptionResolver supabaseWebhookExceptionResolver() {
        return new RefusalExceptionResolver(SupabaseWebhooksAutoConfiguration::refusal);
    }

    private static Optional<Decision.Refuse> refusal(Throwable thrown) {
        if (thrown instanceof InvalidWebhookException invalid) {
            log.info("Refused a webhook: {}", invalid.getMessage());
            return Optional.of(Refusal.unsignedWebhook());
        }
        return Optional.empty();
    }
}

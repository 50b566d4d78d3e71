package dev.deputy.spring;

import dev.deputy.Gate;
import dev.deputy.TokenVerifier;
import dev.deputy.postgres.RefusedException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.WebFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers for endpoints that the database fails: 503, 403 or 401 with a sentence, instead of a 500. */
@AutoConfiguration(after = SupabaseAutoConfiguration.class)
@ConditionalOnClass(RefusedException.class)
@ConditionalOnWebApplication
class SupabaseProblemsAutoConfiguration {

    @Bean
    DatabaseRefusals supabaseDatabaseRefusals(
            TokenVerifier verifier, ObjectProvider<SecurityContextHolderStrategy> holders) {
        return new DatabaseRefusals(
                Gate.requiringCaller(verifier), holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HandlerExceptionResolver.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Mvc {
        @Bean
        @ConditionalOnMissingBean(name = "supabaseDatabaseExceptionResolver")
        RefusalExceptionResolver supabaseDatabaseExceptionResolver(DatabaseRefusals refusals) {
            return new RefusalExceptionResolver(refusals::of);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebFluxConfigurer.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class WebFlux {

        /** Behind Spring Security's filters, for the handler below is in front of them. */
        @Bean
        WebFilter supabaseCallerNotes() {
            return CallerWebFilter::note;
        }

        @Bean
        @ConditionalOnMissingBean(name = "supabaseDatabaseExceptionHandler")
        RefusalWebExceptionHandler supabaseDatabaseExceptionHandler(DatabaseRefusals refusals) {
            return new RefusalWebExceptionHandler(
                    (thrown, exchange) -> refusals.of(thrown, CallerWebFilter.knowsCallerOf(exchange)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataFetcherExceptionResolverAdapter.class)
    static class GraphQl {
        @Bean
        @ConditionalOnMissingBean(name = "supabaseDatabaseGraphQlResolver")
        RefusalGraphQlResolver supabaseDatabaseGraphQlResolver(DatabaseRefusals refusals) {
            return new RefusalGraphQlResolver(refusals::of);
        }
    }
}

package dev.deputy.spring;

import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest.EndpointServerWebExchangeMatcher;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Whoever watches a service has no token: as with Spring Boot's own rules, the health endpoint is open, and no other. */
@AutoConfiguration
@ConditionalOnClass({HealthEndpoint.class, EndpointRequest.class})
class SupabaseOpenHealthAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlets {

        @Bean(defaultCandidate = false)
        RequestMatcher supabaseOpenRequests() {
            return new OrRequestMatcher(
                    EndpointRequest.to(HealthEndpoint.class),
                    EndpointRequest.toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(EndpointServerWebExchangeMatcher.class)
    static class Reactive {

        @Bean(defaultCandidate = false)
        ServerWebExchangeMatcher supabaseOpenExchanges() {
            return new OrServerWebExchangeMatcher(
                    org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest.to(
                            HealthEndpoint.class),
                    org.springframework.boot.security.autoconfigure.actuate.web.reactive.EndpointRequest
                            .toAdditionalPaths(WebServerNamespace.SERVER, HealthEndpoint.class));
        }
    }
}

package dev.deputy.spring;

import dev.deputy.Gate;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.graphql.server.WebSocketGraphQlInterceptor;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import reactor.core.publisher.Mono;

/** WebSocket connections end with the tokens that they were opened with; GraphQL's ask for a token. */
@AutoConfiguration(
        after = SupabaseAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.graphql.autoconfigure.GraphQlAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.autoconfigure.graphql.GraphQlAutoConfiguration"
        })
@ConditionalOnWebApplication
class SupabaseWebSocketAutoConfiguration {

    @Bean
    TokenLife supabaseTokenLife(SupabaseConfig config) {
        return new TokenLife(config);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({SimpleUrlHandlerMapping.class, WebSocketHttpRequestHandler.class})
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlets {
        @Bean
        static EndingWebSockets supabaseEndingWebSockets(ObjectProvider<TokenLife> life) {
            return new EndingWebSockets(life::getObject);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebSocketHandlerAdapter.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static class Reactive {
        @Bean
        static EndingReactiveWebSockets supabaseEndingWebSockets(ObjectProvider<TokenLife> life) {
            return new EndingReactiveWebSockets(life::getObject);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebSocketGraphQlInterceptor.class)
    @ConditionalOnProperty(GraphQlHandshake.PATH)
    @ConditionalOnMissingBean(WebSocketGraphQlInterceptor.class)
    static class GraphQl {

        /** Fields with a caller among their arguments are called by a chain, in servlet applications too. */
        GraphQl(Environment environment) {
            ReactiveChains.knowTheCaller(environment);
        }

        @Bean
        GraphQlHandshake supabaseGraphQlHandshake(Environment environment) {
            return new GraphQlHandshake(environment);
        }

        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        CallerWebSocketInterceptor supabaseWebSocketInterceptor(
                TokenVerifier verifier, CallerAuthorities authorities, TokenLife life) {
            Gate gate = Gate.requiringCaller(verifier);
            return new CallerWebSocketInterceptor(
                    authorization -> Mono.fromCallable(() -> gate.decide("GET", authorization)), authorities, life);
        }

        @Bean
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        CallerWebSocketInterceptor supabaseReactiveWebSocketInterceptor(
                TokenVerifier verifier, CallerAuthorities authorities, TokenLife life, Verifications verifications) {
            Gate gate = Gate.requiringCaller(verifier);
            return new CallerWebSocketInterceptor(
                    authorization ->
                            verifications.elsewhere(() -> gate.decide("GET", authorization), Verifications.OVERLOADED),
                    authorities,
                    life);
        }
    }
}

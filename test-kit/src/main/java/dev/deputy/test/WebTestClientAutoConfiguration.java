package dev.deputy.test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.web.reactive.function.client.ClientRequest;

/** {@code WebTestClient}, and {@code HttpGraphQlTester} over it, send the token of {@link WithCaller}. */
@AutoConfiguration
@ConditionalOnClass({WebTestClientBuilderCustomizer.class, ClientRequest.class, TestSecurityContextHolder.class})
class WebTestClientAutoConfiguration {

    @Bean
    WebTestClientBuilderCustomizer callersTokensForWebTestClient(ApplicationContext application) {
        CallersTokens tokens = new CallersTokens(application);
        return builder -> builder.filter((request, next) ->
                next.exchange(ClientRequest.from(request).headers(tokens::addTo).build()));
    }
}

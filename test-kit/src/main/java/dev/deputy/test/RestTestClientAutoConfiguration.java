package dev.deputy.test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.resttestclient.autoconfigure.RestTestClientBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.test.context.TestSecurityContextHolder;

/** {@code RestTestClient} sends the token of {@link WithCaller}. */
@AutoConfiguration
@ConditionalOnClass({RestTestClientBuilderCustomizer.class, TestSecurityContextHolder.class})
class RestTestClientAutoConfiguration {

    @Bean
    RestTestClientBuilderCustomizer callersTokensForRestTestClient(ApplicationContext application) {
        CallersTokens tokens = new CallersTokens(application);
        return builder -> builder.requestInterceptor((request, body, execution) -> {
            tokens.addTo(request.getHeaders());
            return execution.execute(request, body);
        });
    }
}

package dev.deputy.test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.TestSecurityContextHolder;

/** A request of MockMvc's, which runs in the test's thread, leaves the test its caller. */
@AutoConfiguration
@ConditionalOnClass({MockMvcBuilderCustomizer.class, TestSecurityContextHolder.class})
class MockMvcAutoConfiguration {

    @Bean
    MockMvcBuilderCustomizer callersStayForMockMvc() {
        // Spring Security empties the thread's context at the end of a request, and keeps the test's elsewhere.
        return builder ->
                builder.alwaysDo(result -> SecurityContextHolder.setContext(TestSecurityContextHolder.getContext()));
    }
}

package dev.deputy.test;

import dev.deputy.SupabaseConfig;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The project of a test of one slice, such as {@code @WebMvcTest}: a {@link TestIssuer}, and no server. */
@AutoConfiguration(beforeName = "dev.deputy.spring.SupabaseAutoConfiguration")
@ConditionalOnMissingBean(SupabaseConfig.class)
class TestIssuerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TestIssuer testIssuer() {
        return TestIssuer.create();
    }

    @Bean
    SupabaseConfig supabaseConfig(TestIssuer issuer) {
        // With keys, as a real project: beans that are the service's own need one.
        return issuer.config().toBuilder()
                .publishableKey("sb_publishable_test")
                .secretKey("sb_secret_test")
                .build();
    }
}

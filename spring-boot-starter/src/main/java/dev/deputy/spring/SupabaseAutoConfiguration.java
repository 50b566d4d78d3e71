package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The project, and the verifier of its tokens: what every kind of application needs. */
@AutoConfiguration
@EnableConfigurationProperties(SupabaseProperties.class)
class SupabaseAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SupabaseConfig supabaseConfig(SupabaseProperties properties, Environment environment) {
        return new ProjectSettings(properties, environment).config();
    }

    @Bean
    @ConditionalOnMissingBean
    TokenVerifier supabaseTokenVerifier(SupabaseConfig config) {
        try {
            return TokenVerifier.of(config);
        } catch (IllegalArgumentException wrong) {
            throw SupabaseSettingsException.wrong(wrong);
        }
    }
}

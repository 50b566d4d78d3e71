package dev.deputy.spring;

import dev.deputy.AuthListener;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import org.springframework.beans.factory.ObjectProvider;
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
    CallerAuthorities supabaseAuthorities(SupabaseProperties properties) {
        return new ClaimAuthorities(properties.authorities());
    }

    @Bean
    @ConditionalOnMissingBean
    TokenVerifier supabaseTokenVerifier(
            SupabaseConfig config, SupabaseProperties properties, ObjectProvider<AuthListener> listeners) {
        AuthListener listener = AuthListener.all(listeners.orderedStream().toList());
        try {
            return switch (properties.verification()) {
                case LOCAL -> TokenVerifier.of(config, listener);
                case REMOTE -> TokenVerifier.remote(config, listener);
            };
        } catch (IllegalArgumentException wrong) {
            throw SupabaseSettingsException.wrong(wrong);
        }
    }
}

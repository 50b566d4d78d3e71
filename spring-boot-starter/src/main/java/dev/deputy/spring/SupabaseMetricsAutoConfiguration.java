package dev.deputy.spring;

import dev.deputy.AuthListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Counts what becomes of tokens, where Micrometer is and the application has a registry. */
@AutoConfiguration
@ConditionalOnClass(MeterRegistry.class)
class SupabaseMetricsAutoConfiguration {

    @Bean
    AuthListener supabaseMetrics(ObjectProvider<MeterRegistry> registries, SupabaseProperties properties) {
        MeterRegistry registry = registries.getIfAvailable();
        return registry == null
                ? AuthListener.NONE
                : new AuthMetrics(registry, properties.verification().name().toLowerCase(Locale.ROOT));
    }
}

package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** With Spring Boot's Actuator: which project's users may call, and how their tokens are verified. No keys. */
@AutoConfiguration(after = SupabaseAutoConfiguration.class)
@ConditionalOnClass(InfoContributor.class)
@ConditionalOnBooleanProperty(name = "management.info.supabase.enabled", matchIfMissing = true)
class SupabaseInfoAutoConfiguration {

    @Bean
    InfoContributor supabaseInfoContributor(SupabaseConfig project, SupabaseProperties properties) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("issuers", project.issuers());
        info.put("verification", properties.verification().name().toLowerCase(Locale.ROOT));
        String version = TokenVerifier.class.getPackage().getImplementationVersion();
        if (version != null) {
            info.put("deputy", version);
        }
        return builder -> builder.withDetail("supabase", info);
    }
}

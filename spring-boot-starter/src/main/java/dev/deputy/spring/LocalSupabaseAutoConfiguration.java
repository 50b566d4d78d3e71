package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.postgres.CannotStartException;
import java.io.IOException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Starts a Supabase inside this process when deputy-local is there and nothing names a project. */
@AutoConfiguration(before = SupabaseAutoConfiguration.class)
@ConditionalOnClass(LocalSupabase.class)
@ConditionalOnBooleanProperty(name = "supabase.local.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(SupabaseConfig.class)
@Conditional(LocalSupabaseAutoConfiguration.OnNoProject.class)
@EnableConfigurationProperties(SupabaseProperties.class)
class LocalSupabaseAutoConfiguration {

    @Bean
    LocalRun localSupabaseRun(
            SupabaseProperties properties, ConfigurableEnvironment environment, ResourcePatternResolver resources)
            throws IOException {
        requireIntended(environment);
        requireNoProject(properties, environment);
        requirePort("supabase.local.port", properties.local().port());
        requirePort("supabase.local.database-port", properties.local().databasePort());
        try (ProjectFiles files = ProjectFiles.find(properties.local().project(), resources)) {
            LocalRun run = LocalRun.start(properties.local(), files, environment);
            run.tell();
            return run;
        } catch (CannotStartException inTheWay) {
            throw new SupabaseSettingsException(
                    "The Supabase inside this process cannot start. " + inTheWay.getMessage(),
                    "Mend that, or set SUPABASE_URL (supabase.url) to use a project that runs elsewhere.",
                    inTheWay);
        }
    }

    // The run decides when it ends.
    @Bean(destroyMethod = "")
    LocalSupabase localSupabase(LocalRun run) {
        return run.supabase();
    }

    /** Ahead-of-time processing has decided for this one when no project was set. */
    private static void requireNoProject(SupabaseProperties properties, Environment environment) {
        var names = new ProjectSettings(properties, environment).names();
        if (!names.isEmpty()) {
            throw new SupabaseSettingsException(
                    String.join(", ", names)
                            + " set, but the application was processed ahead of time without a project:"
                            + " it would start a Supabase inside this process.",
                    "Set SUPABASE_URL when the application is processed, too, and keep deputy-local off its class path.",
                    null);
        }
    }

    private static void requirePort(String setting, int port) {
        if (port < 0 || port > 65535) {
            throw new SupabaseSettingsException(
                    setting + " is " + port + ", which is no port.",
                    "Set it to a port from 1 to 65535, or to 0 for any that is free.",
                    null);
        }
    }

    /** A production service that has lost its settings must not look healthy and refuse everybody. */
    private static void requireIntended(Environment environment) {
        boolean asked = Boolean.TRUE.equals(environment.getProperty("supabase.local.enabled", Boolean.class));
        for (String profile : environment.getActiveProfiles()) {
            if (!asked && (profile.equalsIgnoreCase("prod") || profile.equalsIgnoreCase("production"))) {
                throw new SupabaseSettingsException(
                        "No Supabase project is set, and the profile " + profile + " is active: a Supabase inside this"
                                + " process would refuse the tokens of your users.",
                        "Set SUPABASE_URL (supabase.url) to your project's address, such as https://abc.supabase.co. If"
                                + " you do want a Supabase inside this process, set supabase.local.enabled=true.",
                        null);
            }
        }
    }

    @Bean
    SupabaseConfig supabaseConfig(LocalSupabase supabase, SupabaseProperties properties) {
        try {
            return properties.refine(properties.local().named(supabase.config()));
        } catch (IllegalArgumentException wrong) {
            throw SupabaseSettingsException.wrong(wrong);
        }
    }

    @Bean
    ProjectDatabase supabaseDatabase(LocalSupabase supabase) {
        return new ProjectDatabase(supabase.serviceDatabaseUrl());
    }

    static final class OnNoProject extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var names = ProjectSettings.of(context.getEnvironment()).names();
            ConditionMessage.Builder message = ConditionMessage.forCondition("Supabase inside this process");
            return names.isEmpty()
                    ? ConditionOutcome.match(message.because("no project is set"))
                    : ConditionOutcome.noMatch(message.because("set is " + String.join(", ", names)));
        }
    }
}

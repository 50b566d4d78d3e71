package dev.deputy.spring;

import dev.deputy.SupabaseConfig;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** With Spring Boot's Actuator: health of Supabase and of the database, which readiness needs. */
@AutoConfiguration(
        after = {SupabaseAutoConfiguration.class, SupabasePostgresAutoConfiguration.class},
        afterName =
                "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration",
        beforeName = "org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, HealthEndpointGroupsPostProcessor.class})
class SupabaseHealthAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnEnabledHealthIndicator("supabase")
    static class Auth {

        @Bean
        AuthWatch supabaseAuthWatch() {
            return new AuthWatch(Clock.systemUTC());
        }

        @Bean
        @ConditionalOnMissingBean(name = {"supabaseHealthIndicator", "supabaseHealthContributor"})
        HealthIndicator supabaseHealthIndicator(
                SupabaseConfig project, SupabaseProperties properties, AuthWatch watch) {
            return new SupabaseHealth(project, properties.verification(), watch, System::nanoTime);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnEnabledHealthIndicator("db")
    @ConditionalOnBean(name = "supabasePool")
    static class Database {

        @Bean
        @ConditionalOnMissingBean(name = {"dbHealthIndicator", "dbHealthContributor"})
        HealthIndicator dbHealthContributor(ProjectDatabase database, @Qualifier("supabasePool") DataSource pool) {
            return new DatabaseHealth(database, pool);
        }
    }

    /** An application that says itself what readiness includes means that. */
    @Bean
    HealthEndpointGroupsPostProcessor supabaseReadiness(Environment environment) {
        boolean said = Binder.get(environment)
                .bind("management.endpoint.health.group.readiness.include", Bindable.setOf(String.class))
                .isBound();
        return said ? groups -> groups : new ReadyWithSupabase();
    }
}

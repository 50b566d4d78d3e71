package dev.deputy.spring;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.postgres.Identity;
import dev.deputy.postgres.RowLevelSecurity;
import dev.deputy.postgres.RowLevelSecurity.BypassingLogin;
import dev.deputy.postgres.SignOuts;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.orm.jpa.AbstractEntityManagerFactoryBean;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * The project's database, as the current caller: a {@code DataSource} for JdbcClient, JPA and {@code @Transactional}
 * over a pool that nobody else gets hold of.
 */
@AutoConfiguration(
        after = SupabaseAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
            // Spring Boot 3.5:
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration"
        })
@ConditionalOnClass({
    RowLevelSecurity.class,
    AbstractDataSource.class,
    HikariDataSource.class,
    org.postgresql.Driver.class
})
@ConditionalOnMissingBean(DataSource.class)
@Conditional(OnSupabaseDatabase.class)
class SupabasePostgresAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ProjectDatabase supabaseDatabase(SupabaseProperties properties, Environment environment) {
        return new ProjectDatabase(
                new ProjectSettings(properties, environment).databaseUrl().orElse(null));
    }

    // No candidate for injection: this is not the caller's but the login role's.
    @Bean(defaultCandidate = false)
    @ConfigurationProperties("supabase.postgres.pool")
    DataSource supabasePool(ProjectDatabase database, SupabaseProperties properties) {
        return database.pool(properties.postgres().pooler());
    }

    @Bean
    @ConditionalOnMissingBean
    RowLevelSecurity supabaseRowLevelSecurity(
            @Qualifier("supabasePool") DataSource pool,
            ProjectDatabase database,
            SupabaseConfig config,
            SupabaseProperties properties) {
        SupabaseProperties.Postgres settings = properties.postgres();
        RowLevelSecurity.Builder builder = RowLevelSecurity.builder(pool)
                .bypassingLogin(
                        BypassingLogin.valueOf(settings.allowBypassingLogin().name()));
        // A caller with this role is let in where the application says so, but never into the database.
        config.roles().stream().filter(role -> !role.equals("service_role")).forEach(builder::role);
        if (settings.refuseSignedOut()) {
            builder.refuseSignedOut();
        }
        if (settings.pooler() != null) {
            builder.pooler(settings.pooler());
        }
        try {
            if (settings.claimsSecret() != null) {
                builder.signClaims(settings.claimsSecret());
            }
            Duration timeout = settings.statementTimeout();
            if (timeout != null) {
                builder.statementTimeout(timeout);
            } else {
                database.statementTimeout().ifPresent(builder::statementTimeout);
            }
        } catch (IllegalArgumentException wrong) {
            throw new SupabaseSettingsException(
                    String.valueOf(wrong.getMessage()),
                    "Correct supabase.postgres.claims-secret or supabase.postgres.statement-timeout.",
                    wrong);
        }
        return builder.build();
    }

    @Bean
    @Primary
    DataSource supabaseDataSource(
            RowLevelSecurity rowLevelSecurity,
            SupabaseProperties properties,
            ObjectProvider<SecurityContextHolderStrategy> holders,
            ObjectProvider<CurrentRequest> requests) {
        boolean anonymousRequests = properties.postgres().withoutCaller() == SupabaseProperties.WithoutCaller.ANONYMOUS;
        UnaryOperator<Identity> withRequest = requests.getIfAvailable();
        RowLevelSecurity strict =
                properties.postgres().requireRows() ? rowLevelSecurity.requiringRows() : rowLevelSecurity;
        return strict.following(new CurrentIdentity(
                anonymousRequests,
                holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy),
                withRequest != null ? withRequest : UnaryOperator.identity()));
    }

    /** Finds what is wrong with the database when the application starts, not at the first request. */
    @Bean
    SmartInitializingSingleton supabaseDatabaseCheck(
            ProjectDatabase database,
            RowLevelSecurity rowLevelSecurity,
            @Qualifier("supabasePool") DataSource pool,
            ObjectProvider<SignOuts> signOuts,
            SupabaseProperties properties) {
        return new DatabaseCheck(
                database,
                rowLevelSecurity,
                pool,
                signOuts.getIfAvailable(),
                properties.postgres().doctor());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("supabase.postgres.listen-for-sign-outs")
    static class Listening {

        @Bean
        SignOuts supabaseSignOuts(
                @Qualifier("supabasePool") DataSource pool, ProjectDatabase database, SupabaseProperties properties) {
            if (!database.canListen(properties.postgres().pooler())) {
                throw new SupabaseSettingsException(
                        "supabase.postgres.listen-for-sign-outs needs a connection to the database that does not go"
                                + " through a pooler in transaction mode.",
                        "Put the direct address, or the session pooler's (port 5432), into SUPABASE_DB_URL"
                                + " (supabase.db-url), or take the setting away.",
                        null);
            }
            return SignOuts.listen(pool);
        }

        /** All that verify tokens hear of sign-outs, also a verifier of the application's own. */
        @Bean
        static BeanPostProcessor supabaseWatchedVerifiers(ObjectProvider<SignOuts> signOuts) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof TokenVerifier verifier
                            ? signOuts.getObject().watching(verifier)
                            : bean;
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Servlets {
        @Bean
        CurrentRequest supabaseCurrentRequest() {
            return new CurrentRequest();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(AbstractEntityManagerFactoryBean.class)
    static class Jpa {

        // Not Boot's customizer of Hibernate, which has another package in each of Boot's lines.
        @Bean
        static BeanPostProcessor supabaseHibernateSettings() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    if (bean instanceof AbstractEntityManagerFactoryBean factory) {
                        HibernateSettings.apply(factory.getJpaPropertyMap());
                    }
                    return bean;
                }
            };
        }
    }
}

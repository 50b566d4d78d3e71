package dev.deputy.spring;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.SupabaseConfig;
import dev.deputy.postgres.Identity;
import dev.deputy.postgres.RefusedException;
import dev.deputy.postgres.RowLevelSecurity;
import dev.deputy.postgres.RowLevelSecurity.BypassingLogin;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.AbstractDataSource;
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
            "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
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

    private static final Logger log = LoggerFactory.getLogger(SupabasePostgresAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    ProjectDatabase supabaseDatabase(SupabaseProperties properties, Environment environment) {
        return new ProjectDatabase(
                new ProjectSettings(properties, environment).databaseUrl().orElse(null));
    }

    // No candidate for injection: this is not the caller's but the login role's.
    @Bean(defaultCandidate = false)
    @ConfigurationProperties("supabase.postgres.pool")
    DataSource supabasePool(ProjectDatabase database) {
        return database.pool();
    }

    @Bean
    @ConditionalOnMissingBean
    RowLevelSecurity supabaseRowLevelSecurity(
            @Qualifier("supabasePool") DataSource pool, SupabaseConfig config, SupabaseProperties properties) {
        String where = properties.postgres().allowBypassingLogin().name();
        RowLevelSecurity.Builder builder = RowLevelSecurity.builder(pool).bypassingLogin(BypassingLogin.valueOf(where));
        // A caller with this role is let in where the application says so, but never into the database.
        config.roles().stream().filter(role -> !role.equals("service_role")).forEach(builder::role);
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
        return rowLevelSecurity.following(new CurrentIdentity(
                anonymousRequests,
                holders.getIfUnique(SecurityContextHolder::getContextHolderStrategy),
                withRequest != null ? withRequest : UnaryOperator.identity()));
    }

    /** Finds a login role that could bypass row level security when the application starts, not at the first request. */
    @Bean
    SmartInitializingSingleton supabaseLoginRoleCheck(ProjectDatabase database, RowLevelSecurity rowLevelSecurity) {
        return () -> {
            if (!database.isSet()) {
                log.info("No database is set (SUPABASE_DB_URL): what needs one answers 503.");
                return;
            }
            try {
                rowLevelSecurity.check();
            } catch (RefusedException refused) {
                throw new SupabaseSettingsException(
                        String.valueOf(refused.getMessage()),
                        "Put a login role without rights of its own into SUPABASE_DB_URL (supabase.db-url), or set"
                                + " supabase.postgres.allow-bypassing-login.",
                        refused);
            } catch (SQLException unreachable) {
                log.warn(
                        "The database does not answer yet ({}). What needs it answers 503 until it does.",
                        unreachable.getMessage());
            }
        };
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
    @ConditionalOnClass(HibernatePropertiesCustomizer.class)
    static class Jpa {

        /** Hibernate need not ask the database what it is, so that it starts while the database is away. */
        @Bean
        HibernatePropertiesCustomizer supabaseStartsWithoutDatabase() {
            return properties -> {
                properties.putIfAbsent("hibernate.boot.allow_jdbc_metadata_access", "false");
                properties.putIfAbsent("jakarta.persistence.database-product-name", "PostgreSQL");
            };
        }
    }
}

package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.postgres.RowLevelSecurity;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfigurationSource;

/** What the starter adds to an application, and where it withdraws. */
@ExtendWith(OutputCaptureExtension.class)
class ConditionsTest {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withUserConfiguration(Everything.class)
            // Hibernate would connect to a data source that is not ours, and it takes its time.
            .withClassLoader(
                    new FilteredClassLoader("org.hibernate", "jakarta.persistence", "org.springframework.data"))
            .withPropertyValues("supabase.url=https://abc.supabase.co");

    @Test
    void there_is_one_filter_chain_and_no_invented_user(CapturedOutput output) {
        application.run(context -> assertThat(context)
                .hasSingleBean(SecurityFilterChain.class)
                .hasBean("supabaseSecurityFilterChain")
                .doesNotHaveBean(UserDetailsService.class)
                .doesNotHaveBean("corsConfigurationSource"));
        assertThat(output).doesNotContain("generated security password").doesNotContain("Global AuthenticationManager");
    }

    @Test
    void a_user_with_a_password_that_the_application_asks_for_stays() {
        application
                .withPropertyValues("spring.security.user.name=admin", "spring.security.user.password=admin")
                .run(context -> assertThat(context).hasSingleBean(UserDetailsService.class));
    }

    @Test
    void an_issuer_that_the_application_names_itself_keeps_springs_decoder() {
        application
                .withPropertyValues(
                        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=https://login.example.com/jwks")
                .run(context ->
                        assertThat(context).hasSingleBean(JwtDecoder.class).doesNotHaveBean("supabaseJwtDecoder"));
        application.run(
                context -> assertThat(context).hasSingleBean(JwtDecoder.class).hasBean("supabaseJwtDecoder"));
    }

    @Test
    void an_applications_own_filter_chain_stands_alone() {
        application.withUserConfiguration(OwnChain.class).run(context -> assertThat(context)
                .hasSingleBean(SecurityFilterChain.class)
                .hasBean("ownChain"));
    }

    @Test
    void rules_before_ours_are_told_to_come_after() {
        application.withUserConfiguration(ChainInTheWrongOrder.class).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("Call http.with(supabase(), …) before http.authorizeHttpRequests(…)"));
    }

    @Test
    void cors_is_the_applications_unless_origins_are_set() {
        application
                .withPropertyValues("supabase.cors.allowed-origins[0]=https://app.example.com")
                .run(context -> assertThat(context)
                        .getBean("corsConfigurationSource")
                        .isInstanceOf(CorsConfigurationSource.class));
    }

    @Test
    void the_data_source_follows_the_caller_and_the_pool_is_for_nobody_else() {
        application.run(context -> {
            assertThat(context).hasSingleBean(RowLevelSecurity.class).hasSingleBean(JdbcClient.class);
            assertThat(context.getBean(DataSource.class)).isSameAs(context.getBean("supabaseDataSource"));
        });
    }

    @Test
    void the_pool_has_settings_of_its_own_and_knows_poolers() {
        application
                .withPropertyValues(
                        "supabase.db-url=postgresql://ada:pw@127.0.0.1:9/app",
                        "supabase.postgres.pool.maximum-pool-size=3")
                .run(context -> {
                    HikariDataSource pool = context.getBean("supabasePool", HikariDataSource.class);
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
                    assertThat(pool.getConnectionTimeout()).isEqualTo(2_000);
                    assertThat(pool.getDataSourceProperties()).doesNotContainKey("prepareThreshold");
                });
        application
                .withPropertyValues("supabase.db-url=postgresql://ada:pw@127.0.0.1:6543/app")
                .run(context -> assertThat(context.getBean("supabasePool", HikariDataSource.class)
                                .getDataSourceProperties())
                        .containsEntry("prepareThreshold", "0"));
    }

    @Test
    void an_applications_own_data_source_stands() {
        application.withUserConfiguration(OwnDataSource.class).run(context -> assertThat(context)
                .hasSingleBean(DataSource.class)
                .hasBean("ownDataSource")
                .doesNotHaveBean(RowLevelSecurity.class));
        application
                .withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:9/app")
                .run(context -> assertThat(context).doesNotHaveBean(RowLevelSecurity.class));
    }

    @Test
    void nothing_but_spring_mvc_and_security_is_needed() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "dev.deputy.postgres",
                        "dev.deputy.local",
                        "com.zaxxer.hikari",
                        "org.postgresql",
                        "org.springframework.jdbc",
                        "org.springframework.orm",
                        "org.springframework.data",
                        "org.springframework.graphql",
                        "org.hibernate",
                        "jakarta.persistence",
                        "graphql"))
                .run(context -> assertThat(context)
                        .hasSingleBean(SecurityFilterChain.class)
                        .doesNotHaveBean(DataSource.class)
                        .doesNotHaveBean(DatabaseRefusals.class));
    }

    @Test
    void an_application_without_a_web_side_gets_the_verifier() {
        new ApplicationContextRunner()
                .withUserConfiguration(Everything.class)
                .withPropertyValues("supabase.url=https://abc.supabase.co")
                .run(context -> assertThat(context)
                        .hasBean("supabaseTokenVerifier")
                        .hasSingleBean(RowLevelSecurity.class)
                        .doesNotHaveBean(SecurityFilterChain.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}

    @Configuration(proxyBeanMethods = false)
    static class OwnChain {
        @Bean
        SecurityFilterChain ownChain(HttpSecurity http) {
            return http.with(supabase(), withDefaults()).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ChainInTheWrongOrder {
        @Bean
        SecurityFilterChain wrongChain(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .with(supabase(), withDefaults())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDataSource {
        @Bean
        DataSource ownDataSource() {
            return new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:9/app");
        }
    }
}

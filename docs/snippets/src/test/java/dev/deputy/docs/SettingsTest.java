package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.SupabaseConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** The settings on the pages are settings, and do what the pages say. */
class SettingsTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    private final WebApplicationContextRunner application =
            new WebApplicationContextRunner().withUserConfiguration(Application.class);

    private WebApplicationContextRunner with(String file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/test/resources", file))) {
            settings.load(reader);
        }
        return application
                .withPropertyValues(settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new))
                .withPropertyValues(
                        "DB_PASSWORD=secret",
                        "SUPABASE_JWT_SECRET=a secret of the tests that is long enough",
                        "supabase.publishable-key=sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qnBVA8E2");
    }

    @Test
    void behind_the_pooler_no_statement_has_a_name() throws IOException {
        with("pooler.properties").run(context -> {
            HikariDataSource pool = context.getBean("supabasePool", HikariDataSource.class);
            assertThat(pool.getDataSourceProperties()).containsEntry("prepareThreshold", "0");
            assertThat(pool.getMaximumPoolSize()).isEqualTo(4);
            assertThat(pool.getMinimumIdle()).isZero();
            assertThat(pool.getJdbcUrl()).contains(":6543/").doesNotContain("secret");
        });
    }

    @Test
    void in_session_mode_statements_may_have_names() throws IOException {
        with("session.properties").run(context -> {
            HikariDataSource pool = context.getBean("supabasePool", HikariDataSource.class);
            assertThat(pool.getDataSourceProperties()).doesNotContainKey("prepareThreshold");
            assertThat(pool.getMaximumPoolSize()).isEqualTo(8);
        });
    }

    @Test
    void the_others_do_what_they_say() throws IOException {
        with("settings.properties").run(context -> {
            SupabaseConfig config = context.getBean(SupabaseConfig.class);
            assertThat(config.issuers()).contains("https://api.example.com/auth/v1");
            assertThat(config.audiences()).containsExactlyInAnyOrder("authenticated", "my-backend");
            assertThat(config.jwtSecret()).isPresent();
            assertThat(config.remoteCacheTime()).hasSeconds(10);
        });
    }

    @Test
    void what_users_write_themselves_is_no_source_of_roles() {
        application
                .withPropertyValues(
                        "supabase.url=https://abc.supabase.co", "supabase.authorities.roles=user_metadata.roles")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("supabase.authorities.roles"));
    }
}

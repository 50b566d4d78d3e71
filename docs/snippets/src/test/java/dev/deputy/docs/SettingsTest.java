package dev.deputy.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.AuthUnavailableException;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.postgres.Migrations;
import dev.deputy.test.TestIssuer;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
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

    private static String[] settings(String file) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/test/resources", file))) {
            settings.load(reader);
        }
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    private WebApplicationContextRunner with(String file) throws IOException {
        return application
                .withPropertyValues(settings(file))
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
            assertThat(config.remoteCacheTime()).hasSeconds(20);
        });
    }

    @Test
    void a_good_token_is_not_good_enough_while_auth_is_to_be_asked_and_does_not_answer() throws IOException {
        TestIssuer issuer = TestIssuer.create(URI.create("http://127.0.0.1:9")); // where nobody is
        with("settings.properties")
                .withPropertyValues("supabase.url=http://127.0.0.1:9", "supabase.jwks=" + issuer.jwks())
                .run(context -> {
                    TokenVerifier verifier = context.getBean(TokenVerifier.class);
                    assertThatThrownBy(() -> verifier.verify(issuer.token().compact()))
                            .isInstanceOf(AuthUnavailableException.class);
                });
    }

    @Test
    void who_has_signed_out_is_looked_for_where_the_database_can_tell() throws Exception {
        try (LocalSupabase supabase = LocalSupabase.start();
                Connection connection = supabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            WebApplicationContextRunner service = application
                    .withPropertyValues(settings("sign-outs.properties"))
                    .withPropertyValues(
                            "supabase.url=" + supabase.apiUrl(),
                            "supabase.db-url=" + supabase.serviceDatabaseUrl(),
                            "supabase.postgres.pool.connection-timeout=60000"); // it has to find out when it starts
            service.run(context -> assertThat(context).getFailure().hasStackTraceContaining("sessionCheck"));
            statement.execute(Migrations.sessionCheck());
            service.run(context -> assertThat(context).hasNotFailed());
        }
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

package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What an application sets, and what becomes of it. */
class SettingsTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SupabaseAutoConfiguration.class));

    @Test
    void properties_describe_the_project() {
        application
                .withPropertyValues(
                        "supabase.url=https://abc.supabase.co/",
                        "supabase.publishable-key=sb_publishable_key",
                        "supabase.secret-key=sb_secret_key",
                        "supabase.jwt-secret=" + Issuer.SECRET,
                        "supabase.jwks-url=https://keys.example.com/jwks.json",
                        "supabase.issuers=https://one.example.com,https://two.example.com",
                        "supabase.audiences=authenticated,mobile",
                        "supabase.roles=authenticated,editor",
                        "supabase.clock-skew=5s",
                        "supabase.remote-cache-time=7")
                .run(context -> {
                    SupabaseConfig config = context.getBean(SupabaseConfig.class);
                    assertThat(config.projectUrl()).isEqualTo(URI.create("https://abc.supabase.co"));
                    assertThat(config.publishableKey()).hasValue("sb_publishable_key");
                    assertThat(config.secretKey()).hasValue("sb_secret_key");
                    assertThat(config.jwtSecret()).hasValue(Issuer.SECRET);
                    assertThat(config.jwksUrl()).isEqualTo(URI.create("https://keys.example.com/jwks.json"));
                    assertThat(config.issuers()).containsOnly("https://one.example.com", "https://two.example.com");
                    assertThat(config.audiences()).containsOnly("authenticated", "mobile");
                    assertThat(config.roles()).containsOnly("authenticated", "editor");
                    assertThat(config.clockSkew()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(config.remoteCacheTime()).isEqualTo(Duration.ofSeconds(7));
                    assertThat(context).hasSingleBean(TokenVerifier.class);
                });
    }

    @Test
    void the_variables_of_supabases_own_tools_will_do() {
        application
                .withPropertyValues(
                        "SUPABASE_URL=https://abc.supabase.co",
                        "SUPABASE_PUBLISHABLE_KEYS={\"default\":\"sb_publishable_key\"}",
                        "SUPABASE_SERVICE_ROLE_KEY=sb_secret_key",
                        "JWT_SECRET=" + Issuer.SECRET)
                .run(context -> {
                    SupabaseConfig config = context.getBean(SupabaseConfig.class);
                    assertThat(config.projectUrl()).isEqualTo(URI.create("https://abc.supabase.co"));
                    assertThat(config.publishableKey()).hasValue("sb_publishable_key");
                    assertThat(config.secretKey()).hasValue("sb_secret_key");
                    assertThat(config.jwtSecret()).hasValue(Issuer.SECRET);
                    assertThat(config.issuers()).containsOnly("https://abc.supabase.co/auth/v1");
                });
    }

    @Test
    void a_property_stands_above_the_variables() {
        application
                .withPropertyValues(
                        "supabase.url=https://property.supabase.co", "SUPABASE_URL=https://variable.supabase.co")
                .withPropertyValues(
                        "supabase.publishable-key=sb_publishable_property",
                        "SUPABASE_PUBLISHABLE_KEYS={\"web\":\"sb_publishable_variable\"}")
                .run(context -> {
                    SupabaseConfig config = context.getBean(SupabaseConfig.class);
                    assertThat(config.projectUrl()).isEqualTo(URI.create("https://property.supabase.co"));
                    assertThat(config.publishableKeys()).containsOnlyKeys("default");
                });
    }

    @Test
    void a_variable_hides_no_other_variable() {
        application
                .withInitializer(context -> variables(
                        context,
                        Map.of(
                                "SUPABASE_URL", "https://abc.supabase.co",
                                "SUPABASE_PUBLISHABLE_KEY", "sb_publishable_key",
                                "SUPABASE_PUBLISHABLE_KEYS", "{\"web\":\"sb_publishable_web\"}",
                                "SUPABASE_ANON_KEY", "anon_key",
                                "SUPABASE_SECRET_KEY", "sb_secret_key",
                                "SUPABASE_SECRET_KEYS", "{\"cron\":\"sb_secret_cron\"}",
                                "SUPABASE_SERVICE_ROLE_KEY", "service_role_key")))
                .run(context -> {
                    SupabaseConfig config = context.getBean(SupabaseConfig.class);
                    assertThat(config.publishableKeys())
                            .containsOnly(entry("default", "sb_publishable_key"), entry("web", "sb_publishable_web"));
                    assertThat(config.anonKey()).hasValue("anon_key");
                    assertThat(config.secretKeys())
                            .containsOnly(entry("default", "sb_secret_key"), entry("cron", "sb_secret_cron"));
                    assertThat(config.serviceRoleKey()).hasValue("service_role_key");
                });
    }

    private static void variables(ConfigurableApplicationContext context, Map<String, Object> variables) {
        context.getEnvironment()
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    }

    @Test
    void an_empty_variable_is_none() {
        application
                .withPropertyValues("supabase.url=https://abc.supabase.co", "SUPABASE_JWT_SECRET=", "JWT_SECRET=")
                .run(context -> assertThat(context.getBean(SupabaseConfig.class).jwtSecret())
                        .isEmpty());
    }

    @Test
    void the_issuers_check_can_be_switched_off() {
        application
                .withPropertyValues("supabase.url=https://abc.supabase.co", "supabase.issuers=none")
                .run(context -> assertThat(context.getBean(SupabaseConfig.class).acceptsAnyIssuer())
                        .isTrue());
    }

    @Test
    void plain_http_to_another_machine_must_be_allowed() {
        application.withPropertyValues("supabase.url=http://kong:8000").run(context -> assertThat(failure(context))
                .hasMessageContaining("https"));
        application
                .withPropertyValues("supabase.url=http://kong:8000", "supabase.allow-plain-http=true")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void an_application_may_bring_its_own() {
        application.withUserConfiguration(OwnVerifier.class).run(context -> {
            assertThat(context).hasSingleBean(SupabaseConfig.class).hasSingleBean(TokenVerifier.class);
            assertThat(context).hasBean("ownVerifier").doesNotHaveBean("supabaseTokenVerifier");
        });
    }

    @Test
    void tokens_are_verified_here_or_by_the_auth_server() {
        ApplicationContextRunner project = application.withPropertyValues("SUPABASE_URL=https://abc.supabase.co");

        project.run(context -> assertThat(context).hasNotFailed());
        // Only the Auth server wants a key from whoever asks it.
        project.withPropertyValues("supabase.verification=remote")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("SUPABASE_PUBLISHABLE_KEY"));
        project.withPropertyValues("supabase.verification=remote", "SUPABASE_PUBLISHABLE_KEY=sb_publishable_key")
                .run(context -> assertThat(context).hasSingleBean(TokenVerifier.class));
    }

    @Test
    void a_missing_project_is_told() {
        application.run(context -> assertThat(failure(context))
                .hasMessage("No Supabase project is set.")
                .extracting(SupabaseSettingsException::action)
                .asString()
                .contains("supabase.url", "SUPABASE_URL"));
    }

    @Test
    void a_secret_without_a_project_is_told() {
        application.withPropertyValues("SUPABASE_JWT_SECRET=" + Issuer.SECRET).run(context -> assertThat(
                        failure(context))
                .hasMessageContaining("SUPABASE_JWT_SECRET is set, but SUPABASE_URL is not"));
    }

    @Test
    void a_malformed_address_is_told() {
        for (String url : new String[] {"abc.supabase.co", "ftp://abc.supabase.co", "https://", "https://a b", "::"}) {
            application.withPropertyValues("supabase.url=" + url).run(context -> assertThat(failure(context))
                    .hasMessageContaining("SUPABASE_URL"));
        }
    }

    @Test
    void a_short_secret_is_told_and_not_shown() {
        application
                .withPropertyValues("supabase.url=https://abc.supabase.co", "supabase.jwt-secret=too short")
                .run(context -> assertThat(failure(context))
                        .hasMessageContaining("SUPABASE_JWT_SECRET")
                        .hasMessageContaining("32")
                        .hasMessageNotContaining("too short"));
    }

    private static SupabaseSettingsException failure(AssertableApplicationContext context) {
        for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SupabaseSettingsException settings) {
                return settings;
            }
        }
        throw new AssertionError("The application did not fail on its settings", context.getStartupFailure());
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnVerifier {
        @Bean
        SupabaseConfig ownConfig() {
            return SupabaseConfig.builder(URI.create("https://own.supabase.co")).build();
        }

        @Bean
        TokenVerifier ownVerifier(SupabaseConfig config) {
            return TokenVerifier.of(config);
        }
    }
}

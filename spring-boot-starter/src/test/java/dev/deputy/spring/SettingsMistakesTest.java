package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.LocalSupabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Every mistake that the settings of verifier, database and local Supabase allow: a sentence, and no stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsMistakesTest {

    /** A database for those mistakes that only one can tell. */
    private static final LocalSupabase PROJECT = LocalSupabase.start();

    @AfterAll
    static void stop() {
        PROJECT.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            supabase.url=ftp://abc.supabase.co                                 | SUPABASE_URL
            supabase.url=http://abc.supabase.co                                | SUPABASE_ALLOW_PLAIN_HTTP=true
            supabase.url=https://ada:hidden@abc.supabase.co                    | no user, query or fragment
            supabase.url=https://abc.supabase.co/auth/v1                       | leave out /auth/v1
            supabase.url=https://abc supabase.co                               | SUPABASE_URL is not a web address
            supabase.public-url=http://public.example.com                      | SUPABASE_PUBLIC_URL
            supabase.jwks-url=keys.json                                        | SUPABASE_JWKS_URL
            supabase.jwks={"keys": "none"}                                     | SUPABASE_JWKS
            supabase.jwks=hidden                                               | SUPABASE_JWKS
            supabase.jwks={"keys": []}                                         | SUPABASE_JWKS
            supabase.publishable-key=sb_secret_hidden                          | put the publishable (or anon) key there
            supabase.publishable-key=two keys                                  | copy the key alone
            supabase.secret-key=sb_publishable_hidden                          | put the secret (or service_role) key there
            SUPABASE_SECRET_KEYS=hidden                                        | SUPABASE_SECRET_KEYS is not a JSON object
            SUPABASE_PUBLISHABLE_KEYS={"web": 1}                               | SUPABASE_PUBLISHABLE_KEYS is not a JSON object
            supabase.issuers=https://a.example.com,,                           | SUPABASE_JWT_ISSUER
            supabase.clock-skew=5m                                             | between 0 and 60 seconds
            supabase.clock-skew=soon                                           | supabase.clock-skew
            supabase.remote-cache-time=10m                                     | between 0 and 60 seconds
            supabase.verification=remote                                       | SUPABASE_PUBLISHABLE_KEY
            supabase.verification=sometimes                                    | supabase.verification
            supabase.authorities.roles=user_metadata.role                      | user_metadata
            supabase.db-url=postgresql://ada:hidden%zz@h/app                   | SUPABASE_DB_URL (supabase.db-url)
            supabase.db-url=postgresql://ada:hid?den@h/app                     | write a % in the user name
            supabase.db-url=h:5432/app                                         | SUPABASE_DB_URL (supabase.db-url)
            supabase.postgres.claims-secret=hidden                             | 32 characters
            supabase.postgres.statement-timeout=0ms                            | supabase.postgres.statement-timeout
            supabase.postgres.allow-bypassing-login=maybe                      | supabase.postgres.allow-bypassing-login
            supabase.postgres.doctor=please                                    | supabase.postgres.doctor
            supabase.postgres.listen-for-sign-outs=true                        | supabase.postgres.listen-for-sign-outs
            spring.jpa.properties.hibernate.cache.use_second_level_cache=true  | Take the setting away
            """)
    void of_a_project_that_runs_elsewhere(String setting, String sentence, CapturedOutput output) {
        String project = setting.startsWith("supabase.url=") ? "" : "--supabase.url=https://abc.supabase.co";
        assertStartFails(output, sentence, project, "--" + setting);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            supabase.local.project=/nowhere       | The project folder /nowhere
            supabase.local.port=70000             | supabase.local.port
            supabase.local.database-port=-1       | supabase.local.database-port
            supabase.local.port=much              | supabase.local.port
            supabase.local.data=/dev/null/data    | The data folder /dev/null/data
            supabase.clock-skew=5m                | between 0 and 60 seconds
            supabase.postgres.claims-secret=short | 32 characters
            """)
    void of_the_one_inside_the_process(String setting, String sentence, CapturedOutput output) {
        assertStartFails(output, sentence, "--" + setting);
    }

    @Test
    void a_login_that_bypasses_row_level_security(CapturedOutput output) {
        assertStartFails(
                output,
                "supabase.postgres.allow-bypassing-login",
                "--supabase.url=" + PROJECT.apiUrl(),
                "--supabase.db-url=" + PROJECT.databaseUrl());
        assertThat(output).contains("SUPABASE_DB_URL").doesNotContain(":postgres@");
    }

    @Test
    void a_check_of_sessions_that_is_not_in_the_database(CapturedOutput output) {
        assertStartFails(
                output,
                "is not in the database",
                "--supabase.url=" + PROJECT.apiUrl(),
                "--supabase.db-url=" + PROJECT.serviceDatabaseUrl(),
                "--supabase.postgres.refuse-signed-out=true");
    }

    @Test
    void a_secret_key_with_another_name_than_default_is_no_mistake() {
        try (var application = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .run("--supabase.url=https://abc.supabase.co", "--SUPABASE_SECRET_KEYS={\"cron\": \"sb_secret_x\"}")) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static void assertStartFails(CapturedOutput output, String sentence, String... arguments) {
        String[] given =
                Stream.of(arguments).filter(argument -> !argument.isEmpty()).toArray(String[]::new);
        int before = output.toString().length();
        assertThatThrownBy(() -> new SpringApplicationBuilder(App.class)
                        .web(WebApplicationType.NONE)
                        .run(given)
                        .close())
                .isInstanceOf(RuntimeException.class);
        assertThat(output.toString().substring(before))
                .contains("APPLICATION FAILED TO START")
                .contains(sentence)
                .doesNotContain("hidden")
                .doesNotContain("\tat ");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}
}

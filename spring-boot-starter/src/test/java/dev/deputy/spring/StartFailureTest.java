package dev.deputy.spring;

import static dev.deputy.spring.SupabaseConfigurer.supabase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.config.Customizer.withDefaults;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A mistake in the settings is answered by sentences, not by a stack trace; the exception makes the exit status 1. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

    @Test
    void a_malformed_address(CapturedOutput output) {
        assertStartFails(output, "Correct the environment variable", "--supabase.url=abc.supabase.co");
        assertThat(output).contains("SUPABASE_URL");
    }

    @Test
    void a_short_secret(CapturedOutput output) {
        assertStartFails(
                output,
                "copy the whole JWT secret of your project",
                "--supabase.url=https://abc.supabase.co",
                "--supabase.jwt-secret=tooshort");
        assertThat(output).doesNotContain("tooshort");
    }

    @Test
    void no_project_and_no_local_one(CapturedOutput output) {
        assertStartFails(output, "Set supabase.url", "--supabase.local.enabled=false");
    }

    @Test
    void no_project_in_production(CapturedOutput output) {
        assertStartFails(output, "Set SUPABASE_URL (supabase.url)", "--spring.profiles.active=production");
        assertThat(output).contains("supabase.local.enabled=true");
    }

    @Test
    void a_secret_but_no_project_does_not_start_a_local_one(CapturedOutput output) {
        assertStartFails(
                output,
                "SUPABASE_JWT_SECRET is set, but SUPABASE_URL is not",
                "--JWT_SECRET=",
                "--SUPABASE_JWT_SECRET=" + Issuer.SECRET);
    }

    @Test
    void a_malformed_database_address(CapturedOutput output) {
        assertStartFails(
                output,
                "SUPABASE_DB_URL (supabase.db-url) is not an address",
                "--supabase.url=https://abc.supabase.co",
                "--supabase.db-url=mysql://ada:hidden@h/app");
        assertThat(output).doesNotContain("hidden");
    }

    @Test
    void authorities_from_what_users_write_themselves(CapturedOutput output) {
        assertStartFails(
                output,
                "supabase.authorities.roles names user_metadata.roles, which users can change themselves",
                "--supabase.url=https://abc.supabase.co",
                "--supabase.authorities.roles=app_metadata.roles,user_metadata.roles");
        assertThat(output).contains("Name a claim under app_metadata");
    }

    @Test
    void authorities_from_nowhere(CapturedOutput output) {
        assertStartFails(
                output,
                "supabase.authorities.permissions holds \"app_metadata.\", which is no path to a claim",
                "--supabase.url=https://abc.supabase.co",
                "--supabase.authorities.permissions=app_metadata.");
    }

    @Test
    void a_sign_in_page_that_is_nowhere(CapturedOutput output) {
        assertStartFails(
                output,
                "supabase.cookies.sign-in-page is \"sign-in\", which is neither a path nor an address",
                "--supabase.url=https://abc.supabase.co",
                "--supabase.cookies.sign-in-page=sign-in");
    }

    @Test
    void cookies_where_they_would_speak_for_nobody(CapturedOutput output) {
        assertStartFails(
                output,
                "supabase.cookies.enabled is set, and this is a WebFlux application",
                "--supabase.url=https://abc.supabase.co",
                "--supabase.cookies.enabled=true",
                "--spring.main.web-application-type=reactive");
    }

    @Test
    void a_resource_that_nobody_could_ask_for(CapturedOutput output) {
        assertStartFails(
                output,
                "supabase.resource-metadata.resource is \"api.example.com\", which is no address",
                "--supabase.url=https://abc.supabase.co",
                "--supabase.resource-metadata.enabled=true",
                "--supabase.resource-metadata.resource=api.example.com");
    }

    @Test
    void a_webhook_without_a_secret(CapturedOutput output) {
        assertStartFails(
                output, "@WebhookBody(\"send-email\") in ", HookApp.class, "--supabase.url=https://abc.supabase.co");
        assertThat(output).contains("Set supabase.webhooks.send-email.secret to the hook's secret");
    }

    @Test
    void a_webhook_with_half_a_secret(CapturedOutput output) {
        assertStartFails(
                output,
                "supabase.webhooks.send-email.secret is malformed",
                HookApp.class,
                "--supabase.url=https://abc.supabase.co",
                "--supabase.webhooks.send-email.secret=v1,whsec_hidden");
        assertThat(output).doesNotContain("hidden");
    }

    @Test
    void a_rule_for_a_key_that_is_not_there(CapturedOutput output) {
        assertStartFails(
                output,
                "access \"secret:cron\" asks for a key that is not configured",
                CronApp.class,
                "--supabase.url=https://abc.supabase.co");
        assertThat(output).contains("SUPABASE_SECRET_KEYS");
    }

    private static void assertStartFails(CapturedOutput output, String sentence, String... arguments) {
        assertStartFails(output, sentence, App.class, arguments);
    }

    private static void assertStartFails(
            CapturedOutput output, String sentence, Class<?> application, String... arguments) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(application)
                        .properties("server.port=0")
                        .run(arguments)
                        .close())
                .isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(sentence)
                .doesNotContain("\tat ");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class CronApp {

        @Bean
        SecurityFilterChain rules(HttpSecurity http, SupabaseRules supabase) {
            return http.with(supabase(), withDefaults())
                    .authorizeHttpRequests(
                            requests -> requests.requestMatchers("/cron").access(supabase.secretKey("cron")))
                    .build();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @RestController
    static class HookApp {

        @PostMapping("/hook")
        void hook(@WebhookBody("send-email") String hook) {}
    }
}

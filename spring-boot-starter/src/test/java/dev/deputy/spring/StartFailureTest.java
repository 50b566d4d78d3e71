package dev.deputy.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

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

    private static void assertStartFails(CapturedOutput output, String sentence, String... arguments) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(App.class)
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
}

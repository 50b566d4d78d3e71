package dev.deputy.local.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.rest.RestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectConfigTest {

    @TempDir
    private Path project;

    @Test
    void a_project_without_settings_is_like_a_new_one() {
        ProjectConfig config = read(Map.of());
        assertThat(config.port()).isEmpty();
        assertThat(config.dataApi()).isTrue();
        assertThat(config.rest()).isEqualTo(RestSettings.standard());
        assertThat(config.keys()).isEqualTo(ConfiguredKeys.none());
        assertThat(config.migrations()).isTrue();
        assertThat(config.seeds()).containsExactly("./seed.sql");
    }

    @Test
    void ports_the_data_api_and_seeds_are_read() throws IOException {
        write("""
                project_id = "test"
                [api]
                port = 55321
                schemas = ["public", "api"]
                extra_search_path = ["extensions"]
                max_rows = 50
                [db]
                port = 55322
                major_version = 17
                [db.seed]
                sql_paths = ["./seeds/*.sql", "./more.sql"]
                """);
        ProjectConfig config = read(Map.of());
        assertThat(config.port()).contains(55321);
        assertThat(config.databasePort()).contains(55322);
        assertThat(config.rest().schemas()).containsExactly("public", "api");
        assertThat(config.rest().extraSearchPath()).containsExactly("extensions");
        assertThat(config.rest().maxRows()).isEqualTo(50);
        assertThat(config.seeds()).containsExactly("./seeds/*.sql", "./more.sql");
    }

    @Test
    void what_is_switched_off_is_off() throws IOException {
        write("[api]\nenabled = false\n[db.seed]\nenabled = false\n[db.migrations]\nenabled = false\n");
        ProjectConfig config = read(Map.of());
        assertThat(config.dataApi()).isFalse();
        assertThat(config.seeds()).isEmpty();
        assertThat(config.migrations()).isFalse();
    }

    @Test
    void keys_are_read_and_not_printed() throws IOException {
        write("""
                [auth]
                signing_keys_path = "./signing_keys.json"
                jwt_secret = "env(OUR_SECRET)"
                publishable_key = "sb_publishable_ours"
                secret_key = ""
                """);
        ConfiguredKeys keys = read(Map.of("OUR_SECRET", "a secret that is long enough to be one"))
                .keys();
        assertThat(keys.jwtSecret()).contains("a secret that is long enough to be one");
        assertThat(keys.signingKeys().orElseThrow().normalize())
                .isEqualTo(project.resolve("supabase/signing_keys.json"));
        assertThat(keys.publishable()).contains("sb_publishable_ours");
        assertThat(keys.secret()).isEmpty();
        assertThat(keys.toString()).doesNotContain("secret that", "sb_");
    }

    @Test
    void variables_come_from_the_process_and_from_files_the_more_special_first() throws IOException {
        write("[api]\nport = \"env(THE_PORT)\"\nschemas = [\"env(ONE)\", \"env(TWO)\", \"env(THREE)\"]\n");
        Files.writeString(project.resolve(".env"), "THE_PORT=1\nONE=beside # a comment\nTHREE='three # 3'\n");
        Files.writeString(project.resolve("supabase/.env"), "export ONE=\"in the folder\"\nTWO=in_env\n");
        Files.writeString(project.resolve("supabase/.env.local"), "TWO=in_local\n# ONE=no\n");
        ProjectConfig config = read(Map.of("THE_PORT", "5000"));
        assertThat(config.port()).contains(5000);
        assertThat(config.rest().schemas()).containsExactly("in the folder", "in_local", "three # 3");
    }

    @Test
    void a_variable_with_the_name_of_a_setting_stands_above_the_file() throws IOException {
        write("[api]\nport = 1000\nmax_rows = 5\n");
        ProjectConfig config = read(Map.of("SUPABASE_API_PORT", "2000", "SUPABASE_API_SCHEMAS", "public,api"));
        assertThat(config.port()).contains(2000);
        assertThat(config.rest().schemas()).containsExactly("public", "api");
        assertThat(config.rest().maxRows()).isEqualTo(5);
    }

    @Test
    void the_file_of_a_new_project_is_understood() throws IOException {
        Files.createDirectories(project.resolve("supabase"));
        Files.copy(
                Path.of("src/test/resources/projects/new/supabase/config.toml"),
                project.resolve("supabase/config.toml"));
        ProjectConfig config = read(Map.of());
        assertThat(config.port()).contains(54321);
        assertThat(config.rest().schemas()).containsExactly("public", "graphql_public");
        assertThat(config.seeds()).containsExactly("./seed.sql");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [api] port = 'x'                                     | [api] port must be a whole number
            [api] port = 70000                                   | [api] port must be from 1 to 65535
            [api] schemas = [1]                                  | [api] schemas must be a list of texts
            [api] schemas = []                                   | [api] schemas cannot be used: schemas must name
            [api] enabled = 3                                    | [api] enabled must be true or false
            [auth] site_url = 5                                  | [auth] site_url must be a text in quotes
            [auth] site_url = 'env(NOT_THERE)'                   | wants the environment variable NOT_THERE
            [auth] jwt_expiry = 0                                | [auth] jwt_expiry cannot be used
            [auth] jwt_secret = 'short'                          | [auth] jwt_secret must have 32 characters
            [auth] password_requirements = 'many'                | [auth] password_requirements cannot be used: it must be
            [auth] minimum_password_length = -1                  | must be a whole number, 0 or more
            [auth.email] otp_length = 2                          | [auth.email] otp_length cannot be used: otp_length must be
            [auth.email] max_frequency = 'soon'                  | [auth.email] max_frequency must be a time
            [auth.email.template.joke] subject = 'ha'            | [auth.email.template] joke is no mail
            [auth.email.template.invite] content_path = './no.html' | names a file that cannot be read
            [auth.external.acme] enabled = true                  | [auth] external cannot be used
            [auth.mfa] totp = true                               | [auth.mfa] totp must be a table
            [api                                                 | is not TOML: see its line 1
            """)
    void what_cannot_be_used_is_said_with_table_and_key(String toml, String sentence) throws IOException {
        write(toml.replaceFirst("] ", "]\n"));
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("config.toml")
                .hasMessageContaining(sentence)
                .message()
                .hasLineCount(1);
    }

    @Test
    void tables_in_the_short_form_are_tables_too() throws IOException {
        write("api.port = 1234\ndb = { port = 4321, seed = { enabled = false } }\n");
        ProjectConfig config = read(Map.of());
        assertThat(List.of(config.port().orElseThrow(), config.databasePort().orElseThrow()))
                .containsExactly(1234, 4321);
        assertThat(config.seeds()).isEmpty();
    }

    private ProjectConfig read(Map<String, String> variables) {
        return ProjectConfig.ofProject(project, variables);
    }

    private void write(String toml) throws IOException {
        Files.createDirectories(project.resolve("supabase"));
        Files.writeString(project.resolve("supabase/config.toml"), toml);
    }
}

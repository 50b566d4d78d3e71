package dev.deputy.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.LocalSupabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/local.md says about the control API, done as it says. */
class ControlApiExamplesTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "local.md");

    @Test
    void every_line_of_the_documentation_works() throws IOException, InterruptedException {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            ProcessBuilder shell = new ProcessBuilder("bash", "-euc", script()).redirectErrorStream(true);
            shell.environment().put("API_URL", supabase.apiUrl().toString());
            shell.environment().put("DASHBOARD_URL", supabase.dashboardUrl().toString());
            Process process = shell.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("\"email\":\"ada@example.com\"", "no mail yet", "\"ahead_seconds\":3600");
            assertThat(supabase.faults().list()).isEmpty();
            assertThat(supabase.signingKeys().list()).hasSize(3);
        }
    }

    /** Without the line that asks the command where the local Supabase is: here it is another one. */
    private static String script() throws IOException {
        String section = Files.readString(DOCUMENT).split("<!-- run by ControlApiExamplesTest -->", 2)[1];
        String block = section.split("```bash\n", 2)[1].split("```", 2)[0];
        assertThat(block).startsWith("eval ");
        return block.substring(block.indexOf('\n'));
    }
}

package dev.deputy.local.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The real supabase-js on Node against a running auth server. What is tried is written in src/test/node. */
class SupabaseJsTest {

    private static final Path PAGE = Path.of("..", "docs", "supabase-js-auth.md");
    private static final List<String> FILES = List.of("es256.mjs", "hs256.mjs", "mail.mjs");
    private static final Set<String> RUN = new HashSet<>();
    private static final TestProvider GOOGLE = new TestProvider("google");

    @Test
    void supabase_js_gets_along_with_tokens_signed_by_a_signing_key() throws Exception {
        try (AuthServerRunning server = new AuthServerRunning(SupabaseJsTest::withGoogle)) {
            run("es256.mjs", 70, server);
        }
    }

    @Test
    void supabase_js_gets_along_with_tokens_signed_by_the_secret() throws Exception {
        try (AuthServerRunning server =
                new AuthServerRunning(ProjectKeys.generateSecret(), SupabaseJsTest::withGoogle)) {
            run("hs256.mjs", 70, server);
        }
    }

    @Test
    void supabase_js_gets_along_with_mails_and_text_messages() throws Exception {
        try (AuthServerRunning server = new AuthServerRunning(
                settings -> settings.withAutoconfirm(false).withPhoneSignIns(true))) {
            run("mail.mjs", 20, server);
        }
    }

    /** The page is of all three runs together. Whoever runs one of them alone learns nothing about it. */
    @AfterAll
    static void the_page_about_the_methods_is_what_was_found() throws Exception {
        if (!RUN.containsAll(FILES)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("auth-table.mjs"));
        command.addAll(FILES);
        String output = NodeTests.node(command, Map.of());
        assertThat(output).isEmpty();
        String page = Files.readString(NodeTests.FOLDER.resolve("auth-methods.md"));
        assertThat(page).doesNotContain("| fails |").doesNotContain("| not tried |");
        assertThat(Files.readString(PAGE))
                .as("docs/supabase-js-auth.md; copy local/target/node/auth-methods.md over it")
                .isEqualTo(page);
    }

    private static AuthSettings withGoogle(AuthSettings settings) {
        return settings.withIdTokenIssuers(List.of(GOOGLE.issuer())).withManualLinking(true);
    }

    private static void run(String file, int least, AuthServerRunning server) throws Exception {
        NodeTests.run(file, least, server, Map.of("GOOGLE_KEY", GOOGLE.privateKey()));
        RUN.add(file);
    }
}

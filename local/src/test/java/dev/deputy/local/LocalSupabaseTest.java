package dev.deputy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.AuthUnavailableException;
import dev.deputy.InvalidTokenException;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.auth.SocialIdentity;
import dev.deputy.local.http.Fault;
import dev.deputy.local.postgres.CannotStartException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSupabaseTest {

    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    private Path folder;

    @Test
    void it_starts_signs_up_and_signs_in() throws SQLException {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            Session signedUp = supabase.signUp("ada@example.com", PASSWORD, Map.of("full_name", "Ada"));
            Session signedIn = supabase.signIn("ada@example.com", PASSWORD);

            assertThat(signedIn.userId()).isEqualTo(signedUp.userId());
            assertThat(query(supabase, "select raw_user_meta_data ->> 'full_name' from auth.users"))
                    .isEqualTo("Ada");
            assertThatThrownBy(() -> supabase.signIn("ada@example.com", "wrong password"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("400")
                    .hasMessageContaining("Invalid login credentials");
            assertThat(signedIn.toString() + supabase).doesNotContain(signedIn.accessToken(), supabase.secretKey());
        }
    }

    @Test
    void what_a_real_project_would_have_sent_is_in_its_inbox() {
        try (LocalSupabase supabase = LocalSupabase.builder()
                .auth(auth -> auth.withAutoconfirm(false))
                .start()) {
            post(supabase, "/signup", "{\"email\": \"Ada@example.com\", \"password\": \"" + PASSWORD + "\"}");
            Inbox inbox = supabase.inbox();
            assertThat(inbox.lastOtp("ada@example.com").orElseThrow()).matches("[0-9]{6}");
            assertThat(inbox.lastLink("Ada@Example.com").orElseThrow())
                    .startsWith(supabase.apiUrl() + "/auth/v1/verify?token=");
            post(supabase, "/resend", "{\"type\": \"signup\", \"email\": \"ada@example.com\"}");
            assertThat(inbox.messages()).hasSize(2);
            assertThat(inbox.messages().get(0))
                    .isEqualTo(inbox.lastTo("ada@example.com").orElseThrow());
            String code = inbox.lastOtp("ada@example.com").orElseThrow();
            assertThat(inbox.messages().get(0) + inbox.toString()).doesNotContain(code);
            assertThat(inbox.lastOtp("grace@example.com")).isEmpty();
            inbox.clear();
            assertThat(inbox.messages()).isEmpty();
            assertThat(post(
                            supabase,
                            "/verify",
                            "{\"type\": \"email\", \"email\": \"ada@example.com\", \"token\": \"" + code + "\"}"))
                    .isEqualTo(200);
        }
    }

    @Test
    void somebody_whom_github_knows_comes_in_without_github() {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            supabase.socialSignIn("github", SocialIdentity.of("ada@example.com").named("Ada"));
            supabase.denySocialSignIn("github");
            URI first = browse(URI.create(supabase.apiUrl() + "/auth/v1/authorize?provider=github"));
            assertThat(first.toString()).startsWith("http://127.0.0.1:3000#access_token=");
            URI second = browse(URI.create(supabase.apiUrl() + "/auth/v1/authorize?provider=github"));
            assertThat(second.getQuery()).contains("error=access_denied");
            assertThatThrownBy(() -> supabase.socialSignIn("nobody", SocialIdentity.of("ada@example.com")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Where a browser arrives that follows all redirections within the local Supabase. */
    private static URI browse(URI address) {
        URI next = address;
        while (next.getAuthority().equals(address.getAuthority())) {
            try {
                HttpResponse<Void> response = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(next).build(), HttpResponse.BodyHandlers.discarding());
                next = URI.create(response.headers().firstValue("Location").orElseThrow());
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return next;
    }

    private static int post(LocalSupabase supabase, String path, String body) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(supabase.apiUrl() + "/auth/v1" + path))
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_has_settings_of_its_own() throws SQLException {
        try (LocalSupabase supabase = LocalSupabase.builder()
                .auth(auth -> auth.withSignUps(false))
                .auth(auth -> auth.withAnonymousSignIns(true))
                .data(api -> api.withSchemas(List.of("api")))
                .start()) {
            assertThatThrownBy(() -> supabase.signUp("ada@example.com", PASSWORD))
                    .hasMessageContaining("422: Signups not allowed for this instance");
            assertThat(supabase.config().issuers()).containsExactly(supabase.apiUrl() + "/auth/v1");
        }
    }

    @Test
    void its_keys_are_rotated_and_revoked_and_services_notice() {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            Session ada = supabase.signUp("ada@example.com", PASSWORD);
            String first = supabase.signingKeys().list().get(0).id();
            supabase.signingKeys().rotate();
            TokenVerifier verifier = TokenVerifier.of(supabase.config());
            assertThat(verifier.verify(ada.accessToken()).userId()).isEqualTo(ada.userId());
            assertThat(verifier.verify(
                                    supabase.signIn("ada@example.com", PASSWORD).accessToken())
                            .userId())
                    .isEqualTo(ada.userId());
            supabase.signingKeys().revoke(first);
            TokenVerifier later = TokenVerifier.of(supabase.config());
            assertThatThrownBy(() -> later.verify(ada.accessToken())).isInstanceOf(InvalidTokenException.class);
        }
    }

    @Test
    void the_way_of_signing_stays_with_the_data_and_can_be_changed() {
        Session byKey;
        try (LocalSupabase supabase = LocalSupabase.builder().data(folder).start()) {
            byKey = supabase.signUp("ada@example.com", PASSWORD);
        }
        LocalSupabase.builder().data(folder).jwt(JwtMode.HS256).start().close();
        try (LocalSupabase supabase = LocalSupabase.builder().data(folder).start()) {
            Session bySecret = supabase.signIn("ada@example.com", PASSWORD);
            // The port, and so the issuer, was another one before.
            TokenVerifier verifier = TokenVerifier.of(
                    supabase.config().toBuilder().acceptingAnyIssuer().build());
            assertThat(supabase.config().jwtSecret()).contains(supabase.jwtSecret());
            for (Session session : List.of(byKey, bySecret)) {
                assertThat(verifier.verify(session.accessToken()).userId()).isEqualTo(byKey.userId());
            }
        }
    }

    @Test
    void its_secret_can_be_a_given_one() {
        String secret = "37c304f8-51aa-419a-a1af-06154e63707a";
        try (LocalSupabase supabase =
                LocalSupabase.builder().jwt(JwtMode.HS256).jwtSecret(secret).start()) {
            Session ada = supabase.signUp("ada@example.com", PASSWORD);
            assertThat(supabase.jwtSecret()).isEqualTo(secret);
            TokenVerifier verifier = TokenVerifier.of(
                    SupabaseConfig.builder(supabase.apiUrl()).jwtSecret(secret).build());
            assertThat(verifier.verify(ada.accessToken()).userId()).isEqualTo(ada.userId());
        }
        assertThatThrownBy(() -> LocalSupabase.builder().jwtSecret("short")).hasMessageContaining("32 characters");
    }

    @Test
    void its_clock_can_be_moved() throws Exception {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            Session ada = supabase.signUp("ada@example.com", PASSWORD);
            assertThat(status(supabase, "/auth/v1/user", ada)).isEqualTo(200);
            assertThat(status(supabase, "/rest/v1/", ada)).isEqualTo(200);
            supabase.clock().advance(Duration.ofMinutes(61));
            assertThat(status(supabase, "/auth/v1/user", ada)).isEqualTo(403);
            assertThat(status(supabase, "/rest/v1/", ada)).isEqualTo(401);
            supabase.clock().reset();
            assertThat(status(supabase, "/auth/v1/user", ada)).isEqualTo(200);
        }
    }

    @Test
    void services_can_be_shown_its_faults() throws Exception {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            Session ada = supabase.signUp("ada@example.com", PASSWORD);
            Fault fault = supabase.faults()
                    .at("/auth/v1/.well-known/jwks.json")
                    .answers(503)
                    .times(1);
            TokenVerifier verifier = TokenVerifier.of(supabase.config());
            assertThatThrownBy(() -> verifier.verify(ada.accessToken())).isInstanceOf(AuthUnavailableException.class);
            assertThat(fault.happened()).isEqualTo(1);
            assertThat(TokenVerifier.of(supabase.config())
                            .verify(ada.accessToken())
                            .userId())
                    .isEqualTo(ada.userId());
        }
    }

    private static int status(LocalSupabase supabase, String path, Session session) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(supabase.apiUrl() + path))
                .header("apikey", supabase.publishableKey())
                .header("Authorization", "Bearer " + session.accessToken())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void a_setting_that_makes_no_sense_is_named() {
        LocalSupabase.Builder builder = LocalSupabase.builder();
        assertThatThrownBy(() -> builder.auth(auth -> auth.withAccessTokenLifetime(Duration.ZERO)))
                .hasMessageContaining("accessTokenLifetime must be");
        assertThatThrownBy(() -> builder.auth(auth -> auth.withMinimumPasswordLength(100)))
                .hasMessageContaining("minimumPasswordLength must be");
        assertThatThrownBy(() -> builder.data(api -> api.withSchemas(List.of())))
                .hasMessageContaining("schemas");
    }

    @Test
    void several_run_at_once_and_know_nothing_of_each_other() throws SQLException {
        try (LocalSupabase one = LocalSupabase.start();
                LocalSupabase other = LocalSupabase.builder().jwt(JwtMode.HS256).start()) {
            one.signUp("ada@example.com", PASSWORD);

            assertThat(query(one, "select count(*) from auth.users")).isEqualTo("1");
            assertThat(query(other, "select count(*) from auth.users")).isEqualTo("0");
            assertThat(one.secretKey()).isNotEqualTo(other.secretKey());
            assertThat(one.jwtSecret()).isNotEqualTo(other.jwtSecret());
            assertThat(one.serviceDatabaseUrl()).isNotEqualTo(other.serviceDatabaseUrl());
        }
    }

    @Test
    void users_and_keys_stay_with_the_data() {
        String key;
        Session ada;
        try (LocalSupabase supabase = LocalSupabase.builder().data(folder).start()) {
            key = supabase.publishableKey() + supabase.secretKey() + supabase.jwtSecret();
            ada = supabase.signUp("ada@example.com", PASSWORD);
        }
        try (LocalSupabase supabase = LocalSupabase.builder().data(folder).start()) {
            assertThat(supabase.publishableKey() + supabase.secretKey() + supabase.jwtSecret())
                    .isEqualTo(key);
            assertThat(supabase.signIn("ada@example.com", PASSWORD).userId()).isEqualTo(ada.userId());
        }
    }

    @Test
    void what_is_kept_is_readable_by_its_owner_only() throws IOException {
        Path data = folder.resolve("data");
        LocalSupabase.builder().data(data).start().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile).filter(LocalSupabaseTest::isReadableByOthers))
                    .allMatch(file -> file.endsWith("postgres.log"));
        }
    }

    @Test
    void a_project_is_migrated_and_seeded() throws IOException, SQLException {
        Path migrations = Files.createDirectories(folder.resolve("supabase/migrations"));
        Files.writeString(migrations.resolve("1_notes.sql"), "create table notes (body text);");
        Files.writeString(folder.resolve("supabase/seed.sql"), "insert into notes values ('hello');");
        try (LocalSupabase supabase = LocalSupabase.builder().project(folder).start()) {
            assertThat(query(supabase, "select body from notes")).isEqualTo("hello");
        }
    }

    @Test
    void a_data_folder_in_use_is_refused_and_stays_whole() throws SQLException {
        try (LocalSupabase first = LocalSupabase.builder().data(folder).start()) {
            assertThatThrownBy(() -> LocalSupabase.builder().data(folder).start())
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("is in use by another running Deputy");
            assertThat(query(first, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_used_port_is_refused_and_the_data_folder_is_free_again() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            int used = socket.getLocalPort();
            assertThatThrownBy(() ->
                            LocalSupabase.builder().data(folder).port(used).start())
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("Port " + used);
            assertThatThrownBy(() -> LocalSupabase.builder()
                            .data(folder)
                            .databasePort(used)
                            .start())
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("Port " + used);
        }
        LocalSupabase.builder().data(folder).start().close();
    }

    @Test
    void a_folder_with_other_content_is_not_touched() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "precious");
        assertThatThrownBy(() -> LocalSupabase.builder().data(folder).start())
                .hasMessageContaining("holds files that are not Deputy's");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .substring(3)
                    .contains("r");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String query(LocalSupabase supabase, String sql) throws SQLException {
        try (var connection = supabase.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

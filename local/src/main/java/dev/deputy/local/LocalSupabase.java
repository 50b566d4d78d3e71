package dev.deputy.local;

import dev.deputy.SupabaseConfig;
import dev.deputy.local.auth.AuthServer;
import dev.deputy.local.auth.AuthSettings;
import dev.deputy.local.auth.ProjectKeys;
import dev.deputy.local.auth.SigningKeys;
import dev.deputy.local.auth.SocialIdentity;
import dev.deputy.local.dashboard.ControlSecret;
import dev.deputy.local.http.Faults;
import dev.deputy.local.http.Gateway;
import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.postgres.EmbeddedPostgres;
import dev.deputy.local.postgres.LoginRole;
import dev.deputy.local.postgres.Migrations;
import dev.deputy.local.project.ProjectConfig;
import dev.deputy.local.rest.RestSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A running Supabase of one's own: PostgreSQL with a hosted project's roles, an auth server under {@code /auth/v1} and
 * a data API under {@code /rest/v1}, on the loopback address only. For trying, developing and testing; production is Supabase itself.
 *
 * <pre>{@code
 * try (LocalSupabase supabase = LocalSupabase.start()) {
 *     Session ada = supabase.signUp("ada@example.com", "a long password");
 *     Caller caller = TokenVerifier.of(supabase.config()).verify(ada.accessToken());
 * }
 * }</pre>
 *
 * <p>Any number may run at once, in one JVM or in several. When the JVM ends, in whichever way, so does the server.
 * Safe for use by several threads.
 */
public final class LocalSupabase implements AutoCloseable {

    private final Launch launch;
    private final EmbeddedPostgres postgres;
    private final AuthServer auth;
    private final Gateway gateway;
    private final ProjectKeys keys;
    private final URI apiUrl;
    private final URI authUrl;
    private final ControlSecret controlSecret;

    LocalSupabase(
            Launch launch,
            EmbeddedPostgres postgres,
            AuthServer auth,
            Gateway gateway,
            ProjectKeys keys,
            URI authUrl,
            ControlSecret controlSecret) {
        this.launch = launch;
        this.postgres = postgres;
        this.auth = auth;
        this.gateway = gateway;
        this.keys = keys;
        this.apiUrl = URI.create("http://127.0.0.1:" + gateway.port());
        this.authUrl = authUrl;
        this.controlSecret = controlSecret;
    }

    /**
     * Starts one on free ports, whose data goes away when it is closed.
     *
     * @throws CannotStartException when something outside the program is in the way
     */
    public static LocalSupabase start() {
        return builder().start();
    }

    /** Starts to describe one. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where clients find it: {@code http://127.0.0.1:<port>}, without a slash at its end. */
    public URI apiUrl() {
        return apiUrl;
    }

    /** Where its auth server is: {@link #apiUrl()} and {@code /auth/v1}, unless that was set otherwise. */
    public URI authUrl() {
        return authUrl;
    }

    /**
     * Where a person looks at it in a browser. Holds the secret of the dashboard and of its control API: behind the
     * {@code #}, which browsers keep to themselves.
     */
    public URI dashboardUrl() {
        return URI.create(apiUrl + "/#secret=" + controlSecret.reveal());
    }

    /** Where psql and migrations connect, as role postgres, which bypasses row level security. */
    public String databaseUrl() {
        return postgres.url(LoginRole.POSTGRES);
    }

    /** Where a Java service connects: as a role that can only become anon or authenticated. Holds a password. */
    public String serviceDatabaseUrl() {
        return postgres.url(LoginRole.DEPUTY_SERVICE);
    }

    /** What a front end sends as {@code apikey}. */
    public String publishableKey() {
        return keys.apiKeys().publishable();
    }

    /** The key that bypasses row level security. A secret. */
    public String secretKey() {
        return keys.apiKeys().secret();
    }

    /** The older form of {@link #publishableKey()}. */
    public String anonKey() {
        return keys.apiKeys().anon();
    }

    /** The older form of {@link #secretKey()}. A secret. */
    public String serviceRoleKey() {
        return keys.apiKeys().serviceRole();
    }

    /** What users' tokens are signed with in {@link JwtMode#HS256}. A secret. */
    public String jwtSecret() {
        return keys.jwtSecret();
    }

    /** What a service needs to verify this Supabase's tokens. */
    public SupabaseConfig config() {
        SupabaseConfig.Builder config =
                SupabaseConfig.builder(apiUrl).publishableKey(publishableKey()).secretKey(secretKey());
        if (!authUrl.equals(URI.create(apiUrl + "/auth/v1"))) {
            config.issuer(authUrl.toString()).jwksUrl(URI.create(authUrl + "/.well-known/jwks.json"));
        }
        boolean bySecret = signingKeys().list().stream()
                .anyMatch(key -> key.algorithm().equals("HS256") && key.state() == SigningKeys.State.IN_USE);
        return (bySecret ? config.jwtSecret(jwtSecret()) : config).build();
    }

    /** What users' tokens are signed with: for tests of what services do when a project rotates or revokes its keys. */
    public SigningKeys signingKeys() {
        return keys.signingKeys();
    }

    /** Connections as role postgres, for migrations and for looking at what a test did; not pooled. */
    public DataSource dataSource() {
        return postgres.dataSource(LoginRole.POSTGRES);
    }

    /** Connections as the role of {@link #serviceDatabaseUrl()}; not pooled. */
    public DataSource serviceDataSource() {
        return postgres.dataSource(LoginRole.DEPUTY_SERVICE);
    }

    /**
     * Signs a new user up, who is signed in at once.
     *
     * @throws IllegalArgumentException when the auth server refuses, with its reason
     */
    public Session signUp(String email, String password) {
        return signUp(email, password, Map.of());
    }

    /** As {@link #signUp(String, String)}, with metadata of the user's own, such as {@code full_name}. */
    public Session signUp(String email, String password, Map<String, ?> metadata) {
        return new SignIns(authUrl, publishableKey()).signUp(email, password, metadata);
    }

    /**
     * Signs a user in.
     *
     * @throws IllegalArgumentException when the auth server refuses, with its reason
     */
    public Session signIn(String email, String password) {
        return new SignIns(authUrl, publishableKey()).signIn(email, password);
    }

    /**
     * Signs somebody in without their password, as the dashboard does. If nobody has the address they get an account. The
     * address is confirmed by that; metadata that are given are merged into the user's.
     *
     * <pre>{@code
     * Session ada = supabase.signInAs(Person.of("ada@example.com").withAppMetadata(Map.of("tenant", "acme")));
     * }</pre>
     *
     * @throws IllegalArgumentException when the auth server refuses, with its reason
     */
    public Session signInAs(Person person) {
        return new PersonSignIn(apiUrl, controlSecret).signIn(person);
    }

    /**
     * Applies those of a project's migrations and seeds that the database has not had yet.
     *
     * @param project the folder that has the folder {@code supabase}
     * @throws CannotStartException when a statement fails, or the folder is none
     */
    public void migrate(Path project) {
        builder().project(project).migrations.applyTo(postgres);
    }

    /** The mails and text messages that a real project would have sent. */
    public Inbox inbox() {
        return launch.inbox();
    }

    /** The time that this Supabase goes by, for tests to move. */
    public MovableClock clock() {
        return launch.clock();
    }

    /** What goes wrong because a test wants it to: answers that are slow, wrong, or never come. */
    public Faults faults() {
        return gateway.faults();
    }

    /**
     * Answers the next sign-in by a provider in a person's place: no page is shown, and whoever signs in is this one.
     * Called several times, it answers as many sign-ins, in this order.
     *
     * <pre>{@code
     * supabase.socialSignIn("github", SocialIdentity.of("ada@example.com").named("Ada Lovelace"));
     * }</pre>
     *
     * @param provider as Supabase calls it, such as {@code github}
     */
    public void socialSignIn(String provider, SocialIdentity identity) {
        auth.answerSocialSignIn(provider, Optional.of(identity));
    }

    /** As {@link #socialSignIn}, for somebody who denies the application access. */
    public void denySocialSignIn(String provider) {
        auth.answerSocialSignIn(provider, Optional.empty());
    }

    /** Waits until the database ends, by {@link #close()} or by itself. */
    void awaitEnd() throws InterruptedException {
        postgres.awaitEnd();
    }

    /** Stops it. What was committed stays where there is a data folder. May be called several times. */
    @Override
    public void close() {
        launch.close();
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    ProjectKeys keys() {
        return keys;
    }

    /** The address and nothing secret. */
    @Override
    public String toString() {
        return "LocalSupabase[" + apiUrl + "]";
    }

    /** Describes a {@link LocalSupabase} that is to start. Every setting has a default. */
    public static final class Builder implements Cloneable {

        int port;
        int databasePort;

        @Nullable
        Path data;

        @Nullable
        LocalSupabase other;

        String authPath = "/auth/v1";

        @Nullable
        JwtMode jwt;

        @Nullable
        String jwtSecret;

        @Nullable
        Path signingKeys;

        @Nullable
        ProjectConfig config;

        Migrations migrations = Migrations.of(List.of());
        private UnaryOperator<AuthSettings> authChange = settings -> settings;
        private UnaryOperator<RestSettings> restChange = settings -> settings;

        private Builder() {}

        /** As it is now, whatever is set later. */
        Builder copy() {
            try {
                return (Builder) super.clone(); // each setting is a value that does not change
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }

        /** The port for clients, on the loopback address; 0, the default, takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The port of the database, on the loopback address; 0, the default, takes a free one. */
        public Builder databasePort(int databasePort) {
            this.databasePort = databasePort;
            return this;
        }

        /** The folder to keep users, data and keys in; without it they go away at the end. */
        public Builder data(Path data) {
            this.data = data;
            return this;
        }

        /**
         * Takes the settings of this project's {@code supabase/config.toml}, but for its ports; applies its
         * {@code supabase/roles.sql}, {@code supabase/migrations/*.sql} and seeds. What {@link #auth}, {@link #data},
         * {@link #jwtSecret} and {@link #signingKeys} say counts more.
         *
         * @throws CannotStartException when something in {@code config.toml} cannot be used
         */
        public Builder project(Path project) {
            return config(ProjectConfig.ofProject(project, System.getenv())).filesOf(project);
        }

        /** The SQL files alone, as the settings that are known say. */
        Builder filesOf(Path project) {
            this.migrations = migrations.and(
                    config == null
                            ? Migrations.ofProject(project)
                            : Migrations.ofProject(project, config.migrations(), config.seeds()));
            return this;
        }

        /** Takes the settings of a file in the format of {@code config.toml}, but for its ports; see {@link #project}. */
        public Builder config(Path file) {
            return config(ProjectConfig.ofFile(file, System.getenv()));
        }

        Builder config(ProjectConfig settings) {
            this.config = settings;
            return this;
        }

        /**
         * Serves the database of another one, under a port and settings of its own: for clients that must see the same
         * users through differently configured servers. It signs with the other's keys unless it is told otherwise, and is
         * to be closed before the other.
         */
        public Builder sharing(LocalSupabase other) {
            this.other = other;
            return this;
        }

        /**
         * Where the auth server is, {@code /auth/v1} by default. At {@code /}, as GoTrue itself is, the paths of the other
         * services stay theirs.
         */
        public Builder authPath(String path) {
            if (!isAuthPath(path)) {
                throw new IllegalArgumentException(
                        "authPath must be / or begin with a slash and not end with one: " + path);
            }
            this.authPath = path;
            return this;
        }

        /** Applies these files, named {@code <digits>_<name>.sql}, in the order of their digits. */
        public Builder migrations(List<Path> files) {
            this.migrations = migrations.and(Migrations.of(files));
            return this;
        }

        static boolean isAuthPath(String path) {
            return path.matches("/|(/[A-Za-z0-9._-]+)+");
        }

        /**
         * How to sign users' tokens; by default as the data folder did before, and {@link JwtMode#ES256} at first. Another
         * way than before is a rotation: what was signed the other way is still believed.
         */
        public Builder jwt(JwtMode jwt) {
            this.jwt = jwt;
            return this;
        }

        /**
         * The project's JWT secret, of 32 characters or more, instead of one by chance. The older API keys are signed with
         * it.
         */
        public Builder jwtSecret(String secret) {
            if (secret.getBytes(StandardCharsets.UTF_8).length < 32) {
                throw new IllegalArgumentException("jwtSecret must have 32 characters or more");
            }
            this.jwtSecret = secret;
            return this;
        }

        /**
         * A file of signing keys as the Supabase CLI has them ({@code signing_keys_path}): a JSON array of private keys
         * (ES256, RS256), of which the first signs; secrets ({@code oct}) in it are believed only.
         */
        public Builder signingKeys(Path file) {
            this.signingKeys = file;
            return this;
        }

        /**
         * Changes how the auth server behaves: {@code auth(auth -> auth.withSignUps(false))}. Several calls add up.
         *
         * @throws IllegalArgumentException when a setting makes no sense; the message names it
         */
        public Builder auth(UnaryOperator<AuthSettings> change) {
            var unused = change.apply(authSettings()); // so that what makes no sense is said here
            UnaryOperator<AuthSettings> before = authChange;
            this.authChange = settings -> change.apply(before.apply(settings));
            return this;
        }

        /**
         * Changes how the data API behaves: {@code data(api -> api.withSchemas(List.of("public", "api")))}. Several calls
         * add up.
         *
         * @throws IllegalArgumentException when a setting makes no sense; the message names it
         */
        public Builder data(UnaryOperator<RestSettings> change) {
            var unused = change.apply(restSettings()); // so that what makes no sense is said here
            UnaryOperator<RestSettings> before = restChange;
            this.restChange = settings -> change.apply(before.apply(settings));
            return this;
        }

        /**
         * Starts it, and returns when it answers.
         *
         * @throws CannotStartException when something outside the program is in the way, such as a used port, a data
         *     folder in use, or a broken migration; the message says what to do
         */
        public LocalSupabase start() {
            return new Launch(this).start();
        }

        /**
         * Starts the database alone and applies migrations and seeds, once, so that many can start from it, with the
         * settings of this moment.
         *
         * @throws CannotStartException as {@link #start()}
         */
        public LocalTemplate template() {
            return new Launch(this).template();
        }

        AuthSettings authSettings() {
            return authChange.apply(config == null ? AuthSettings.defaults() : config.auth());
        }

        RestSettings restSettings() {
            return restChange.apply(config == null ? RestSettings.standard() : config.rest());
        }
    }
}

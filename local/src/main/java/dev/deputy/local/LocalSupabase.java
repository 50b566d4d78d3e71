package dev.deputy.local;

import dev.deputy.SupabaseConfig;
import dev.deputy.local.auth.AuthServer;
import dev.deputy.local.auth.AuthSettings;
import dev.deputy.local.auth.ProjectKeys;
import dev.deputy.local.auth.SignedTokens;
import dev.deputy.local.auth.SigningKeys;
import dev.deputy.local.auth.SocialIdentity;
import dev.deputy.local.dashboard.ControlSecret;
import dev.deputy.local.dashboard.Dashboard;
import dev.deputy.local.http.Faults;
import dev.deputy.local.http.Gateway;
import dev.deputy.local.http.PortInUseException;
import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.postgres.DataFolder;
import dev.deputy.local.postgres.EmbeddedPostgres;
import dev.deputy.local.postgres.LoginRole;
import dev.deputy.local.postgres.Migrations;
import dev.deputy.local.rest.RestServer;
import dev.deputy.local.rest.RestSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    private final EmbeddedPostgres postgres;
    private final AuthServer auth;
    private final RestServer rest;
    private final Gateway gateway;
    private final Inbox inbox;
    private final ProjectKeys keys;
    private final URI apiUrl;
    private final MovableClock clock;
    private final ControlSecret controlSecret;

    private LocalSupabase(
            EmbeddedPostgres postgres,
            AuthServer auth,
            RestServer rest,
            Gateway gateway,
            Inbox inbox,
            ProjectKeys keys,
            URI apiUrl,
            MovableClock clock,
            ControlSecret controlSecret) {
        this.postgres = postgres;
        this.auth = auth;
        this.rest = rest;
        this.gateway = gateway;
        this.inbox = inbox;
        this.keys = keys;
        this.apiUrl = apiUrl;
        this.clock = clock;
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
        return new SignIns(apiUrl, publishableKey()).signUp(email, password, metadata);
    }

    /**
     * Signs a user in.
     *
     * @throws IllegalArgumentException when the auth server refuses, with its reason
     */
    public Session signIn(String email, String password) {
        return new SignIns(apiUrl, publishableKey()).signIn(email, password);
    }

    /** The mails and text messages that a real project would have sent. */
    public Inbox inbox() {
        return inbox;
    }

    /** The time that this Supabase goes by, for tests to move. */
    public MovableClock clock() {
        return clock;
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
        try (postgres;
                auth;
                rest;
                gateway) {
            // In this order, last first: no new requests, then no connections, then no database.
        }
    }

    /** The address and nothing secret. */
    @Override
    public String toString() {
        return "LocalSupabase[" + apiUrl + "]";
    }

    /** Describes a {@link LocalSupabase} that is to start. Every setting has a default. */
    public static final class Builder {

        private int port;
        private int databasePort;
        private @Nullable Path data;
        private @Nullable JwtMode jwt;
        private @Nullable String jwtSecret;
        private @Nullable Path signingKeys;
        private AuthSettings authSettings = AuthSettings.defaults();
        private RestSettings restSettings = RestSettings.standard();
        private Migrations migrations = Migrations.of(List.of());

        private Builder() {}

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

        /** Applies this project's {@code supabase/migrations/*.sql} and {@code supabase/seed.sql}. */
        public Builder project(Path project) {
            this.migrations = migrations.and(Migrations.ofProject(project));
            return this;
        }

        /** Applies these files, named {@code <digits>_<name>.sql}, in the order of their digits. */
        public Builder migrations(List<Path> files) {
            this.migrations = migrations.and(Migrations.of(files));
            return this;
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
            this.authSettings = change.apply(authSettings);
            return this;
        }

        /**
         * Changes how the data API behaves: {@code data(api -> api.withSchemas(List.of("public", "api")))}. Several calls
         * add up.
         *
         * @throws IllegalArgumentException when a setting makes no sense; the message names it
         */
        public Builder data(UnaryOperator<RestSettings> change) {
            this.restSettings = change.apply(restSettings);
            return this;
        }

        /**
         * Starts it, and returns when it answers.
         *
         * @throws CannotStartException when something outside the program is in the way, such as a used port, a data
         *     folder in use, or a broken migration; the message says what to do
         */
        public LocalSupabase start() {
            DataFolder folder = data == null ? DataFolder.temporary() : DataFolder.open(data);
            // The server gets going while this thread loads Jetty; each takes a good part of the whole.
            CompletableFuture<EmbeddedPostgres> starting = CompletableFuture.supplyAsync(
                    () -> startDatabase(folder), task -> new Thread(task, "deputy-local-start").start());
            Inbox inbox = new Inbox();
            MovableClock clock = new MovableClock();
            Gateway gateway = null;
            AuthServer auth = null;
            RestServer rest = null;
            try {
                ProjectKeys keys = keys(folder);
                gateway = Gateway.bind(port, keys.apiKeys());
                URI apiUrl = URI.create("http://127.0.0.1:" + gateway.port());
                EmbeddedPostgres postgres = starting.join();
                auth = AuthServer.open(
                        postgres.dataSource(LoginRole.SUPABASE_AUTH_ADMIN),
                        keys,
                        authSettings.withUrl(URI.create(apiUrl + "/auth/v1")),
                        clock,
                        inbox::add);
                gateway.mount("/auth/v1", AuthServer.OPEN_PATHS, auth);
                rest = RestServer.open(
                        postgres.dataSource(LoginRole.AUTHENTICATOR),
                        postgres.dataSource(LoginRole.SUPABASE_ADMIN),
                        new SignedTokens(keys),
                        restSettings,
                        clock);
                gateway.mount("/rest/v1", Set.of(), rest);
                ControlSecret secret = ControlSecret.keptIn(folder);
                LocalSupabase supabase =
                        new LocalSupabase(postgres, auth, rest, gateway, inbox, keys, apiUrl, clock, secret);
                Dashboard dashboard =
                        Dashboard.of(supabase, secret, keys.apiKeys(), auth, rest.seeAs(), gateway.recentRequests());
                gateway.mountForOwnOrigin("/", dashboard);
                gateway.mountForOwnOrigin("/deputy", dashboard);
                gateway.start();
                return supabase;
            } catch (RuntimeException | Error e) {
                // Where the database failed too, that came first: its folder is gone, and everything else stumbles over
                // it.
                Optional<Throwable> database = closeAll(gateway, rest, auth, starting);
                throw forPeople(database.orElse(e));
            }
        }

        private ProjectKeys keys(DataFolder folder) {
            ProjectKeys keys = ProjectKeys.keptIn(
                    folder, () -> jwt == JwtMode.HS256 ? ProjectKeys.generateSecret() : ProjectKeys.generate());
            if (jwtSecret != null) {
                keys = keys.withJwtSecret(jwtSecret);
            }
            if (signingKeys != null) {
                keys = keys.withSigningKeys(signingKeys);
            }
            if (jwt == JwtMode.HS256) {
                keys.signingKeys().signBySecret();
            } else if (jwt == JwtMode.ES256) {
                keys.signingKeys().signByKeyPair();
            }
            return keys;
        }

        private EmbeddedPostgres startDatabase(DataFolder folder) {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, databasePort);
            try {
                migrations.applyTo(postgres);
                return postgres;
            } catch (RuntimeException | Error e) {
                postgres.close();
                throw e;
            }
        }

        /** Closes what there is; returns why the database did not start, if it did not. */
        private static Optional<Throwable> closeAll(
                @Nullable Gateway gateway,
                @Nullable RestServer rest,
                @Nullable AuthServer auth,
                CompletableFuture<EmbeddedPostgres> starting) {
            if (gateway != null) {
                gateway.close();
            }
            if (rest != null) {
                rest.close();
            }
            if (auth != null) {
                auth.close();
            }
            return starting.<Optional<Throwable>>handle((postgres, failure) -> {
                        if (postgres != null) {
                            postgres.close();
                        }
                        return Optional.ofNullable(failure);
                    })
                    .join();
        }

        private static RuntimeException forPeople(Throwable e) {
            Throwable reason = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            if (reason instanceof PortInUseException) {
                return new CannotStartException(String.valueOf(reason.getMessage()), reason);
            }
            return reason instanceof RuntimeException known ? known : new IllegalStateException(reason);
        }
    }
}

package dev.deputy.local;

import dev.deputy.local.auth.AuthServer;
import dev.deputy.local.auth.ProjectKeys;
import dev.deputy.local.auth.SignedTokens;
import dev.deputy.local.dashboard.ControlSecret;
import dev.deputy.local.dashboard.Dashboard;
import dev.deputy.local.http.Gateway;
import dev.deputy.local.http.PortInUseException;
import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.postgres.DataFolder;
import dev.deputy.local.postgres.EmbeddedPostgres;
import dev.deputy.local.postgres.LoginRole;
import dev.deputy.local.project.ConfiguredKeys;
import dev.deputy.local.rest.RestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One start of a local Supabase, as its builder describes it: opens the parts, and closes them, at the end or on failure. */
final class Launch implements AutoCloseable {

    private final LocalSupabase.Builder wanted;
    private final @Nullable LocalSupabase other;
    private final @Nullable LocalTemplate template;
    private final MovableClock clock = new MovableClock();
    private final Inbox inbox = new Inbox();

    /** Where the database is another's, as soon as there is a failure to report: completed without one. */
    private CompletableFuture<@Nullable EmbeddedPostgres> own = CompletableFuture.completedFuture(null);

    private CompletableFuture<@Nullable RestServer> rest = CompletableFuture.completedFuture(null);
    private @Nullable AuthServer auth;
    private @Nullable Gateway gateway;

    Launch(LocalSupabase.Builder wanted) {
        this(wanted, null);
    }

    Launch(LocalSupabase.Builder wanted, @Nullable LocalTemplate template) {
        this.wanted = wanted;
        this.other = wanted.other;
        this.template = template;
    }

    /** The database alone, for others to be made from. */
    LocalTemplate template() {
        if (wanted.port != 0 || wanted.data != null || other != null) {
            throw new IllegalArgumentException("a template has no port and no data folder, and shares no database:"
                    + " what starts from it takes free ports and keeps nothing");
        }
        return new LocalTemplate(wanted.copy(), startDatabase(DataFolder.temporary()));
    }

    LocalSupabase start() {
        try {
            if (template != null) {
                return startFrom(template);
            }
            return other == null ? startAlone() : startBeside(other);
        } catch (RuntimeException | Error e) {
            // Where the database failed too, that came first: its folder is gone, and everything else stumbles over it.
            Throwable first = own.<Throwable>handle((postgres, failure) -> failure == null ? e : failure)
                    .join();
            close();
            throw forPeople(first);
        }
    }

    private LocalSupabase startAlone() {
        DataFolder folder = wanted.data == null ? DataFolder.temporary() : DataFolder.open(wanted.data);
        // The server gets going while this thread loads Jetty; each takes a good part of the whole.
        own = inBackground(() -> startDatabase(folder));
        ProjectKeys keys = configured(ProjectKeys.keptIn(folder, this::newKeys));
        Gateway bound = bind(keys);
        return assemble(Objects.requireNonNull(own.join()), keys, bound, ControlSecret.keptIn(folder));
    }

    private LocalSupabase startFrom(LocalTemplate prepared) {
        own = inBackground(prepared::copy);
        ProjectKeys keys = configured(newKeys());
        Gateway bound = bind(keys);
        return assemble(Objects.requireNonNull(own.join()), keys, bound, ControlSecret.generate());
    }

    private ProjectKeys newKeys() {
        return wanted.jwt == JwtMode.HS256 ? ProjectKeys.generateSecret() : ProjectKeys.generate();
    }

    private LocalSupabase startBeside(LocalSupabase running) {
        ProjectKeys keys = signsByItself() ? configured(running.keys().copy()) : running.keys();
        return assemble(running.postgres(), keys, bind(keys), ControlSecret.generate());
    }

    private LocalSupabase assemble(EmbeddedPostgres postgres, ProjectKeys keys, Gateway bound, ControlSecret secret) {
        rest = inBackground(() -> RestServer.open(
                postgres.dataSource(LoginRole.AUTHENTICATOR),
                postgres.dataSource(LoginRole.SUPABASE_ADMIN),
                new SignedTokens(keys),
                wanted.restSettings(),
                clock));
        String prefix = wanted.authPath.equals("/") ? "" : wanted.authPath;
        URI authUrl = URI.create("http://127.0.0.1:" + bound.port() + prefix);
        AuthServer opened = AuthServer.open(
                postgres.dataSource(LoginRole.SUPABASE_AUTH_ADMIN),
                keys,
                wanted.authSettings().withUrl(authUrl),
                clock,
                inbox::add);
        auth = opened;
        LocalSupabase supabase = new LocalSupabase(this, postgres, opened, bound, keys, authUrl, secret);
        RestServer data = Objects.requireNonNull(rest.join());
        Dashboard dashboard =
                Dashboard.of(supabase, secret, keys.apiKeys(), opened, data.seeAs(), bound.recentRequests());
        bound.mountForOwnOrigin("/", dashboard);
        bound.mountForOwnOrigin("/deputy", dashboard);
        if (wanted.config == null || wanted.config.dataApi()) {
            bound.mount("/rest/v1", Set.of(), data);
        }
        bound.mount(prefix, AuthServer.OPEN_PATHS, opened); // last: it may be at the root of all
        bound.start();
        return supabase;
    }

    MovableClock clock() {
        return clock;
    }

    Inbox inbox() {
        return inbox;
    }

    private Gateway bind(ProjectKeys keys) {
        Gateway bound = Gateway.bind(wanted.port, keys.apiKeys());
        gateway = bound;
        return bound;
    }

    private EmbeddedPostgres startDatabase(DataFolder folder) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, wanted.databasePort);
        try {
            wanted.migrations.applyTo(postgres);
            return postgres;
        } catch (RuntimeException | Error e) {
            postgres.close();
            throw e;
        }
    }

    private boolean signsByItself() {
        ConfiguredKeys named = named();
        return wanted.jwt != null
                || wanted.jwtSecret != null
                || wanted.signingKeys != null
                || named.jwtSecret().isPresent()
                || named.signingKeys().isPresent();
    }

    private ConfiguredKeys named() {
        return wanted.config == null ? ConfiguredKeys.none() : wanted.config.keys();
    }

    private ProjectKeys configured(ProjectKeys keys) {
        ConfiguredKeys named = named();
        Optional<String> secret = Optional.ofNullable(wanted.jwtSecret).or(named::jwtSecret);
        Optional<Path> file = Optional.ofNullable(wanted.signingKeys).or(named::signingKeys);
        ProjectKeys changed = secret.isPresent() ? keys.withJwtSecret(secret.get()) : keys;
        changed = file.isPresent() ? changed.withSigningKeys(file.get()) : changed;
        changed = changed.withApiKeys(named.publishable(), named.secret(), named.anon(), named.serviceRole());
        if (wanted.jwt == JwtMode.HS256) {
            changed.signingKeys().signBySecret();
        } else if (wanted.jwt == JwtMode.ES256) {
            changed.signingKeys().signByKeyPair();
        }
        return changed;
    }

    private static <T extends @Nullable Object> CompletableFuture<T> inBackground(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, work -> new Thread(work, "deputy-local-start").start());
    }

    /** In this order, last first: no new requests, then no connections, then no database. May be called several times. */
    @Override
    @SuppressWarnings("try") // that they are closed is all
    public void close() {
        try (EmbeddedPostgres one = whatCameOf(own);
                AuthServer two = auth;
                RestServer three = whatCameOf(rest);
                Gateway four = gateway) {
            // Closed in the opposite order.
        }
    }

    private static <T> @Nullable T whatCameOf(CompletableFuture<@Nullable T> opening) {
        return opening.<@Nullable T>handle((opened, failure) -> opened).join();
    }

    private static RuntimeException forPeople(Throwable e) {
        Throwable reason = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        if (reason instanceof PortInUseException) {
            return new CannotStartException(String.valueOf(reason.getMessage()), reason);
        }
        return reason instanceof RuntimeException known ? known : new IllegalStateException(reason);
    }
}

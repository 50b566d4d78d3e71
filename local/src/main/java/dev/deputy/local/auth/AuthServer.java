package dev.deputy.local.auth;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.local.auth.RateLimits.Kind;
import dev.deputy.local.http.Answer;
import dev.deputy.local.http.Call;
import dev.deputy.local.http.Endpoint;
import dev.deputy.local.http.Failure;
import dev.deputy.local.http.Routes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supabase Auth over the {@code auth} schema of a database: mounted at {@code /auth/v1} of a
 * {@link dev.deputy.local.http.Gateway}. Safe for use by many threads, and by many servers on one database.
 */
public final class AuthServer implements Endpoint, AutoCloseable {

    /** What a browser opens by itself, without an API key. */
    public static final Set<String> OPEN_PATHS = Set.of(
            "/.well-known/jwks.json",
            "/.well-known/openid-configuration",
            "/verify",
            "/authorize",
            "/callback",
            SocialPage.PATH);

    private static final Logger LOG = LoggerFactory.getLogger(AuthServer.class);
    private static final int CONNECTIONS = 8;

    private final HikariDataSource pool;
    private final Routes routes;
    private final Routes control;
    private final SocialAnswers social;

    private AuthServer(HikariDataSource pool, Routes routes, Routes control, SocialAnswers social) {
        this.pool = pool;
        this.routes = routes;
        this.control = control;
        this.social = social;
    }

    /**
     * Connects to the database.
     *
     * @param authAdmin connections of {@code supabase_auth_admin}, who owns schema {@code auth}; pooled here
     * @param clock the time that sessions, tokens and bans go by
     * @param delivery takes the mails and text messages, by whichever thread
     */
    public static AuthServer open(
            DataSource authAdmin, ProjectKeys keys, AuthSettings settings, Clock clock, Consumer<Message> delivery) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("deputy-local-auth");
        config.setDataSource(authAdmin);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        HikariDataSource pool = new HikariDataSource(config);
        return open(pool, new Database(pool), keys, settings, clock, delivery);
    }

    private static AuthServer open(
            HikariDataSource pool,
            Database database,
            ProjectKeys keys,
            AuthSettings settings,
            Clock given,
            Consumer<Message> delivery) {
        // Postgres keeps microseconds; finer times would differ before and after they are stored.
        Clock clock = Clock.tick(given, Duration.ofNanos(1000));
        Tables tables = Tables.of(settings, clock);
        AccessTokens tokens = new AccessTokens(settings, keys, clock);
        Passwords passwords = new Passwords(settings);
        Entrance entrance = new Entrance(tables, tokens);
        Authentication authentication = new Authentication(tokens, database, tables, clock);
        RateLimiter limiter = new RateLimiter(settings.rateLimits(), clock);
        Post post = new Post(database, delivery, limiter);
        Mails mails = new Mails(settings, tables, clock);
        TextMessages texts = new TextMessages(settings.sms(), tables, clock);
        Registration registration = new Registration(settings, post, tables, mails, texts);
        Confirmations confirmations = new Confirmations(settings, tables, passwords);
        SentCodes codes = new SentCodes(settings, tables, clock);

        About about = new About(settings, keys);
        SignUp signUp = new SignUp(settings, database, registration, entrance, passwords, limiter, clock);
        SignIn signIn = new SignIn(settings, database, tables.users(), entrance, passwords, clock);
        Refresh refresh = new Refresh(database, tables, tokens, clock);
        CodeExchange exchange = new CodeExchange(database, tables, entrance, clock);
        Reauthentication again = new Reauthentication(settings, authentication, post, tables, mails, texts);
        CurrentUser me = new CurrentUser(
                settings, authentication, database, post, tables, passwords, again, confirmations, mails, texts, clock);
        PasswordlessSignIn passwordless =
                new PasswordlessSignIn(settings, database, post, tables, registration, passwords, mails, texts);
        Verification verification = new Verification(settings, database, tables, codes, confirmations, entrance);
        Recovery recovery = new Recovery(settings, post, tables, mails);
        Resend resend = new Resend(settings, post, tables, mails, texts);
        Invitations invitations =
                new Invitations(settings, authentication, post, tables, registration, passwords, mails);
        SignOut signOut = new SignOut(authentication, database, tables.sessions());
        AdminUsers admin = new AdminUsers(authentication, database, tables, passwords, clock);
        IdentityLinks links = new IdentityLinks(settings, tables);
        ProviderAccounts accounts = new ProviderAccounts(settings, tables, clock);
        IdTokens idTokens = new IdTokens(settings.idTokenIssuers(), clock);
        IdTokenSignIn idTokenSignIn =
                new IdTokenSignIn(settings.site(), authentication, post, idTokens, accounts, links, entrance, mails);
        SocialAnswers answers = new SocialAnswers(clock);
        SocialState.Seal seal = new SocialState.Seal(clock);
        SocialAccounts socialAccounts = new SocialAccounts(tables, accounts, links);
        SocialSignIn social =
                new SocialSignIn(settings, database, post, tables, entrance, socialAccounts, mails, answers, seal);
        MyIdentities identities = new MyIdentities(authentication, database, links, social);
        SocialPage socialPage = new SocialPage(database, tables.identities(), social, seal);
        MyFactors factors = new MyFactors(settings, authentication, database, tables);
        FactorProof proof = new FactorProof(settings.mfa(), authentication, database, tables, tokens, clock);
        AdminFactors adminFactors = new AdminFactors(authentication, database, tables);
        Routes routes = new Routes()
                .on("GET", "/health", about::health)
                .on("GET", "/settings", about::settings)
                .on("GET", "/.well-known/jwks.json", about::keySet)
                .on("GET", "/.well-known/openid-configuration", new Discovery(settings)::configuration)
                .on("POST", "/signup", signUp::signUp)
                .on("POST", "/token", call -> token(call, limiter, signIn, refresh, exchange, idTokenSignIn))
                .on("POST", "/otp", limiter.limited(Kind.SIGN_IN_SIGN_UPS, passwordless::otp))
                .on("POST", "/magiclink", limiter.limited(Kind.SIGN_IN_SIGN_UPS, passwordless::magicLink))
                .on("POST", "/verify", limiter.limited(Kind.TOKEN_VERIFICATIONS, verification::typed))
                .on("GET", "/verify", limiter.limited(Kind.TOKEN_VERIFICATIONS, verification::followed))
                .on("GET", "/authorize", social::authorize)
                .on("GET", "/callback", social::callback)
                .on("POST", "/callback", social::callback)
                .on("GET", SocialPage.PATH, socialPage::show)
                .on("POST", SocialPage.PATH, socialPage::submit)
                .on("POST", "/recover", limiter.limited(Kind.SIGN_IN_SIGN_UPS, recovery::recover))
                .on("POST", "/resend", limiter.limited(Kind.SIGN_IN_SIGN_UPS, resend::resend))
                .on("GET", "/reauthenticate", again::sendCode)
                .on("GET", "/user", me::show)
                .on("PUT", "/user", limiter.limited(Kind.SIGN_IN_SIGN_UPS, me::change))
                .on("POST", "/logout", signOut::signOut)
                .on("GET", "/user/identities/authorize", identities::link)
                .on("DELETE", "/user/identities/{id}", identities::unlink)
                .on("POST", "/sso", AuthServer::singleSignOn)
                .on("POST", "/factors", factors::enrol)
                .on("DELETE", "/factors/{factor}", factors::unenrol)
                .on("POST", "/factors/{factor}/challenge", limiter.limited(Kind.FACTORS, proof::challenge))
                .on("POST", "/factors/{factor}/verify", limiter.limited(Kind.FACTORS, proof::verify))
                .on("GET", "/admin/users/{id}/factors", adminFactors::list)
                .on("PUT", "/admin/users/{id}/factors/{factor}", adminFactors::change)
                .on("DELETE", "/admin/users/{id}/factors/{factor}", adminFactors::delete)
                .on("POST", "/invite", invitations::invite)
                .on("POST", "/admin/generate_link", invitations::generateLink)
                .on("GET", "/admin/users", admin::list)
                .on("POST", "/admin/users", admin::create)
                .on("GET", "/admin/users/{id}", admin::show)
                .on("PUT", "/admin/users/{id}", admin::change)
                .on("DELETE", "/admin/users/{id}", admin::delete);
        Routes control = new Control(database, tables, entrance, settings.site().url(), clock).routes();
        return new AuthServer(pool, routes, control, answers);
    }

    private static Answer token(
            Call call,
            RateLimiter limiter,
            SignIn signIn,
            Refresh refresh,
            CodeExchange exchange,
            IdTokenSignIn idTokenSignIn)
            throws Exception {
        String grant = call.parameter("grant_type").orElse("");
        limiter.spend(grant.equals("refresh_token") ? Kind.TOKEN_REFRESH : Kind.SIGN_IN_SIGN_UPS, call.remoteAddress());
        return switch (grant) {
            case "password" -> signIn.signIn(call);
            case "refresh_token" -> refresh.refresh(call);
            case "pkce" -> exchange.exchange(call);
            case "id_token" -> idTokenSignIn.signIn(call);
            case "web3" -> throw new Failure(422, "web3_provider_disabled", "Web3 provider is disabled");
            default -> throw new Failure(400, "invalid_credentials", "unsupported_grant_type");
        };
    }

    /**
     * The next sign-in by the provider that begins is answered by itself, without anybody seeing a page. Several wait in
     * line.
     *
     * @param provider such as {@code github}
     * @param answer who comes in; empty for somebody who denies the application access
     */
    public void answerSocialSignIn(String provider, Optional<SocialIdentity> answer) {
        if (!SocialSettings.KNOWN.contains(provider)) {
            throw new IllegalArgumentException("Supabase knows no provider \"" + provider + "\"");
        }
        social.prepare(provider, answer);
    }

    private static Answer singleSignOn(Call call) {
        throw new Failure(404, "saml_provider_disabled", "SAML 2.0 is disabled");
    }

    @Override
    public Answer answer(Call call) {
        return Dialect.mark(answerOrFailure(routes, call), call);
    }

    /**
     * What whoever runs this server can do beyond Supabase's admin API: sign in as a user ({@code POST
     * /users/ID/sessions}), see sessions and end one. Asks for no token, so let nobody in who has not been checked.
     */
    public Endpoint control() {
        return call -> Dialect.mark(answerOrFailure(control, call), call);
    }

    private static Answer answerOrFailure(Endpoint routes, Call call) {
        try {
            return routes.answer(call);
        } catch (Failure e) {
            if (e.getCause() instanceof SQLException cause) {
                LOG.error("{} {}: {}: {}", call.method(), call.path(), e.getMessage(), Database.describe(cause));
            }
            return Dialect.write(e, call);
        } catch (SQLException e) {
            if (Database.isConflict(e)) {
                return Dialect.write(Failures.conflict(), call);
            }
            LOG.error("{} {}: Postgres said: {}", call.method(), call.path(), Database.describe(e));
            return Dialect.write(unexpected(), call);
        } catch (Exception e) {
            LOG.error("{} {} failed", call.method(), call.path(), e);
            return Dialect.write(unexpected(), call);
        }
    }

    private static Failure unexpected() {
        return new Failure(
                500, "unexpected_failure", "Unexpected failure, please check server logs for more information");
    }

    @Override
    public void close() {
        pool.close();
    }
}

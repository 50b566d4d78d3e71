package dev.deputy.local.rest;

import dev.deputy.local.auth.ProjectKeys;
import dev.deputy.local.auth.SignedTokens;
import dev.deputy.local.http.Gateway;
import dev.deputy.local.postgres.EmbeddedPostgres;
import dev.deputy.local.postgres.LoginRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A data API on a port of its own, over the publisher's database of schema.sql. */
final class RestServerRunning implements AutoCloseable {

    static final String ADA = "11111111-1111-1111-1111-111111111111";
    static final String BO = "22222222-2222-2222-2222-222222222222";

    /** Every transaction is rolled back unless the client asks otherwise: each request finds the same rows. */
    static final RestSettings SETTINGS = RestSettings.standard()
            .withSchemas(List.of("public", "archive"))
            .withMaxRows(null)
            .with(Map.of(
                    "db_tx_end", "rollback-allow-override",
                    "db_plan_enabled", "true",
                    "db_aggregates_enabled", "true"));

    final EmbeddedPostgres postgres = EmbeddedPostgres.start();
    final ProjectKeys keys = ProjectKeys.generate();
    final URI url;
    private final Gateway gateway;
    private final RestServer server;

    RestServerRunning(RestSettings settings) {
        sql(Asked.text("schema.sql"));
        server = RestServer.open(
                postgres.dataSource(LoginRole.AUTHENTICATOR),
                postgres.dataSource(LoginRole.SUPABASE_ADMIN),
                new SignedTokens(keys),
                settings,
                Clock.systemUTC());
        gateway = Gateway.bind(0, keys.apiKeys());
        gateway.mount("/rest/v1", Set.of(), server);
        gateway.start();
        url = URI.create("http://127.0.0.1:" + gateway.port() + "/rest/v1");
    }

    /** Runs SQL as a person would who administers the database. */
    void sql(String sql) {
        try (Connection connection = postgres.dataSource(LoginRole.POSTGRES).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    SeeAs seeAs() {
        return server.seeAs();
    }

    /** The tokens that the request files mean by {@code as}. */
    Map<String, String> tokens() {
        return Map.of(
                "ada", token("{\"role\":\"authenticated\",\"sub\":\"" + ADA + "\"}", keys.jwtSecret()),
                "bo", token("{\"role\":\"authenticated\",\"sub\":\"" + BO + "\"}", keys.jwtSecret()),
                "service", token("{\"role\":\"service_role\"}", keys.jwtSecret()),
                "nobody", token("{\"role\":\"nobody\"}", keys.jwtSecret()),
                "superuser", token("{\"role\":\"postgres\"}", keys.jwtSecret()),
                "roleless", token("{\"sub\":\"" + ADA + "\"}", keys.jwtSecret()),
                "expired", token("{\"role\":\"authenticated\",\"exp\":1}", keys.jwtSecret()),
                "early", token("{\"role\":\"authenticated\",\"nbf\":99999999999}", keys.jwtSecret()),
                "forged", token("{\"role\":\"service_role\"}", "another secret, of thirty-two bytes and more"));
    }

    private static String token(String claims, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String message = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                    + encode(claims.getBytes(StandardCharsets.UTF_8));
            return message + "." + encode(mac.doFinal(message.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        gateway.close();
        server.close();
        postgres.close();
    }
}

package dev.deputy.local.project;

import dev.deputy.local.auth.AuthSettings;
import dev.deputy.local.http.Json;
import dev.deputy.local.postgres.CannotStartException;
import dev.deputy.local.rest.RestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlFactory;

/**
 * What {@code config.toml} says about a local Supabase, in the Supabase CLI's format. What the file does not say is as in
 * a new project. Immutable.
 *
 * @param port where clients find it
 * @param databasePort where psql finds the database
 * @param dataApi whether there is a data API
 * @param auth how the auth server behaves
 * @param rest how the data API behaves
 * @param keys what the project says about its keys
 * @param migrations whether migrations are applied
 * @param seeds the files to seed a new database from, as patterns below the folder {@code supabase}
 */
public record ProjectConfig(
        Optional<Integer> port,
        Optional<Integer> databasePort,
        boolean dataApi,
        AuthSettings auth,
        RestSettings rest,
        ConfiguredKeys keys,
        boolean migrations,
        List<String> seeds) {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectConfig.class);

    /** Services and tools that a project may have and that are not here; no setting of theirs matters. */
    private static final List<String> ELSEWHERE = List.of(
            "realtime",
            "studio",
            "local_smtp",
            "inbucket",
            "storage",
            "edge_runtime",
            "functions",
            "analytics",
            "experimental",
            "remotes");

    /** Tables of what we do not do; worth a word when somebody has switched one on. */
    private static final List<String> NOT_DONE = List.of(
            "api.tls",
            "db.pooler",
            "db.vault",
            "db.network_restrictions",
            "db.ssl_enforcement",
            "auth.captcha",
            "auth.hook",
            "auth.passkey",
            "auth.webauthn",
            "auth.web3",
            "auth.third_party",
            "auth.oauth_server",
            "auth.email.smtp",
            "auth.email.notification",
            "auth.mfa.phone",
            "auth.mfa.web_authn");

    /** Senders of text messages: none is needed, since the inbox takes them. */
    private static final List<String> SENDERS =
            List.of("twilio", "twilio_verify", "messagebird", "textlocal", "vonage");

    /**
     * That of a project folder: {@code supabase/config.toml}, or all as in a new project where there is none.
     *
     * @param process the environment variables
     * @throws CannotStartException when something in it cannot be used; the message names the file, the table and the key
     */
    public static ProjectConfig ofProject(Path project, Map<String, String> process) {
        Path file = project.resolve("supabase/config.toml");
        return read(project, file, Files.exists(file) ? tree(file) : Json.object(), process);
    }

    /** That of a file on its own; paths in it count from where it is. */
    public static ProjectConfig ofFile(Path file, Map<String, String> process) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return read(folder == null ? Path.of("/") : folder, file, tree(file), process);
    }

    private static ObjectNode tree(Path file) {
        try (JsonParser parser = new TomlFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
            return (ObjectNode) Json.read(parser);
        } catch (JacksonException e) {
            // Without the cause: its message quotes the file.
            throw new CannotStartException("The file " + file + " is not TOML: see its line "
                    + e.getLocation().getLineNr() + ".");
        } catch (IOException e) {
            throw new CannotStartException(
                    "The file " + file + " cannot be read (" + e + "): it has to be readable, and UTF-8.", e);
        }
    }

    private static ProjectConfig read(Path project, Path file, ObjectNode tree, Map<String, String> process) {
        ConfigTable root = new ConfigTable(file, "", tree, Environment.of(project, process));
        root.text("project_id");
        ConfigTable api = root.table("api");
        ConfigTable db = root.table("db");
        ConfigTable auth = root.table("auth");
        ProjectConfig config = new ProjectConfig(
                port(api),
                port(db),
                api.flag("enabled").orElse(true),
                new AuthConfig(project, auth).applyTo(AuthSettings.defaults()),
                rest(api),
                ConfiguredKeys.read(file, auth),
                db.table("migrations").flag("enabled").orElse(true),
                seeds(db.table("seed")));
        nameTheRest(file, root);
        return config;
    }

    private static Optional<Integer> port(ConfigTable table) {
        Optional<Integer> port = table.number("port");
        port.filter(number -> number < 1 || number > 65535).ifPresent(number -> {
            throw table.wrong("port", "must be from 1 to 65535");
        });
        return port;
    }

    private static RestSettings rest(ConfigTable api) {
        RestSettings settings = RestSettings.standard();
        settings = api.with("schemas", api::texts, settings, RestSettings::withSchemas);
        settings = api.with("extra_search_path", api::texts, settings, RestSettings::withExtraSearchPath);
        return api.with("max_rows", api::number, settings, (s, rows) -> s.withMaxRows(rows == 0 ? null : rows));
    }

    private static List<String> seeds(ConfigTable seed) {
        List<String> patterns = seed.texts("sql_paths").orElse(List.of("./seed.sql"));
        return seed.flag("enabled").orElse(true) ? patterns : List.of();
    }

    /** Says, in one line, what is in the file and has no effect here. */
    private static void nameTheRest(Path file, ConfigTable root) {
        ELSEWHERE.forEach(name -> root.table(name).passOver());
        ConfigTable auth = root.table("auth");
        auth.flag("enabled");
        auth.table("rate_limit").passOver();
        SENDERS.forEach(name -> auth.table("sms").table(name).passOver());
        ConfigTable db = root.table("db");
        db.number("shadow_port");
        db.text("health_timeout");
        boolean otherPostgres = db.number("major_version").filter(v -> v != 17).isPresent();
        db.text("orioledb_version");
        db.text("root_key");
        db.table("migrations").texts("schema_paths");
        boolean hidesTables = root.table("api")
                .flag("auto_expose_new_tables")
                .filter(yes -> !yes)
                .isPresent();

        List<String> named = new java.util.ArrayList<>();
        for (String name : NOT_DONE) {
            ConfigTable table = root;
            for (String part : name.split("\\.", -1)) {
                table = table.table(part);
            }
            if (isOn(table)) {
                named.add(name);
            }
            passOverAll(table);
        }
        if (otherPostgres) {
            named.add("db.major_version (this is PostgreSQL 17)");
        }
        if (hidesTables) {
            named.add("api.auto_expose_new_tables");
        }
        named.addAll(root.unasked());
        if (!named.isEmpty()) {
            LOG.warn("{}: not supported by the local Supabase, and passed over: {}", file, String.join(", ", named));
        }
    }

    private static boolean isOn(ConfigTable table) {
        return saysYes(table, "enabled")
                || saysYes(table, "enroll_enabled")
                || table.tableNames().stream().anyMatch(name -> isOn(table.table(name)));
    }

    private static boolean saysYes(ConfigTable table, String key) {
        return table.keys().contains(key) && table.flag(key).orElse(false);
    }

    private static void passOverAll(ConfigTable table) {
        table.passOver();
        table.tableNames().forEach(name -> passOverAll(table.table(name)));
    }
}

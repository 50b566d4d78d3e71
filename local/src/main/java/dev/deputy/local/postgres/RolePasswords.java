package dev.deputy.local.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** The passwords of the roles in one data folder: chance, except that of postgres, which people type. */
final class RolePasswords {

    /** Rounds make words harder to guess. 144 random bits need none, and a young JVM takes long for the usual 4096. */
    static final String HASH_CHEAPLY = "set scram_iterations = 1";

    private static final String FILE = "postgres-passwords.properties";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<LoginRole, String> passwords;

    private RolePasswords(Map<LoginRole, String> passwords) {
        this.passwords = passwords;
    }

    static RolePasswords in(DataFolder folder) {
        Properties known = parse(folder.read(FILE).orElse(""));
        Map<LoginRole, String> passwords = new EnumMap<>(LoginRole.class);
        StringBuilder lines = new StringBuilder();
        for (LoginRole role : LoginRole.values()) {
            String password = role == LoginRole.POSTGRES ? "postgres" : known.getProperty(role.sqlName(), chance());
            passwords.put(role, password);
            lines.append(role.sqlName()).append('=').append(password).append('\n');
        }
        if (known.size() != passwords.size()) {
            folder.write(FILE, lines.toString());
        }
        return new RolePasswords(passwords);
    }

    /** Sets them all. */
    void setIn(Statement statement) throws SQLException {
        for (LoginRole role : LoginRole.values()) {
            statement.execute(role == LoginRole.POSTGRES ? "reset scram_iterations" : HASH_CHEAPLY);
            statement.execute("alter role " + role.sqlName() + " password '" + of(role) + "'");
        }
    }

    String of(LoginRole role) {
        return requireNonNull(passwords.get(role));
    }

    /** 144 bits, in letters that need no escaping in a URL. */
    static String chance() {
        byte[] bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Properties parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}

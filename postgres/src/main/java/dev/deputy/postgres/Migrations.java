package dev.deputy.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * SQL that {@link SignOuts} and some settings of {@link RowLevelSecurity} need in the database. Copy it into {@code supabase/migrations}, or
 * run it as {@code postgres}; running it again does no harm.
 */
public final class Migrations {

    private Migrations() {}

    /** For {@link RowLevelSecurity.Builder#refuseSignedOut()}. */
    public static String sessionCheck() {
        return read("session-check.sql");
    }

    /** For {@link RowLevelSecurity.Builder#signClaims(String)}: brings {@code deputy.uid()}. */
    public static String signedClaims() {
        return read("signed-claims.sql");
    }

    /** For {@link SignOuts}: triggers on {@code auth.sessions} and {@code auth.users} that tell when sessions end. */
    public static String signOuts() {
        return read("sign-outs.sql");
    }

    static String read(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar is not whole: " + name + " is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

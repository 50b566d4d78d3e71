package dev.deputy.client;

import dev.deputy.Caller;
import dev.deputy.SupabaseConfig;
import dev.deputy.TokenVerifier;
import dev.deputy.local.JwtMode;
import dev.deputy.local.LocalSupabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A Supabase with tables in it, and two users. */
final class Project implements AutoCloseable {

    private static final Path SCHEMA = Path.of("src/test/resources/dev/deputy/client/20260101000000_schema.sql");
    private static final String PASSWORD = "a long password";

    final LocalSupabase supabase = LocalSupabase.builder()
            .jwt(JwtMode.HS256)
            .migrations(List.of(SCHEMA))
            .start();
    final SupabaseConfig config = supabase.config();
    private final TokenVerifier verifier = TokenVerifier.of(config);
    final Caller ada;
    final Caller bo;

    Project() {
        ada = signUp("ada@example.com");
        bo = signUp("bo@example.com");
    }

    Caller signUp(String email) {
        return verifier.verify(supabase.signUp(email, PASSWORD).accessToken());
    }

    /** Runs SQL as a person would who administers the database. */
    void sql(String sql) {
        try (Connection connection = supabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        supabase.close();
    }
}

package dev.deputy.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.LocalSupabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has a database of its own, with the seed and nobody's rows. */
@SupabaseTest(project = "src/test/project", perTest = true)
class SupabaseTestPerTestTest {

    private String database = "";

    @BeforeEach
    void remember(LocalSupabase supabase) {
        database = supabase.databaseUrl();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two"})
    void what_a_test_writes_no_other_finds(String body, LocalSupabase supabase) throws SQLException {
        assertThat(supabase.databaseUrl()).isEqualTo(database);
        try (Connection connection = supabase.dataSource().getConnection()) {
            assertThat(SupabaseTestTest.notes(connection)).containsExactly("seeded");
            SupabaseTestTest.execute(connection, "insert into notes (body) values ('" + body + "')");
        }
    }
}

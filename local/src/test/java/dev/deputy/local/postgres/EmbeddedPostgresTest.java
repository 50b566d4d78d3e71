package dev.deputy.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @Test
    void every_login_role_connects_with_its_own_password() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            for (LoginRole role : LoginRole.values()) {
                assertThat(ask(postgres, role, "select current_user")).isEqualTo(role.sqlName());
            }
        }
    }

    @Test
    void data_stays_in_its_folder_over_a_restart(@TempDir Path data) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataFolder.open(data), 0)) {
            run(postgres, LoginRole.POSTGRES, "create table kept as select 42 as answer");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataFolder.open(data), 0)) {
            assertThat(ask(postgres, LoginRole.POSTGRES, "select answer from kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    void temporary_data_goes_away() {
        DataFolder folder = DataFolder.temporary();
        EmbeddedPostgres.start(folder, 0).close();
        assertThat(Files.exists(folder.path())).isFalse();
    }

    static String ask(EmbeddedPostgres postgres, LoginRole role, String sql) throws SQLException {
        try (Connection connection = postgres.dataSource(role).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    static void run(EmbeddedPostgres postgres, LoginRole role, String sql) throws SQLException {
        try (Connection connection = postgres.dataSource(role).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

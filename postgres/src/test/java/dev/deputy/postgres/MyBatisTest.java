package dev.deputy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MyBatisTest {

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final Caller ada = Users.user();
    private final Caller bob = Users.user();
    private @Nullable Identity current;
    private final SqlSessionFactory sessions =
            sessions(RowLevelSecurity.over(pool).following(() -> current));

    @BeforeEach
    void notes() throws SQLException {
        TestDatabase.createNotes();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void mappers_act_for_the_caller() {
        current = Identity.of(ada);
        try (SqlSession session = sessions.openSession()) {
            session.getMapper(Notes.class).write("ada's");
            session.commit();
        }
        current = Identity.of(bob);
        try (SqlSession session = sessions.openSession(true)) {
            session.getMapper(Notes.class).write("bob's");
            assertThat(session.getMapper(Notes.class).bodies()).containsExactly("bob's");
        }
        try (SqlSession session = sessions.openSession()) {
            session.getMapper(Notes.class).write("rolled back");
        }
        current = Identity.of(ada);
        try (SqlSession session = sessions.openSession()) {
            assertThat(session.getMapper(Notes.class).bodies()).containsExactly("ada's");
        }
    }

    @Test
    void without_a_caller_mappers_are_refused() {
        current = null;
        try (SqlSession session = sessions.openSession()) {
            assertThatThrownBy(() -> session.getMapper(Notes.class).bodies())
                    .hasRootCauseInstanceOf(RefusedException.class);
        }
    }

    static SqlSessionFactory sessions(DataSource dataSource) {
        Configuration configuration =
                new Configuration(new Environment("test", new JdbcTransactionFactory(), dataSource));
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        configuration.addMapper(Notes.class);
        return new SqlSessionFactoryBuilder().build(configuration);
    }

    interface Notes {
        @Insert("insert into notes (body) values (#{body})")
        int write(String body);

        @Select("select body from notes order by id")
        List<String> bodies();

        @Select("select distinct user_id::text from notes")
        List<String> owners();
    }
}

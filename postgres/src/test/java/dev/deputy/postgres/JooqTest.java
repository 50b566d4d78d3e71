package dev.deputy.postgres;

import static dev.deputy.postgres.TestDatabase.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** jOOQ as the caller, over the DataSource that follows and over a connection that was lent. */
final class JooqTest {

    static final Table<Record> NOTES = DSL.table(DSL.name("notes"));
    static final Field<UUID> USER_ID = DSL.field(DSL.name("user_id"), SQLDataType.UUID);
    private static final Field<Long> ID = DSL.field(DSL.name("id"), SQLDataType.BIGINT);
    private static final Field<String> BODY = DSL.field(DSL.name("body"), SQLDataType.VARCHAR);

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    private final HikariDataSource pool = TestDatabase.pool(1);
    private final RowLevelSecurity rls = RowLevelSecurity.over(pool);
    private final Caller ada = Users.user();
    private final Caller bob = Users.user();
    private Caller current = ada;
    private final DSLContext jooq = DSL.using(rls.following(() -> Identity.of(current)), SQLDialect.POSTGRES);

    @BeforeEach
    void notes() throws SQLException {
        TestDatabase.createNotes();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void everybody_reads_and_writes_their_own() {
        write("ada's");
        current = bob;
        write("bob's");

        assertThat(jooq.select(BODY).from(NOTES).fetch(BODY)).containsExactly("bob's");
        assertThat(jooq.update(NOTES).set(BODY, "changed").execute()).isEqualTo(1);
        current = ada;
        assertThat(jooq.select(BODY).from(NOTES).where(BODY.eq("changed")).fetch(BODY))
                .isEmpty();
        assertThat(jooq.fetchCount(NOTES)).isEqualTo(1);
    }

    @Test
    void writing_for_somebody_else_is_denied() {
        assertThatThrownBy(() -> jooq.insertInto(NOTES, USER_ID, BODY)
                        .values(bob.userId(), "not his")
                        .execute())
                .isInstanceOf(DataAccessException.class)
                .hasRootCauseInstanceOf(SQLException.class)
                .hasCauseInstanceOf(DeniedException.class);
    }

    @Test
    void a_transaction_is_one_and_a_nested_one_can_be_undone_alone() throws SQLException {
        jooq.transaction(outer -> {
            outer.dsl().insertInto(NOTES, BODY).values("kept").execute();
            assertThatThrownBy(() -> outer.dsl().transaction(inner -> {
                        inner.dsl().insertInto(NOTES, BODY).values("undone").execute();
                        throw new IllegalStateException("a change of mind");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        });

        assertThat(read("select string_agg(body, ',') from notes")).isEqualTo("kept");
    }

    @Test
    void generated_keys_batches_and_rows_one_by_one_work() {
        Long id = jooq.insertInto(NOTES, BODY).values("first").returning(ID).fetchSingle(ID);
        assertThat(id).isPositive();
        int[] counts = jooq.batch(
                        jooq.insertInto(NOTES, BODY).values("second"),
                        jooq.insertInto(NOTES, BODY).values("third"))
                .execute();
        assertThat(counts).containsExactly(1, 1);

        List<String> bodies = jooq.transactionResult(transaction -> {
            try (var cursor = transaction
                    .dsl()
                    .select(BODY)
                    .from(NOTES)
                    .orderBy(ID)
                    .fetchSize(1)
                    .fetchLazy()) {
                return cursor.fetch().getValues(BODY);
            }
        });
        assertThat(bodies).containsExactly("first", "second", "third");
    }

    @Test
    void a_lent_connection_serves_as_well() throws SQLException {
        write("ada's");

        Integer count = rls.as(
                ada, connection -> DSL.using(connection, SQLDialect.POSTGRES).fetchCount(NOTES));

        assertThat(count).isEqualTo(1);
    }

    private void write(String body) {
        jooq.insertInto(NOTES, BODY).values(body).execute();
    }
}

package dev.deputy.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.postgres.Identity;
import dev.deputy.postgres.RowLevelSecurity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * What row level security costs as a table grows, and as a caller's own rows do: all of one's notes as the caller, where
 * the policy chooses them, beside the same rows by the table's owner, where the query does. The ways take turns.
 */
public final class Rows {

    private static final int ROUNDS = 21;
    private static final long TURN = 100_000_000;

    private final DataSource owner;
    private final DataSource following;
    private final Caller ada;

    private Rows(LocalSupabase supabase) throws InterruptedException {
        this.ada = TokenVerifier.of(supabase.config())
                .verify(supabase.signUp("ada@example.com", "correct horse battery")
                        .accessToken());
        this.owner = pool(supabase.dataSource());
        this.following =
                RowLevelSecurity.over(pool(supabase.serviceDataSource())).following(() -> Identity.of(ada));
    }

    /** Runs everything and prints a table. */
    public static void main(String[] args) throws Exception {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            Rows rows = new Rows(supabase);
            System.out.println(
                    "| rows in the table | the caller's | µs by the owner | µs as the caller | the same, with"
                            + " `auth.uid()` outside of a select |");
            System.out.println("|---:|---:|---:|---:|---:|");
            for (int all : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
                rows.print(all, 10);
            }
            for (int own : new int[] {1, 100, 1_000, 10_000}) {
                rows.print(100_000, own);
            }
        }
    }

    private static DataSource pool(DataSource connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(connections);
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    private void print(int all, int own) throws SQLException {
        fill(all, own);
        double[][] micros = new double[3][ROUNDS];
        for (int round = -5; round < ROUNDS; round++) {
            double byOwner =
                    turn(owner, "select id, body from notes where user_id = '" + ada.userId() + "' order by id", own);
            double asCaller = turn(following, "select id, body from notes order by id", own);
            double perRow = turn(following, "select id, body from notes_per_row order by id", own);
            if (round >= 0) {
                micros[0][round] = byOwner;
                micros[1][round] = asCaller;
                micros[2][round] = perRow;
            }
        }
        System.out.printf(
                "| %,d | %,d | %,.0f | %,.0f | %,.0f |%n",
                all, own, median(micros[0]), median(micros[1]), median(micros[2]));
    }

    private void fill(int all, int own) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"notes", "notes_per_row"}) {
                String uid = table.equals("notes") ? "(select auth.uid())" : "auth.uid()";
                statement.execute("""
                        drop table if exists %1$s;
                        create table %1$s (id bigint primary key, user_id uuid not null, body text not null);
                        insert into %1$s
                            select n, case when n <= %3$d then '%2$s'::uuid else gen_random_uuid() end, 'note ' || n
                            from generate_series(1, %4$d) n;
                        create index on %1$s (user_id);
                        alter table %1$s enable row level security;
                        create policy "see one's own" on %1$s for select to authenticated using (%5$s = user_id);
                        grant select on %1$s to authenticated;
                        analyze %1$s""".formatted(table, ada.userId(), own, all, uid));
            }
        }
    }

    /** Microseconds for reading all of the caller's rows. */
    private static double turn(DataSource dataSource, String query, int expected) throws SQLException {
        long begin = System.nanoTime();
        int times = 0;
        while (System.nanoTime() - begin < TURN) {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement = connection.prepareStatement(query);
                    ResultSet rows = statement.executeQuery()) {
                int seen = 0;
                while (rows.next()) {
                    seen++;
                }
                if (seen != expected) {
                    throw new IllegalStateException("saw " + seen + " rows instead of " + expected);
                }
            }
            times++;
        }
        return (System.nanoTime() - begin) / 1e3 / times;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

package dev.deputy.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.deputy.Caller;
import dev.deputy.TokenVerifier;
import dev.deputy.local.LocalSupabase;
import dev.deputy.local.Session;
import dev.deputy.postgres.Identity;
import dev.deputy.postgres.Migrations;
import dev.deputy.postgres.RowLevelSecurity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * What it costs to be the caller: transactions per second that read one row by its key, in every way, and what of the
 * processor's time each takes, in turns of a quarter of a second, so that whatever else the machine does meets all of them
 * alike. Argument: how many threads.
 */
public final class Transactions {

    private static final int ROWS = 1_000;
    private static final int ROUNDS = 40;
    private static final long TURN = 250_000_000;
    private static final String QUERY = "select body from notes where id = ?";
    private static final String PLAIN = "plain transaction, policies bypassed";
    private static final String SAME_POLICIES = "plain transaction, same policies";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, Transaction> ways = new LinkedHashMap<>();
    private final Map<String, Measured> measured = new LinkedHashMap<>();
    private final List<ProcessHandle> backends = new ArrayList<>();
    private final int threads;
    private final ExecutorService executor;

    private Transactions(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads);
    }

    /** Runs all ways and prints a table. */
    public static void main(String[] args) throws Exception {
        Transactions transactions = new Transactions(args.length == 0 ? 4 : Integer.parseInt(args[0]));
        try (LocalSupabase supabase = LocalSupabase.start()) {
            transactions.prepare(supabase);
            transactions.run(supabase.dataSource());
        } finally {
            transactions.executor.shutdownNow();
        }
        transactions.print();
    }

    private void prepare(LocalSupabase supabase) throws Exception {
        Session session = supabase.signUp("ada@example.com", "correct horse battery");
        Caller ada = TokenVerifier.of(supabase.config()).verify(session.accessToken());
        try (Connection connection = supabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table notes (
                        id bigint generated always as identity primary key, user_id uuid not null, body text not null);
                    create index on notes (user_id);
                    alter table notes enable row level security;
                    create policy "see one's own" on notes for select to authenticated
                        using ((select auth.uid()) = user_id);
                    insert into notes (user_id, body) select '%s', 'note ' || n from generate_series(1, %d) n;
                    analyze notes""".formatted(ada.subject(), ROWS));
            statement.execute(Migrations.sessionCheck());
        }
        DataSource owner = pool(supabase.dataSource());
        DataSource service = pool(supabase.serviceDataSource());
        RowLevelSecurity rls = RowLevelSecurity.over(service);
        RowLevelSecurity careful =
                RowLevelSecurity.builder(service).refuseSignedOut().build();
        RowLevelSecurity signing = RowLevelSecurity.builder(service)
                .signClaims("a secret of more than thirty-two characters")
                .build();
        DataSource following = rls.following(() -> Identity.of(ada));

        ways.put(PLAIN, id -> inTransaction(owner, id));
        DataSource forGood = forGood(supabase, ada);
        ways.put(SAME_POLICIES, id -> inTransaction(forGood, id));
        ways.put("as(caller, work)", id -> rls.as(ada, connection -> read(connection, id)));
        ways.put("following DataSource", id -> inTransaction(following, id));
        ways.put("as, with the session check", id -> careful.as(ada, connection -> read(connection, id)));
        ways.put("as, with signed claims", id -> signing.as(ada, connection -> read(connection, id)));
        ways.put("plain auto-commit, policies bypassed", id -> autoCommit(owner, id));
        ways.put("following DataSource, auto-commit", id -> autoCommit(following, id));
        ways.put("local's data API over HTTP", overHttp(supabase, session));
    }

    private DataSource pool(DataSource connections) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(connections);
        config.setMaximumPoolSize(threads);
        return new HikariDataSource(config);
    }

    /** Connections that are the caller's for their whole life, which no service could do with more than one caller. */
    private DataSource forGood(LocalSupabase supabase, Caller caller) throws SQLException {
        DataSource pool = pool(supabase.serviceDataSource());
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Connection connection = pool.getConnection();
            all.add(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set role authenticated; select set_config('request.jwt.claims', '"
                        + caller.claimsAsJson() + "', false), set_config('request.jwt.claim.sub', '" + caller.subject()
                        + "', false)");
            }
        }
        for (Connection connection : all) {
            connection.close();
        }
        return pool;
    }

    private static String inTransaction(DataSource dataSource, long id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            String body = read(connection, id);
            connection.commit();
            return body;
        }
    }

    private static String autoCommit(DataSource dataSource, long id) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return read(connection, id);
        }
    }

    private static String read(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static Transaction overHttp(LocalSupabase supabase, Session session) {
        HttpClient http = HttpClient.newHttpClient();
        return id -> {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(supabase.apiUrl() + "/rest/v1/notes?select=body&id=eq." + id))
                            .header("apikey", supabase.publishableKey())
                            .header("Authorization", "Bearer " + session.accessToken())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        };
    }

    private void run(DataSource admin) throws Exception {
        for (int warmUp = 0; warmUp < 8; warmUp++) {
            for (Transaction way : ways.values()) {
                turn(way, new Measured());
            }
        }
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select pid from pg_stat_activity where client_port is not null")) {
            while (rows.next()) {
                ProcessHandle.of(rows.getLong(1)).ifPresent(backends::add);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Transaction> way : ways.entrySet()) {
                turn(way.getValue(), measured.computeIfAbsent(way.getKey(), name -> new Measured()));
            }
        }
    }

    private void turn(Transaction way, Measured result) throws Exception {
        long postgres = nanosOfPostgres();
        long begin = System.nanoTime();
        List<Callable<Share>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            tasks.add(() -> {
                long before = THREADS.getCurrentThreadCpuTime();
                long done = 0;
                for (; System.nanoTime() - begin < TURN; done++) {
                    String body = way.read(1 + ThreadLocalRandom.current().nextInt(ROWS));
                    if (body == null || !body.contains("note")) {
                        throw new IllegalStateException("the row was not seen");
                    }
                }
                return new Share(done, THREADS.getCurrentThreadCpuTime() - before);
            });
        }
        long done = 0;
        for (Future<Share> task : executor.invokeAll(tasks)) {
            done += task.get().done();
            result.nanosHere += task.get().nanos();
        }
        result.rates.add(done * 1e9 / (System.nanoTime() - begin));
        result.done += done;
        result.nanosOfPostgres += nanosOfPostgres() - postgres;
    }

    /** Of all connections there are: only one way runs at a time. */
    private long nanosOfPostgres() {
        return backends.stream()
                .flatMap(backend -> backend.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }

    private void print() {
        System.out.printf(
                "%n%d threads, %d rounds; medians, medians of the ratio of each round, and means of the processor's time%n",
                threads, ROUNDS);
        System.out.println("                                          a second   of plain   of plain with policies"
                + "   us of this thread   us of PostgreSQL");
        measured.forEach((name, results) -> System.out.printf(
                "%-40s %9.0f   %8.2f   %22.2f   %17.1f   %16.1f%n",
                name,
                median(results.rates),
                median(ratios(results, PLAIN)),
                median(ratios(results, SAME_POLICIES)),
                results.nanosHere / 1e3 / results.done,
                results.nanosOfPostgres / 1e3 / results.done));
    }

    private List<Double> ratios(Measured results, String base) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ratios.add(results.rates.get(i) / measured.get(base).rates.get(i));
        }
        return ratios;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** One thread's share of a turn. */
    private record Share(long done, long nanos) {}

    /** All turns of one way. */
    private static final class Measured {
        final List<Double> rates = new ArrayList<>();
        long done;
        long nanosHere;
        long nanosOfPostgres;
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Transaction {
        String read(long id) throws Exception;
    }
}

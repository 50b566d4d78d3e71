package dev.deputy.local.rest;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deputy.local.LocalSupabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The real supabase-js on Node, from() and rpc(), against a whole local Supabase. What is tried is in src/test/node. */
class SupabaseJsFromTest {

    private static final Path FOLDER = Path.of("target", "node");

    private static final Path TABLE = Path.of("..", "docs", "supabase-js-data.md");

    private static final String TABLES = """
            create table public.lands (id int primary key, name text not null);
            create table public.cities (
                id int primary key, land_id int references public.lands, name text, size int, tags text[], facts jsonb,
                years int4range, about tsvector);
            insert into public.lands values (1, 'Norway'), (2, 'Italy');
            insert into public.cities values
                (1, 1, 'Oslo', 700000, '{sea,opera}', '{"mayor": {"name": "Berit"}}', '[1040,2030)',
                    to_tsvector('english', 'a fjord')),
                (2, 1, 'Bergen', 290000, '{sea,rain}', null, '[1070,2030)', to_tsvector('english', 'much rain')),
                (3, 2, 'Rome', 2800000, '{old}', '{}', '[0,2030)', to_tsvector('english', 'seven hills'));
            create table public.settings (name text primary key, value text default 'default');
            alter table public.settings enable row level security;
            create table public.notes (
                id bigint generated always as identity primary key,
                user_id uuid not null references auth.users default auth.uid(), body text not null);
            alter table public.notes enable row level security;
            create policy "own rows" on public.notes for select using (user_id = (select auth.uid()));
            create policy "insert own" on public.notes for insert with check (user_id = (select auth.uid()));
            create policy "update own" on public.notes for update using (user_id = (select auth.uid()));
            create policy "delete own" on public.notes for delete using (user_id = (select auth.uid()));
            create function public.double(n int) returns int immutable language sql as 'select n * 2';
            create function public.big_cities() returns setof public.cities stable language sql
                as 'select * from public.cities';
            alter role authenticator set pgrst.db_plan_enabled = 'true';
            alter role authenticator set pgrst.db_tx_end = 'commit-allow-override';
            notify pgrst, 'reload schema';
            """;

    @Test
    void supabase_js_reads_writes_and_calls_as_its_user() throws Exception {
        try (LocalSupabase supabase = LocalSupabase.start()) {
            try (Connection connection = supabase.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(TABLES);
            }
            String output = node(supabase);
            assertThat(output)
                    .contains("\n# fail 0\n")
                    .contains("\n# skipped 0\n")
                    .doesNotContain("\n# pass 0\n");
        }
        String table = Files.readString(FOLDER.resolve("methods.md"));
        assertThat(table).doesNotContain("| fails |").doesNotContain("| not tried |");
        assertThat(Files.readString(TABLE))
                .as("docs/supabase-js-data.md; copy local/target/node/methods.md over it")
                .isEqualTo(table);
    }

    private static String node(LocalSupabase supabase) throws Exception {
        Path output = Files.createTempFile(FOLDER, "output", ".tap");
        ProcessBuilder builder = new ProcessBuilder("node", "--test", "--test-reporter=tap", "rest/from.mjs")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SUPABASE_URL", supabase.apiUrl().toString());
        builder.environment().put("SUPABASE_PUBLISHABLE_KEY", supabase.publishableKey());
        builder.environment().put("SUPABASE_SECRET_KEY", supabase.secretKey());
        Process node = builder.start();
        try {
            assertThat(node.waitFor(3, MINUTES)).as("node ends").isTrue();
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}

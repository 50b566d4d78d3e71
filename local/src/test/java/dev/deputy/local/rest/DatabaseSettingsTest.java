package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgREST's settings as a person gives them in the database, and what roles and functions are set to run with. */
class DatabaseSettingsTest {

    private static RestServerRunning server;
    private static RestClient client;

    @BeforeAll
    static void start() {
        server = new RestServerRunning(RestSettings.standard());
        client = new RestClient(server);
        server.sql("""
                create function public.path() returns text stable language sql as $$ select current_setting('search_path') $$;
                create function public.slow() returns text language sql as $$ select pg_sleep(5)::text $$;
                create function public.level() returns text stable language sql
                    as $$ select current_setting('transaction_isolation') $$;
                create function public.level_of_its_own() returns text stable language sql
                    set default_transaction_isolation = 'serializable'
                    as $$ select current_setting('transaction_isolation') $$;
                create function public.slow_but_bounded() returns text language sql
                    set statement_timeout = '20ms' as $$ select pg_sleep(5)::text $$;
                create function public.before() returns void language plpgsql as $$
                begin
                    if current_setting('request.headers')::json ->> 'x-visitor' = 'unwanted' then
                        raise sqlstate 'PT403' using message = 'not you';
                    end if;
                end $$;
                """);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void takeTheSettingsBack() {
        server.sql("""
                alter role authenticator reset all; alter role authenticator in database postgres reset all;
                alter role anon reset all; notify pgrst, 'reload config'
                """);
        await(() -> client.json("/books?select=id").size() == 5
                && client.status("/books?select=count()") == 400
                && client.header("/books", "Accept-Profile", "archive").status() == 406);
    }

    @Test
    void the_largest_number_of_rows_is_set_by_the_person_who_migrates() {
        set("pgrst.db_max_rows = '2'");

        await(() -> client.json("/books?select=id").size() == 2);
    }

    @Test
    void what_is_set_for_the_database_comes_before_what_is_set_for_the_role() {
        set("pgrst.db_max_rows = '2'");
        server.sql(
                "alter role authenticator in database postgres set pgrst.db_max_rows = '1'; notify pgrst, 'reload config'");

        await(() -> client.json("/books?select=id").size() == 1);
    }

    @Test
    void schemas_are_exposed() {
        set("pgrst.db_schemas = 'public, archive'");

        await(() -> client.header("/books", "Accept-Profile", "archive").status() == 200);
    }

    @Test
    void aggregates_are_switched_on() {
        set("pgrst.db_aggregates_enabled = 'true'");

        await(() -> client.status("/books?select=count()") == 200);
    }

    @Test
    void execution_plans_are_shown_once_that_is_switched_on_in_the_form_that_was_asked_for() {
        String type = "application/vnd.pgrst.plan+json; for=\"application/json\"; options=verbose|settings";
        assertThat(client.header("/books", "Accept", type).status()).isEqualTo(406);

        set("pgrst.db_plan_enabled = 'true'");
        await(() -> client.header("/books", "Accept", type).status() == 200);

        RestClient.Got plan = client.header("/books?id=eq.1", "Accept", type);
        assertThat(plan.json().path(0).path("Plan").path("Node Type").asString())
                .isEqualTo("Aggregate");
        assertThat(plan.json().path(0).path("Settings").has("search_path")).isTrue();
        assertThat(plan.header("Content-Type"))
                .isEqualTo("application/vnd.pgrst.plan+json; for=\"application/json\"; options=verbose|settings;"
                        + " charset=utf-8");
        assertThat(client.header("/books", "Accept", "application/vnd.pgrst.plan; options=analyze")
                        .body())
                .contains("actual time");
    }

    @Test
    void a_function_may_look_at_each_request_first_and_refuse_it() {
        set("pgrst.db_pre_request = 'public.before'");

        await(() -> client.header("/books", "X-Visitor", "unwanted").status() == 403);
        assertThat(client.header("/books", "X-Visitor", "welcome").json().size())
                .isEqualTo(5);
    }

    @Test
    void a_client_may_have_its_transaction_rolled_back_where_that_is_allowed() {
        Map<String, String> headers = Map.of("Prefer", "tx=rollback, return=representation");
        set("pgrst.db_tx_end = 'commit-allow-override'");

        await(() -> client.header("/words", "Prefer", "tx=rollback")
                .header("Preference-Applied")
                .equals("tx=rollback"));
        assertThat(client.send("POST", "/words", "{\"word\":\"gone\"}", headers).status())
                .isEqualTo(201);
        assertThat(client.json("/words?word=eq.gone").isEmpty()).isTrue();
    }

    @Test
    void names_are_looked_up_in_more_schemas() {
        set("pgrst.db_extra_search_path = 'extensions, archive'");

        await(() -> client.send("POST", "/rpc/path", "", Map.of())
                .body()
                .equals("\"\\\"public\\\", \\\"extensions\\\", \\\"archive\\\"\""));
    }

    @Test
    void a_role_runs_no_longer_than_it_is_set_to() {
        server.sql("alter role anon set statement_timeout = '20ms'; notify pgrst, 'reload schema'");

        await(() -> client.send("POST", "/rpc/slow", "", Map.of()).body().contains("\"57014\""));
    }

    @Test
    void a_function_runs_no_longer_than_it_is_set_to() {
        RestClient.Got got = client.send("POST", "/rpc/slow_but_bounded", "", Map.of());

        assertThat(got.status()).isEqualTo(500);
        assertThat(got.json().path("code").asString()).isEqualTo("57014");
    }

    @Test
    void transactions_are_isolated_as_the_role_or_the_function_is_set_to() {
        assertThat(client.body("/rpc/level")).isEqualTo("\"read committed\"");
        assertThat(client.body("/rpc/level_of_its_own")).isEqualTo("\"serializable\"");

        server.sql(
                "alter role anon set default_transaction_isolation = 'repeatable read'; notify pgrst, 'reload schema'");
        await(() -> client.body("/rpc/level").equals("\"repeatable read\""));
    }

    private static void set(String setting) {
        server.sql("alter role authenticator set " + setting + "; notify pgrst, 'reload config'");
    }

    /** Asks again until the server has heard of it. */
    private static void await(BooleanSupplier heard) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!heard.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the server hears of it in time").isLessThan(end);
        }
    }
}

package dev.deputy.local.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deputy.local.http.Json;
import dev.deputy.local.rest.SeeAs.Policy;
import dev.deputy.local.rest.SeeAs.Seen;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard's look at a table through somebody else's eyes. */
class SeeAsTest {

    private static final UUID ADA = UUID.fromString(RestServerRunning.ADA);
    private static final UUID BO = UUID.fromString(RestServerRunning.BO);

    private static RestServerRunning server;

    @BeforeAll
    static void start() {
        server = new RestServerRunning(RestSettings.standard());
        server.sql("""
                insert into auth.users (id, aud, role, email, raw_app_meta_data) values
                    ('%s', 'authenticated', 'authenticated', 'ada@example.com', '{"team": "red"}'),
                    ('%s', 'authenticated', 'authenticated', 'bo@example.com', '{}');
                create table public.diaries (id int primary key, owner uuid, team text, secret boolean default false);
                insert into public.diaries (id, owner, team, secret) values
                    (1, '%s', null, false), (2, '%s', 'red', false), (3, null, 'red', true), (4, null, null, false);
                alter table public.diaries enable row level security;
                create policy "own" on public.diaries for select to authenticated using (owner = (select auth.uid()));
                create policy "team" on public.diaries using (team = (auth.jwt() -> 'app_metadata' ->> 'team'));
                create policy "no secrets" on public.diaries as restrictive using (not secret);
                create policy "writing" on public.diaries for insert with check (true);
                create policy "for machines" on public.diaries for select to service_role using (true);
                """.formatted(ADA, BO, ADA, BO));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_person_sees_exactly_the_rows_that_the_data_api_would_give_them() throws Exception {
        assertThat(ids(ADA, "select=id&order=id")).isEqualTo("[{\"id\":1},{\"id\":2}]");
        assertThat(ids(ADA, "select=id&id=gt.1")).isEqualTo("[{\"id\":2}]");
        assertThat(ids(BO, "select=id")).isEqualTo("[{\"id\":2}]");
        assertThat(ids(null, "select=id")).isEqualTo("[]");
    }

    @Test
    void the_policies_that_count_are_told_with_how_many_rows_each_lets_through() throws Exception {
        Seen seen = server.seeAs().rows(ADA, "public", "diaries", "select=id&limit=1");

        assertThat(seen.rowSecurity()).isTrue();
        assertThat(seen.tableRows()).isEqualTo(4);
        assertThat(seen.total()).isEqualTo(2);
        assertThat(seen.policies()).extracting(Policy::name).containsExactly("no secrets", "own", "team");
        assertThat(seen.policies()).extracting(Policy::permissive).containsExactly(false, true, true);
        assertThat(seen.policies()).extracting(Policy::passes).containsExactly(3L, 1L, 2L);
        assertThat(seen.policies().get(1).using()).contains("auth.uid()");
    }

    @Test
    void looking_leaves_row_level_security_as_it_was() throws Exception {
        server.seeAs().rows(ADA, "public", "diaries", "");

        assertThat(ids(null, "select=id")).isEqualTo("[]");
    }

    @Test
    void a_refusal_is_told_as_the_data_api_tells_it() throws Exception {
        Seen wrongFilter = server.seeAs().rows(ADA, "public", "diaries", "id=nope.1");
        Seen noTable = server.seeAs().rows(ADA, "public", "dairies", "");
        Seen noSchema = server.seeAs().rows(ADA, "auth", "users", "");

        assertThat(wrongFilter.status()).isEqualTo(400);
        assertThat(noTable.body().path("code").asString()).isEqualTo("PGRST205");
        assertThat(noSchema.status()).isEqualTo(406);
    }

    @Test
    void nobody_can_be_looked_through_who_is_not_there() {
        assertThatThrownBy(() -> server.seeAs().rows(new UUID(0, 1), "public", "diaries", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String ids(@Nullable UUID user, String query) throws Exception {
        Seen seen = server.seeAs().rows(user, "public", "diaries", query);
        assertThat(seen.status()).isEqualTo(200);
        return Json.print(seen.body());
    }
}

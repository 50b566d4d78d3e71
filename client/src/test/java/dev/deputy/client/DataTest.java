package dev.deputy.client;

import static dev.deputy.client.Filter.and;
import static dev.deputy.client.Filter.eq;
import static dev.deputy.client.Filter.gt;
import static dev.deputy.client.Filter.isNull;
import static dev.deputy.client.Filter.like;
import static dev.deputy.client.Filter.or;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.deputy.client.DataException.Reason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** Every method of the data API, against a server that answers it. Subclasses say which. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DataTest {

    record Todo(
            @Nullable Long id,
            String title,
            boolean done,
            @Nullable Integer priority,
            @Nullable OffsetDateTime createdAt) {}

    record NewTodo(String title, int priority) {}

    record City(
            int id,
            String name,
            @Nullable Integer population,
            @Nullable List<String> tags) {}

    record Country(String name, List<City> cities) {}

    private Project project;
    private SupabaseClient client;
    private AdminSupabase admin;
    private Supabase asAda;
    private Supabase anybody;

    /** Leads requests to the server that is tried. */
    abstract Transport transport(Project project) throws Exception;

    @BeforeAll
    void start() throws Exception {
        project = new Project();
        client = SupabaseClient.builder(project.config)
                .transport(transport(project))
                .build();
        admin = client.bypassingRowLevelSecurity();
        asAda = client.as(project.ada);
        anybody = client.anonymously();
    }

    @AfterAll
    void stop() {
        project.close();
    }

    @BeforeEach
    void empty() {
        admin.from("todos").delete().gte("id", 0).execute();
        admin.from("things").delete().gte("id", 0).execute();
        admin.from("scores").delete().neq("player", "").execute();
    }

    private Select cities() {
        return anybody.from("cities").select("id,name,population,tags").order("id");
    }

    private static List<String> names(Rows<?> rows) {
        return rows.list(City.class).stream().map(City::name).toList();
    }

    @Test
    void rows_become_records_maps_and_nodes() {
        asAda.from("todos").insert(new NewTodo("write", 3)).execute();

        Select todos = asAda.from("todos").select();
        assertThat(todos.list(Todo.class)).singleElement().satisfies(todo -> {
            assertThat(todo.title()).isEqualTo("write");
            assertThat(todo.priority()).isEqualTo(3);
            assertThat(todo.createdAt()).isNotNull();
        });
        assertThat(todos.list()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("title", "write")
                .containsEntry("user_id", project.ada.subject()));
        assertThat(todos.list(JsonNode.class))
                .singleElement()
                .satisfies(row -> assertThat(row.path("priority").asInt()).isEqualTo(3));
        try (Stream<Todo> stream = todos.stream(Todo.class)) {
            assertThat(stream.map(Todo::title)).containsExactly("write");
        }
        try (Stream<Todo> stream = todos.streamAsync(Todo.class).join()) {
            assertThat(stream.map(Todo::title)).containsExactly("write");
        }
    }

    @Test
    void everybody_sees_their_own_rows_and_the_secret_key_sees_all() {
        asAda.from("todos").insert(new NewTodo("hers", 1)).execute();
        client.as(project.bo).from("todos").insert(new NewTodo("his", 1)).execute();

        assertThat(asAda.from("todos").select().list(Todo.class))
                .extracting(Todo::title)
                .containsExactly("hers");
        assertThat(anybody.from("todos").select().list()).isEmpty();
        assertThat(admin.from("todos").select().count()).isEqualTo(2);
    }

    @Test
    void columns_are_chosen_renamed_and_taken_out_of_json() {
        assertThat(anybody.from("cities")
                        .select("city : name, mayor: facts->mayor->>name")
                        .eq("id", 1)
                        .single())
                .isEqualTo(Map.of("city", "Paris", "mayor", "Anne"));
    }

    @Test
    void related_rows_are_embedded_and_have_filters_and_an_order_of_their_own() {
        List<Country> countries = anybody.from("countries")
                .select("name, cities(id, name, population, tags)")
                .embedded(
                        "cities",
                        cities -> cities.gt("population", 1).order("name").limit(1))
                .order("name")
                .list(Country.class);

        assertThat(countries).extracting(Country::name).containsExactly("France", "Italy", "Nowhere");
        assertThat(countries.get(0).cities()).extracting(City::name).containsExactly("Lyon");
        assertThat(anybody.from("countries")
                        .select("name,cities!inner(name)")
                        .eq("cities.name", "Rome")
                        .list())
                .extracting(row -> row.get("name"))
                .containsExactly("Italy");
    }

    @Test
    void filters_find_what_they_say() {
        assertThat(names(cities().eq("name", "Paris"))).containsExactly("Paris");
        assertThat(names(cities().neq("name", "Paris"))).containsExactly("Lyon", "Rome", "Atlantis");
        assertThat(names(cities().gt("population", 2100000))).containsExactly("Rome");
        assertThat(names(cities().gte("population", 2100000))).containsExactly("Paris", "Rome");
        assertThat(names(cities().lt("population", 2100000))).containsExactly("Lyon");
        assertThat(names(cities().lte("population", 2100000))).containsExactly("Paris", "Lyon");
        assertThat(names(cities().like("name", "%o%"))).containsExactly("Lyon", "Rome");
        assertThat(names(cities().ilike("name", "L%"))).containsExactly("Lyon");
        assertThat(names(cities().likeAllOf("name", List.of("%o%", "R%")))).containsExactly("Rome");
        assertThat(names(cities().likeAnyOf("name", List.of("P%", "R%")))).containsExactly("Paris", "Rome");
        assertThat(names(cities().ilikeAllOf("name", List.of("%O%", "r%")))).containsExactly("Rome");
        assertThat(names(cities().ilikeAnyOf("name", List.of("p%", "r%")))).containsExactly("Paris", "Rome");
        assertThat(names(cities().regexMatch("name", "^[PR]"))).containsExactly("Paris", "Rome");
        assertThat(names(cities().regexIMatch("name", "^[pr]"))).containsExactly("Paris", "Rome");
        assertThat(names(cities().is("population", null))).containsExactly("Atlantis");
        assertThat(names(cities().isNull("population"))).containsExactly("Atlantis");
        assertThat(names(cities().isNotNull("country_id"))).containsExactly("Paris", "Lyon", "Rome");
        assertThat(names(cities().isDistinct("country_id", 1))).containsExactly("Rome", "Atlantis");
        assertThat(names(cities().in("id", List.of(1, 3, 99)))).containsExactly("Paris", "Rome");
        assertThat(names(cities().in("id", List.of()))).isEmpty();
        assertThat(names(cities().notIn("id", List.of(1, 3)))).containsExactly("Lyon", "Atlantis");
        assertThat(names(cities().match(Map.of("country_id", 1, "name", "Lyon"))))
                .containsExactly("Lyon");
        assertThat(names(cities().filter("id", "not.in", List.of(1)).filter("id", "lt", 3)))
                .containsExactly("Lyon");
    }

    @Test
    void arrays_ranges_json_and_documents_have_filters_too() {
        assertThat(names(cities().contains("tags", List.of("capital")))).containsExactly("Paris", "Rome");
        assertThat(names(cities().contains("tags", List.of("river, wide")))).containsExactly("Paris");
        assertThat(names(cities().containedBy("tags", List.of("river", "old")))).containsExactly("Lyon");
        assertThat(names(cities().overlaps("tags", List.of("river", "old")))).containsExactly("Lyon", "Rome");
        assertThat(names(cities().contains("facts", Map.of("mayor", Map.of("name", "Anne")))))
                .containsExactly("Paris");
        assertThat(names(cities().eq("facts->mayor->>name", "Gregory"))).containsExactly("Lyon");
        assertThat(names(cities().contains("years", "[1950,1960)"))).containsExactly("Paris", "Rome");
        assertThat(names(cities().overlaps("years", "[1990,2005)"))).containsExactly("Paris", "Lyon", "Rome");
        assertThat(names(cities().rangeGt("years", "[1800,1900)"))).containsExactly("Paris", "Lyon");
        assertThat(names(cities().rangeGte("years", "[1900,1950)"))).containsExactly("Paris", "Lyon");
        assertThat(names(cities().rangeLt("years", "[2000,2005)"))).containsExactly("Paris");
        assertThat(names(cities().rangeLte("years", "[1900,2010)"))).containsExactly("Paris", "Lyon");
        assertThat(names(cities().rangeAdjacent("years", "[2000,2005)"))).containsExactly("Paris");
        assertThat(names(cities().textSearch("words", "light & lamps"))).containsExactly("Paris");
        assertThat(names(cities().textSearch("words", "rivers meet", TextSearch.PLAIN, "english")))
                .containsExactly("Lyon");
        assertThat(names(cities().textSearch("words", "seven hills", TextSearch.PHRASE)))
                .containsExactly("Rome");
        assertThat(names(cities().textSearch("words", "city -lamps or hills", TextSearch.WEBSEARCH, "english")))
                .containsExactly("Rome");
    }

    @Test
    void conditions_combine() {
        assertThat(names(cities().or(eq("name", "Paris"), and(gt("population", 600000), like("name", "R%")))))
                .containsExactly("Paris", "Rome");
        assertThat(names(cities().not(eq("country_id", 1)))).containsExactly("Rome");
        assertThat(names(cities().not(or(eq("id", 1), eq("id", 2))))).containsExactly("Rome", "Atlantis");
        assertThat(names(cities().or(isNull("population"), Filter.in("id", List.of(2)))))
                .containsExactly("Lyon", "Atlantis");
        assertThat(names(cities().or(Filter.contains("tags", List.of("river, wide")), eq("id", 4))))
                .containsExactly("Paris", "Atlantis");
        assertThat(names(cities().and(gt("id", 1), Filter.lt("id", 4)).param("id", "neq.2")))
                .containsExactly("Rome");
    }

    @Test
    void rows_come_in_order_and_in_pages() {
        Select cities = anybody.from("cities").select("id,name,population,tags");
        assertThat(names(cities.order("population", Order.DESC_NULLS_LAST)))
                .containsExactly("Rome", "Paris", "Lyon", "Atlantis");
        assertThat(names(cities.order("country_id", Order.ASC_NULLS_FIRST).order("name", Order.DESC)))
                .containsExactly("Atlantis", "Paris", "Lyon", "Rome");
        assertThat(names(cities().limit(2))).containsExactly("Paris", "Lyon");
        assertThat(names(cities().range(1, 2))).containsExactly("Lyon", "Rome");

        Page<City> page = cities().range(1, 2).page(City.class, Count.EXACT);
        assertThat(page.rows()).extracting(City::name).containsExactly("Lyon", "Rome");
        assertThat(page.total()).isEqualTo(4);
        assertThat(cities().gt("id", 1).count()).isEqualTo(3);
        assertThat(cities().count(Count.PLANNED)).isPositive();
        assertThat(cities().count(Count.ESTIMATED)).isPositive();
    }

    @Test
    void one_row_is_told_from_none_and_from_several() {
        assertThat(cities().eq("id", 1).single(City.class).name()).isEqualTo("Paris");
        assertThat(cities().eq("id", 1).maybeSingle(City.class)).map(City::name).contains("Paris");
        assertThat(cities().eq("id", 99).maybeSingle()).isEmpty();

        assertThatThrownBy(() -> cities().eq("id", 99).single(City.class))
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.NO_ROW);
                    assertThat(e.code()).contains("PGRST116");
                    assertThat(e.status()).isEqualTo(406);
                });
        assertThatThrownBy(() -> cities().single(City.class))
                .asInstanceOf(type(DataException.class))
                .extracting(DataException::reason)
                .isEqualTo(Reason.SEVERAL_ROWS);
        assertThatThrownBy(() -> cities().maybeSingle(City.class))
                .asInstanceOf(type(DataException.class))
                .extracting(DataException::reason)
                .isEqualTo(Reason.SEVERAL_ROWS);
    }

    @Test
    void csv_explanations_and_rows_without_nulls() {
        assertThat(anybody.from("cities")
                        .select("id,name")
                        .lte("id", 2)
                        .order("id")
                        .csv())
                .isEqualTo("id,name\n1,Paris\n2,Lyon");
        assertThat(cities().explain()).contains("cities").contains("cost=");
        assertThat(cities().explain(JsonNode.class, Explain.ANALYZE, Explain.VERBOSE)
                        .path(0)
                        .path("Plan")
                        .path("Actual Rows")
                        .asInt(-1))
                .isNotNegative();
        assertThatThrownBy(() -> cities().stripNulls().csv()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rows_are_added_one_and_several() {
        Todo added = asAda.from("todos").insert(new NewTodo("one", 1)).select().single(Todo.class);
        assertThat(added.id()).isPositive();
        assertThat(added.title()).isEqualTo("one");

        List<Map<String, Object>> returned = asAda.from("todos")
                .insert(List.of(Map.of("title", "two"), Map.of("title", "three", "done", true)))
                .missingAsDefault()
                .select("title,done")
                .list();
        assertThat(returned)
                .containsExactlyInAnyOrder(
                        Map.of("title", "three", "done", true), Map.of("title", "two", "done", false));
        assertThat(asAda.from("todos").insert(Map.of("title", "four")).execute(Count.EXACT))
                .isEqualTo(1);
        assertThat(asAda.from("todos").select().count()).isEqualTo(4);
    }

    @Test
    void rows_are_changed_deleted_and_put_in_place_of_others() {
        asAda.from("todos")
                .insert(List.of(new NewTodo("one", 1), new NewTodo("two", 2)))
                .execute();

        assertThat(asAda.from("todos")
                        .update(Map.of("done", true))
                        .eq("title", "one")
                        .select("title,done")
                        .single())
                .isEqualTo(Map.of("title", "one", "done", true));
        assertThat(asAda.from("todos").update(Map.of("priority", 9)).gt("id", 0).execute(Count.EXACT))
                .isEqualTo(2);
        assertThat(asAda.from("todos").delete().eq("done", true).select("title").list())
                .containsExactly(Map.of("title", "one"));
        assertThat(client.as(project.bo).from("todos").delete().gt("id", 0).execute(Count.EXACT))
                .isZero();

        Table scores = asAda.from("scores");
        scores.insert(Map.of("player", "ada", "game", "go", "points", 1)).execute();
        scores.upsert(Map.of("player", "ada", "game", "go", "points", 2)).execute();
        scores.upsert(List.of(
                        Map.of("player", "ada", "game", "go", "points", 3),
                        Map.of("player", "ada", "game", "chess", "points", 4)))
                .onConflict("player,game")
                .ignoringDuplicates()
                .execute();
        scores.upsert(List.of(Map.of("player", "bo", "game", "go"), Map.of("player", "cy", "game", "go", "points", 5)))
                .missingAsDefault()
                .execute();
        assertThat(scores.select("player,game,points")
                        .order("player")
                        .order("game")
                        .list())
                .extracting(row -> row.get("player") + " " + row.get("game") + " " + row.get("points"))
                .containsExactly("ada chess 4", "ada go 2", "bo go 7", "cy go 5");
    }

    @Test
    void what_is_rolled_back_has_not_happened() {
        asAda.from("todos").insert(new NewTodo("never", 1)).rollback().execute();
        assertThat(asAda.from("todos").select().count()).isZero();
    }

    @Test
    void functions_are_called() {
        assertThat(anybody.rpc("double", Map.of("n", 21)).value(Integer.class)).contains(42);
        assertThat(anybody.rpc("double", Map.of("n", 21)).get().value(Integer.class))
                .contains(42);
        assertThat(anybody.rpc("echo_list", Map.of("list", List.of("a,b", "{}", "NULL")))
                        .get()
                        .list(String.class))
                .containsExactly("a,b", "{}", "NULL");
        assertThat(anybody.rpc("mayor", Map.of("city", Map.of("name", "Anne")))
                        .get()
                        .value(String.class))
                .contains("Anne");
        assertThat(anybody.rpc("nothing").value(Object.class)).isEqualTo(Optional.empty());
        anybody.rpc("nothing").execute();
        Call big = anybody.rpc("big_cities", Map.of("at_least", 1000000));
        assertThat(names(big.order("name").select("id,name,population,tags"))).containsExactly("Paris", "Rome");
        assertThat(names(big.get().eq("name", "Rome"))).containsExactly("Rome");
        assertThat(big.count(Count.EXACT)).isEqualTo(2);
        assertThat(big.get().get().count(Count.EXACT)).isEqualTo(2);
        assertThat(big.page(City.class, Count.EXACT).total()).isEqualTo(2);
        assertThatThrownBy(() -> anybody.rpc("unknown").execute())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> assertThat(e.code()).contains("PGRST202"));
    }

    @Test
    void schemas_are_chosen() {
        assertThat(anybody.schema("archive").from("old_cities").select("name").list())
                .containsExactly(Map.of("name", "Carthage"));
        assertThatThrownBy(() -> anybody.from("old_cities").select().list()).isInstanceOf(DataException.class);
        SupabaseClient archive = SupabaseClient.builder(project.config)
                .transport(request -> {
                    assertThat(request.headers().firstValue("Accept-Profile")).contains("archive");
                    throw new java.net.ConnectException();
                })
                .retries(0)
                .schema("archive")
                .build();
        assertThatThrownBy(
                        () -> archive.anonymously().from("old_cities").select().list())
                .asInstanceOf(type(DataException.class))
                .extracting(DataException::reason)
                .isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void denials_say_why() {
        assertThatThrownBy(() -> asAda.from("locked").insert(Map.of("id", 1)).execute())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.DENIED);
                    assertThat(e.isRowLevelSecurity()).isTrue();
                    assertThat(e.code()).contains("42501");
                    assertThat(e.status()).isEqualTo(403);
                });
        assertThatThrownBy(() -> asAda.from("vault").select().list())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.DENIED);
                    assertThat(e.isRowLevelSecurity()).isFalse();
                });
        assertThatThrownBy(() -> admin.from("countries")
                        .insert(Map.of("id", 1, "name", "again"))
                        .execute())
                .asInstanceOf(type(DataException.class))
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                    assertThat(e.details())
                            .hasValueSatisfying(details -> assertThat(details).contains("already exists"));
                    assertThat(e.getMessage()).startsWith("data API (23505): duplicate key");
                });
        assertThatThrownBy(() -> asAda.from("nowhere").select().list())
                .asInstanceOf(type(DataException.class))
                .extracting(SupabaseException::status)
                .isEqualTo(404);
    }

    @Test
    void java_values_are_what_postgres_takes_them_for() {
        asAda.from("todos").insert(Map.of("title", "now")).execute();
        assertThat(asAda.from("todos")
                        .select()
                        .eq("user_id", UUID.fromString(project.ada.subject()))
                        .lt("created_at", Instant.now().plusSeconds(60))
                        .gt(
                                "created_at",
                                OffsetDateTime.now(java.time.ZoneOffset.ofHours(2))
                                        .minusHours(1))
                        .eq("done", false)
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() ->
                        asAda.from("todos").select().eq("title", nothing()).list())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("isNull");
    }

    @SuppressWarnings("NullAway") // what people do who do not run it
    private static Object nothing() {
        return null;
    }

    @Test
    void values_stay_values_whatever_they_hold() {
        new Encoding(admin).verify();
    }
}

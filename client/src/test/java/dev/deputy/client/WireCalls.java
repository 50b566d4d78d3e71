package dev.deputy.client;

import dev.deputy.Caller;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The same calls twice: for supabase-js, and for this client. */
final class WireCalls {

    private static final UUID UID = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final @Nullable Object NULL = null;

    /** Whom calls are made with. */
    record Clients(SupabaseClient client, Supabase asCaller, AdminSupabase admin, Caller caller) {}

    /**
     * A call.
     *
     * @param code in JavaScript
     * @param reason why ours is another request, as docs/client.md has it; null where it is the same
     * @param part what ours has in it then
     */
    record Call(
            String code,
            Consumer<Clients> java,
            @Nullable String reason,
            @Nullable String part) {}

    private WireCalls() {}

    static List<Call> all() {
        List<Call> calls = new ArrayList<>();
        reads(calls);
        filters(calls);
        modifiers(calls);
        writes(calls);
        functions(calls);
        files(calls);
        users(calls);
        return calls;
    }

    private static void reads(List<Call> calls) {
        calls.add(call(
                "supabase.from('todos').select()",
                s -> s.asCaller().from("todos").select().list()));
        calls.add(call(
                "supabase.from('todos').select('*')",
                s -> s.asCaller().from("todos").select("*").list()));
        calls.add(call(
                "supabase.from('todos').select('id,title')",
                s -> s.asCaller().from("todos").select("id,title").list()));
        calls.add(call(
                "supabase.from('todos').select(' id , title ')",
                s -> s.asCaller().from("todos").select(" id , title ").list()));
        calls.add(call(
                "supabase.from('todos').select('name:title, \"a b\"')",
                s -> s.asCaller().from("todos").select("name:title, \"a b\"").list()));
        calls.add(call("supabase.from('todos').select('data->>colour,data->a->>b')", s -> s.asCaller()
                .from("todos")
                .select("data->>colour,data->a->>b")
                .list()));
        calls.add(call("supabase.from('todos').select('title, comments(body, author:users(name))')", s -> s.asCaller()
                .from("todos")
                .select("title, comments(body, author:users(name))")
                .list()));
        calls.add(call("supabase.from('todos').select('title, comments!inner(body)')", s -> s.asCaller()
                .from("todos")
                .select("title, comments!inner(body)")
                .list()));
        calls.add(call(
                "supabase.from('todos').select('amount.sum(), id::text')",
                s -> s.asCaller().from("todos").select("amount.sum(), id::text").list()));
        calls.add(call(
                "supabase.from('todos').select('...list(name)')",
                s -> s.asCaller().from("todos").select("...list(name)").list()));
        calls.add(call(
                "supabase.from('todos').select('größe,名前')",
                s -> s.asCaller().from("todos").select("größe,名前").list()));
        calls.add(call(
                "supabase.from('t').select('*', { count: 'exact', head: true })",
                s -> s.asCaller().from("t").select("*").count(Count.EXACT)));
        calls.add(call(
                "supabase.from('t').select('id', { count: 'exact' })",
                s -> s.asCaller().from("t").select("id").page(Map.class, Count.EXACT)));
        calls.add(call(
                "supabase.from('t').select('*', { count: 'planned', head: true })",
                s -> s.asCaller().from("t").select("*").count(Count.PLANNED)));
        calls.add(call(
                "supabase.from('t').select('id', { count: 'planned' })",
                s -> s.asCaller().from("t").select("id").page(Map.class, Count.PLANNED)));
        calls.add(call(
                "supabase.from('t').select('*', { count: 'estimated', head: true })",
                s -> s.asCaller().from("t").select("*").count(Count.ESTIMATED)));
        calls.add(call(
                "supabase.from('t').select('id', { count: 'estimated' })",
                s -> s.asCaller().from("t").select("id").page(Map.class, Count.ESTIMATED)));
        calls.add(call(
                "supabase.from('t').select('*', { count: 'exact', head: true }).eq('a', 1)",
                s -> s.asCaller().from("t").select().eq("a", 1).count()));
    }

    private static void filters(List<Call> calls) {
        calls.add(call(
                "supabase.from('t').select().eq('a', 1)",
                s -> s.asCaller().from("t").select().eq("a", 1).list()));
        calls.add(call(
                "supabase.from('t').select().neq('a', 1)",
                s -> s.asCaller().from("t").select().neq("a", 1).list()));
        calls.add(call(
                "supabase.from('t').select().gt('a', 1)",
                s -> s.asCaller().from("t").select().gt("a", 1).list()));
        calls.add(call(
                "supabase.from('t').select().gte('a', 1)",
                s -> s.asCaller().from("t").select().gte("a", 1).list()));
        calls.add(call(
                "supabase.from('t').select().lt('a', 1)",
                s -> s.asCaller().from("t").select().lt("a", 1).list()));
        calls.add(call(
                "supabase.from('t').select().lte('a', 1)",
                s -> s.asCaller().from("t").select().lte("a", 1).list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', 'text')",
                s -> s.asCaller().from("t").select().eq("a", "text").list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', true)",
                s -> s.asCaller().from("t").select().eq("a", true).list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', 1.5)",
                s -> s.asCaller().from("t").select().eq("a", 1.5).list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', 'a b+c&d=e')",
                s -> s.asCaller().from("t").select().eq("a", "a b+c&d=e").list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', 'a,b.(c)')",
                s -> s.asCaller().from("t").select().eq("a", "a,b.(c)").list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', 'ä漢😀')",
                s -> s.asCaller().from("t").select().eq("a", "ä漢😀").list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', '\"x\"')",
                s -> s.asCaller().from("t").select().eq("a", "\"x\"").list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', '')",
                s -> s.asCaller().from("t").select().eq("a", "").list()));
        calls.add(call("supabase.from('t').select().eq('a', '2026-01-01T00:00:00Z')", s -> s.asCaller()
                .from("t")
                .select()
                .eq("a", Instant.parse("2026-01-01T00:00:00Z"))
                .list()));
        calls.add(call("supabase.from('t').select().eq('a', '11111111-1111-4111-8111-111111111111')", s -> s.asCaller()
                .from("t")
                .select()
                .eq("a", UUID.fromString("11111111-1111-4111-8111-111111111111"))
                .list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', '%_*')",
                s -> s.asCaller().from("t").select().eq("a", "%_*").list()));
        calls.add(call(
                "supabase.from('t').select().eq('a', 'null')",
                s -> s.asCaller().from("t").select().eq("a", "null").list()));
        calls.add(call(
                "supabase.from('t').select().eq('data->>k', 'v')",
                s -> s.asCaller().from("t").select().eq("data->>k", "v").list()));
        calls.add(call(
                "supabase.from('t').select().eq('list.name', 'v')",
                s -> s.asCaller().from("t").select().eq("list.name", "v").list()));
        calls.add(call(
                "supabase.from('t').select().like('a', '%x_%')",
                s -> s.asCaller().from("t").select().like("a", "%x_%").list()));
        calls.add(call(
                "supabase.from('t').select().ilike('a', '%x_%')",
                s -> s.asCaller().from("t").select().ilike("a", "%x_%").list()));
        calls.add(call(
                "supabase.from('t').select().regexMatch('a', '%x_%')",
                s -> s.asCaller().from("t").select().regexMatch("a", "%x_%").list()));
        calls.add(call(
                "supabase.from('t').select().regexIMatch('a', '%x_%')",
                s -> s.asCaller().from("t").select().regexIMatch("a", "%x_%").list()));
        calls.add(call(
                "supabase.from('t').select().likeAllOf('a', ['%x%', 'y%'])",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .likeAllOf("a", List.of("%x%", "y%"))
                        .list()));
        calls.add(call(
                "supabase.from('t').select().likeAnyOf('a', ['%x%', 'y%'])",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .likeAnyOf("a", List.of("%x%", "y%"))
                        .list()));
        calls.add(call(
                "supabase.from('t').select().ilikeAllOf('a', ['%x%', 'y%'])",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .ilikeAllOf("a", List.of("%x%", "y%"))
                        .list()));
        calls.add(call(
                "supabase.from('t').select().ilikeAnyOf('a', ['%x%', 'y%'])",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .ilikeAnyOf("a", List.of("%x%", "y%"))
                        .list()));
        calls.add(call(
                "supabase.from('t').select().is('a', null)",
                s -> s.asCaller().from("t").select().is("a", null).list()));
        calls.add(call(
                "supabase.from('t').select().is('a', true)",
                s -> s.asCaller().from("t").select().is("a", true).list()));
        calls.add(call(
                "supabase.from('t').select().is('a', false)",
                s -> s.asCaller().from("t").select().is("a", false).list()));
        calls.add(call(
                "supabase.from('t').select().not('a', 'is', null)",
                s -> s.asCaller().from("t").select().isNotNull("a").list()));
        calls.add(call(
                "supabase.from('t').select().isDistinct('a', 1)",
                s -> s.asCaller().from("t").select().isDistinct("a", 1).list()));
        calls.add(call(
                "supabase.from('t').select().in('a', [1, 2, 3])",
                s -> s.asCaller().from("t").select().in("a", List.of(1, 2, 3)).list()));
        calls.add(call(
                "supabase.from('t').select().in('a', [1, 2, 2])",
                s -> s.asCaller().from("t").select().in("a", List.of(1, 2, 2)).list()));
        calls.add(call("supabase.from('t').select().in('a', ['x', 'y z'])", s -> s.asCaller()
                .from("t")
                .select()
                .in("a", List.of("x", "y z"))
                .list()));
        calls.add(call("supabase.from('t').select().in('a', ['x,y', '(z)'])", s -> s.asCaller()
                .from("t")
                .select()
                .in("a", List.of("x,y", "(z)"))
                .list()));
        calls.add(call(
                "supabase.from('t').select().in('a', [])",
                s -> s.asCaller().from("t").select().in("a", List.of()).list()));
        calls.add(call(
                "supabase.from('t').select().in('a', ['say \"a\"', 'x'])",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .in("a", List.of("say \"a\"", "x"))
                        .list(),
                "Values with quotes, backslashes or braces, and empty ones, are quoted",
                "in.%28%22say+%5C%22a%5C%22%22%2Cx%29"));
        calls.add(call(
                "supabase.from('t').select().in('a', [''])",
                s -> s.asCaller().from("t").select().in("a", List.of("")).list(),
                "Values with quotes, backslashes or braces, and empty ones, are quoted",
                "in.%28%22%22%2C%22%22%29"));
        calls.add(call(
                "supabase.from('t').select().notIn('a', [1, 2])",
                s -> s.asCaller().from("t").select().notIn("a", List.of(1, 2)).list()));
        calls.add(call("supabase.from('t').select().contains('a', ['x', 'y'])", s -> s.asCaller()
                .from("t")
                .select()
                .contains("a", List.of("x", "y"))
                .list()));
        calls.add(call("supabase.from('t').select().contains('a', { k: 'v' })", s -> s.asCaller()
                .from("t")
                .select()
                .contains("a", Map.of("k", "v"))
                .list()));
        calls.add(call(
                "supabase.from('t').select().contains('a', '[1,2)')",
                s -> s.asCaller().from("t").select().contains("a", "[1,2)").list()));
        calls.add(call(
                "supabase.from('t').select().contains('a', ['x,y'])",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .contains("a", List.of("x,y"))
                        .list(),
                "Elements of arrays with commas, braces or quotes are quoted",
                "cs.%7B%22x%2Cy%22%7D"));
        calls.add(call("supabase.from('t').select().containedBy('a', ['x', 'y'])", s -> s.asCaller()
                .from("t")
                .select()
                .containedBy("a", List.of("x", "y"))
                .list()));
        calls.add(call("supabase.from('t').select().containedBy('a', { k: [1, 2] })", s -> s.asCaller()
                .from("t")
                .select()
                .containedBy("a", Map.of("k", List.of(1, 2)))
                .list()));
        calls.add(call(
                "supabase.from('t').select().containedBy('a', '[1,2)')",
                s -> s.asCaller().from("t").select().containedBy("a", "[1,2)").list()));
        calls.add(call("supabase.from('t').select().overlaps('a', ['x', 'y'])", s -> s.asCaller()
                .from("t")
                .select()
                .overlaps("a", List.of("x", "y"))
                .list()));
        calls.add(call("supabase.from('t').select().overlaps('a', [1, 2])", s -> s.asCaller()
                .from("t")
                .select()
                .overlaps("a", List.of(1, 2))
                .list()));
        calls.add(call(
                "supabase.from('t').select().overlaps('a', '[1,2)')",
                s -> s.asCaller().from("t").select().overlaps("a", "[1,2)").list()));
        calls.add(call(
                "supabase.from('t').select().rangeGt('a', '[1,5)')",
                s -> s.asCaller().from("t").select().rangeGt("a", "[1,5)").list()));
        calls.add(call(
                "supabase.from('t').select().rangeGte('a', '[1,5)')",
                s -> s.asCaller().from("t").select().rangeGte("a", "[1,5)").list()));
        calls.add(call(
                "supabase.from('t').select().rangeLt('a', '[1,5)')",
                s -> s.asCaller().from("t").select().rangeLt("a", "[1,5)").list()));
        calls.add(call(
                "supabase.from('t').select().rangeLte('a', '[1,5)')",
                s -> s.asCaller().from("t").select().rangeLte("a", "[1,5)").list()));
        calls.add(call(
                "supabase.from('t').select().rangeAdjacent('a', '[1,5)')",
                s -> s.asCaller().from("t").select().rangeAdjacent("a", "[1,5)").list()));
        calls.add(call(
                "supabase.from('t').select().textSearch('a', 'x & y')",
                s -> s.asCaller().from("t").select().textSearch("a", "x & y").list()));
        calls.add(call("supabase.from('t').select().textSearch('a', 'x y', { type: 'plain' })", s -> s.asCaller()
                .from("t")
                .select()
                .textSearch("a", "x y", TextSearch.PLAIN)
                .list()));
        calls.add(call(
                "supabase.from('t').select().textSearch('a', 'x y', { type: 'plain', config: 'english' })",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .textSearch("a", "x y", TextSearch.PLAIN, "english")
                        .list()));
        calls.add(call("supabase.from('t').select().textSearch('a', 'x y', { type: 'phrase' })", s -> s.asCaller()
                .from("t")
                .select()
                .textSearch("a", "x y", TextSearch.PHRASE)
                .list()));
        calls.add(call(
                "supabase.from('t').select().textSearch('a', 'x y', { type: 'phrase', config: 'english' })",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .textSearch("a", "x y", TextSearch.PHRASE, "english")
                        .list()));
        calls.add(call("supabase.from('t').select().textSearch('a', 'x y', { type: 'websearch' })", s -> s.asCaller()
                .from("t")
                .select()
                .textSearch("a", "x y", TextSearch.WEBSEARCH)
                .list()));
        calls.add(call(
                "supabase.from('t').select().textSearch('a', 'x y', { type: 'websearch', config: 'english' })",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .textSearch("a", "x y", TextSearch.WEBSEARCH, "english")
                        .list()));
        calls.add(call("supabase.from('t').select().textSearch('a', 'x', { config: 'german' })", s -> s.asCaller()
                .from("t")
                .select()
                .textSearch("a", "x", TextSearch.QUERY, "german")
                .list()));
        calls.add(call("supabase.from('t').select().match({ a: 1, b: 'x' })", s -> s.asCaller()
                .from("t")
                .select()
                .match(ordered("a", 1, "b", "x"))
                .list()));
        calls.add(call(
                "supabase.from('t').select().not('a', 'eq', 1)",
                s -> s.asCaller().from("t").select().not(Filter.eq("a", 1)).list()));
        calls.add(call("supabase.from('t').select().not('a', 'in', '(1,2)')", s -> s.asCaller()
                .from("t")
                .select()
                .not(Filter.in("a", List.of(1, 2)))
                .list()));
        calls.add(call(
                "supabase.from('t').select().not('a', 'like', 'x%')",
                s -> s.asCaller().from("t").select().not(Filter.like("a", "x%")).list()));
        calls.add(call("supabase.from('t').select().or('a.eq.1,b.eq.x')", s -> s.asCaller()
                .from("t")
                .select()
                .or(Filter.eq("a", 1), Filter.eq("b", "x"))
                .list()));
        calls.add(call("supabase.from('t').select().or('a.gt.1,and(b.lt.2,c.is.null)')", s -> s.asCaller()
                .from("t")
                .select()
                .or(Filter.gt("a", 1), Filter.and(Filter.lt("b", 2), Filter.isNull("c")))
                .list()));
        calls.add(call("supabase.from('t').select().or('a.in.(1,2),b.not.eq.3')", s -> s.asCaller()
                .from("t")
                .select()
                .or(Filter.in("a", List.of(1, 2)), Filter.not(Filter.eq("b", 3)))
                .list()));
        calls.add(call("supabase.from('t').select().or('tags.cs.{x,y},a.eq.1')", s -> s.asCaller()
                .from("t")
                .select()
                .or(Filter.contains("tags", List.of("x", "y")), Filter.eq("a", 1))
                .list()));
        calls.add(call("supabase.from('t').select().or('a.eq.\"x,y\",b.eq.2')", s -> s.asCaller()
                .from("t")
                .select()
                .or(Filter.eq("a", "x,y"), Filter.eq("b", 2))
                .list()));
        calls.add(call("supabase.from('t').select().or('not.and(a.eq.1,b.eq.2),c.neq.3')", s -> s.asCaller()
                .from("t")
                .select()
                .or(Filter.not(Filter.and(Filter.eq("a", 1), Filter.eq("b", 2))), Filter.neq("c", 3))
                .list()));
        calls.add(call("supabase.from('t').select().or('a.eq.1,b.eq.2', { referencedTable: 'list' })", s -> s.asCaller()
                .from("t")
                .select()
                .embedded("list", list -> list.or(Filter.eq("a", 1), Filter.eq("b", 2)))
                .list()));
        calls.add(call(
                "supabase.from('t').select().filter('a', 'eq', 'x')",
                s -> s.asCaller().from("t").select().filter("a", "eq", "x").list()));
        calls.add(call("supabase.from('t').select().filter('a', 'fts(english)', 'x')", s -> s.asCaller()
                .from("t")
                .select()
                .filter("a", "fts(english)", "x")
                .list()));
        calls.add(call(
                "supabase.from('t').select().filter('a', 'not.eq', 1)",
                s -> s.asCaller().from("t").select().filter("a", "not.eq", 1).list()));
        calls.add(call(
                "supabase.from('t').select().eq('limit', 5)",
                s -> s.asCaller().from("t").select().eq("limit", 5).list(),
                "A column named like a parameter is asked for inside of a group",
                "and=%28limit.eq.5%29"));
        calls.add(call("supabase.from('t').select().eq('a', 1).gt('a', 0).neq('b', 2)", s -> s.asCaller()
                .from("t")
                .select()
                .eq("a", 1)
                .gt("a", 0)
                .neq("b", 2)
                .list()));
    }

    private static void modifiers(List<Call> calls) {
        calls.add(call(
                "supabase.from('t').select().order('a')",
                s -> s.asCaller().from("t").select().order("a").list()));
        calls.add(call(
                "supabase.from('t').select().order('a', { ascending: false })",
                s -> s.asCaller().from("t").select().order("a", Order.DESC).list()));
        calls.add(call("supabase.from('t').select().order('a', { nullsFirst: true })", s -> s.asCaller()
                .from("t")
                .select()
                .order("a", Order.ASC_NULLS_FIRST)
                .list()));
        calls.add(call("supabase.from('t').select().order('a', { nullsFirst: false })", s -> s.asCaller()
                .from("t")
                .select()
                .order("a", Order.ASC_NULLS_LAST)
                .list()));
        calls.add(
                call("supabase.from('t').select().order('a', { ascending: false, nullsFirst: true })", s -> s.asCaller()
                        .from("t")
                        .select()
                        .order("a", Order.DESC_NULLS_FIRST)
                        .list()));
        calls.add(call(
                "supabase.from('t').select().order('a', { ascending: false, nullsFirst: false })", s -> s.asCaller()
                        .from("t")
                        .select()
                        .order("a", Order.DESC_NULLS_LAST)
                        .list()));
        calls.add(call("supabase.from('t').select().order('a').order('b', { ascending: false })", s -> s.asCaller()
                .from("t")
                .select()
                .order("a")
                .order("b", Order.DESC)
                .list()));
        calls.add(call(
                "supabase.from('t').select().order('data->k')",
                s -> s.asCaller().from("t").select().order("data->k").list()));
        calls.add(call(
                "supabase.from('t').select().order('list(name)')",
                s -> s.asCaller().from("t").select().order("list(name)").list()));
        calls.add(call("supabase.from('t').select().order('a', { referencedTable: 'list' })", s -> s.asCaller()
                .from("t")
                .select()
                .embedded("list", list -> list.order("a"))
                .list()));
        calls.add(call(
                "supabase.from('t').select().limit(3)",
                s -> s.asCaller().from("t").select().limit(3).list()));
        calls.add(call(
                "supabase.from('t').select().limit(3).limit(5)",
                s -> s.asCaller().from("t").select().limit(3).limit(5).list()));
        calls.add(call("supabase.from('t').select().limit(3, { referencedTable: 'list' })", s -> s.asCaller()
                .from("t")
                .select()
                .embedded("list", list -> list.limit(3))
                .list()));
        calls.add(call(
                "supabase.from('t').select().range(10, 19)",
                s -> s.asCaller().from("t").select().range(10, 19).list()));
        calls.add(call("supabase.from('t').select().range(0, 4, { referencedTable: 'list' })", s -> s.asCaller()
                .from("t")
                .select()
                .embedded("list", list -> list.range(0, 4))
                .list()));
        calls.add(call(
                "supabase.from('t').select().order('a').limit(1)",
                s -> s.asCaller().from("t").select().order("a").limit(1).list()));
        calls.add(call(
                "supabase.from('t').select().stripNulls()",
                s -> s.asCaller().from("t").select().stripNulls().list()));
        calls.add(call(
                "supabase.from('t').select().rollback()",
                s -> s.asCaller().from("t").select().rollback().list()));
        calls.add(call(
                "supabase.from('t').select().setHeader('x-tea', 'green')",
                s -> s.asCaller().from("t").select().header("x-tea", "green").list()));
        calls.add(call(
                "supabase.from('t').select().single()",
                s -> s.asCaller().from("t").select().single()));
        calls.add(call(
                "supabase.from('t').select().eq('id', 1).single()",
                s -> s.asCaller().from("t").select().eq("id", 1).single()));
        calls.add(call(
                "supabase.from('t').select().maybeSingle()",
                s -> s.asCaller().from("t").select().maybeSingle()));
        calls.add(call(
                "supabase.from('t').select().stripNulls().single()",
                s -> s.asCaller().from("t").select().stripNulls().single()));
        calls.add(call(
                "supabase.from('t').select().csv()",
                s -> s.asCaller().from("t").select().csv()));
        calls.add(call(
                "supabase.from('t').select().geojson()",
                s -> s.asCaller().from("t").select().geojson(Map.class)));
        calls.add(call(
                "supabase.from('t').select().explain()",
                s -> s.asCaller().from("t").select().explain()));
        calls.add(call(
                "supabase.from('t').select().explain({ analyze: true, verbose: true })",
                s -> s.asCaller().from("t").select().explain(Explain.ANALYZE, Explain.VERBOSE)));
        calls.add(call(
                "supabase.from('t').select().explain({ format: 'json', settings: true, buffers: true, wal: true })",
                s -> s.asCaller()
                        .from("t")
                        .select()
                        .explain(Map.class, Explain.SETTINGS, Explain.BUFFERS, Explain.WAL)));
    }

    private static void writes(List<Call> calls) {
        calls.add(call(
                "supabase.from('t').insert({ a: 1, b: 'x' })",
                s -> s.asCaller().from("t").insert(ordered("a", 1, "b", "x")).execute()));
        calls.add(call("supabase.from('t').insert([{ a: 1, b: 'x' }, { a: 2, c: null }])", s -> s.asCaller()
                .from("t")
                .insert(List.of(ordered("a", 1, "b", "x"), ordered("a", 2, "c", NULL)))
                .execute()));
        calls.add(call(
                "supabase.from('t').insert([])",
                s -> s.asCaller().from("t").insert(List.of()).execute()));
        calls.add(call(
                "supabase.from('t').insert({ a: 1, b: 'x' }, { count: 'exact' })",
                s -> s.asCaller().from("t").insert(ordered("a", 1, "b", "x")).execute(Count.EXACT)));
        calls.add(call("supabase.from('t').insert([{ a: 1, b: 'x' }], { defaultToNull: false })", s -> s.asCaller()
                .from("t")
                .insert(List.of(ordered("a", 1, "b", "x")))
                .missingAsDefault()
                .execute()));
        calls.add(call("supabase.from('t').insert({ a: 1, b: 'x' }).select()", s -> s.asCaller()
                .from("t")
                .insert(ordered("a", 1, "b", "x"))
                .select()
                .list()));
        calls.add(call("supabase.from('t').insert({ a: 1, b: 'x' }).select('a, b').single()", s -> s.asCaller()
                .from("t")
                .insert(ordered("a", 1, "b", "x"))
                .select("a, b")
                .single()));
        calls.add(
                call("supabase.from('t').insert([{ a: 1, b: 'x' }]).select('a').order('a').limit(1)", s -> s.asCaller()
                        .from("t")
                        .insert(List.of(ordered("a", 1, "b", "x")))
                        .select("a")
                        .order("a")
                        .limit(1)
                        .list()));
        calls.add(call("supabase.from('t').insert({ a: 1, b: 'x' }).rollback()", s -> s.asCaller()
                .from("t")
                .insert(ordered("a", 1, "b", "x"))
                .rollback()
                .execute()));
        calls.add(call("supabase.from('t').insert({ text: 'ä\"\\\\n', deep: { list: [1, null] } })", s -> s.asCaller()
                .from("t")
                .insert(ordered("text", "ä\"\\n", "deep", Map.of("list", Arrays.asList(1, null))))
                .execute()));
        calls.add(call(
                "supabase.from('t').upsert({ a: 1, b: 'x' })",
                s -> s.asCaller().from("t").upsert(ordered("a", 1, "b", "x")).execute()));
        calls.add(call("supabase.from('t').upsert([{ a: 1, b: 'x' }], { onConflict: 'a,b' })", s -> s.asCaller()
                .from("t")
                .upsert(List.of(ordered("a", 1, "b", "x")))
                .onConflict("a,b")
                .execute()));
        calls.add(call("supabase.from('t').upsert({ a: 1, b: 'x' }, { ignoreDuplicates: true })", s -> s.asCaller()
                .from("t")
                .upsert(ordered("a", 1, "b", "x"))
                .ignoringDuplicates()
                .execute()));
        calls.add(call(
                "supabase.from('t').upsert({ a: 1, b: 'x' }, { onConflict: 'a', count: 'exact', defaultToNull: false }).select()",
                s -> s.asCaller()
                        .from("t")
                        .upsert(ordered("a", 1, "b", "x"))
                        .onConflict("a")
                        .missingAsDefault()
                        .select()
                        .page(Map.class, Count.EXACT)));
        calls.add(call("supabase.from('t').update({ a: 1, b: 'x' }).eq('id', 1)", s -> s.asCaller()
                .from("t")
                .update(ordered("a", 1, "b", "x"))
                .eq("id", 1)
                .execute()));
        calls.add(call("supabase.from('t').update({ a: 1, b: 'x' }, { count: 'exact' }).eq('id', 1)", s -> s.asCaller()
                .from("t")
                .update(ordered("a", 1, "b", "x"))
                .eq("id", 1)
                .execute(Count.EXACT)));
        calls.add(call("supabase.from('t').update({ a: 1, b: 'x' }).eq('id', 1).select()", s -> s.asCaller()
                .from("t")
                .update(ordered("a", 1, "b", "x"))
                .eq("id", 1)
                .select()
                .list()));
        calls.add(call("supabase.from('t').update({ a: 1, b: 'x' }).eq('id', 1).select('a').single()", s -> s.asCaller()
                .from("t")
                .update(ordered("a", 1, "b", "x"))
                .eq("id", 1)
                .select("a")
                .single()));
        calls.add(call("supabase.from('t').update({ a: 1, b: 'x' }).in('id', [1, 2]).maxAffected(2)", s -> s.asCaller()
                .from("t")
                .update(ordered("a", 1, "b", "x"))
                .in("id", List.of(1, 2))
                .maxAffected(2)
                .execute()));
        calls.add(call(
                "supabase.from('t').delete().eq('id', 1)",
                s -> s.asCaller().from("t").delete().eq("id", 1).execute()));
        calls.add(call(
                "supabase.from('t').delete({ count: 'estimated' }).lt('id', 9)",
                s -> s.asCaller().from("t").delete().lt("id", 9).execute(Count.ESTIMATED)));
        calls.add(call(
                "supabase.from('t').delete().eq('id', 1).select('id')",
                s -> s.asCaller().from("t").delete().eq("id", 1).select("id").list()));
        calls.add(call("supabase.from('t').delete().gt('id', 0).maxAffected(10).select()", s -> s.asCaller()
                .from("t")
                .delete()
                .gt("id", 0)
                .maxAffected(10)
                .select()
                .list()));
        calls.add(call("supabase.from('t').delete().or('a.eq.1,b.eq.2')", s -> s.asCaller()
                .from("t")
                .delete()
                .or(Filter.eq("a", 1), Filter.eq("b", 2))
                .execute()));
    }

    private static void functions(List<Call> calls) {
        calls.add(call("supabase.rpc('f')", s -> s.asCaller().rpc("f").execute()));
        calls.add(call(
                "supabase.rpc('f', { a: 1, b: 'x' })",
                s -> s.asCaller().rpc("f", ordered("a", 1, "b", "x")).value(Map.class)));
        calls.add(call("supabase.rpc('f', { a: [1, 2], o: { k: 'v' } })", s -> s.asCaller()
                .rpc("f", ordered("a", List.of(1, 2), "o", Map.of("k", "v")))
                .execute()));
        calls.add(call(
                "supabase.rpc('f', { a: 1, b: 'x y' }, { get: true })",
                s -> s.asCaller().rpc("f", ordered("a", 1, "b", "x y")).get().list()));
        calls.add(call(
                "supabase.rpc('f', { a: [1, 2] }, { get: true })",
                s -> s.asCaller().rpc("f", Map.of("a", List.of(1, 2))).get().list()));
        calls.add(call(
                "supabase.rpc('f', { a: ['x,y'] }, { get: true })",
                s -> s.asCaller().rpc("f", Map.of("a", List.of("x,y"))).get().list(),
                "Elements of arrays with commas, braces or quotes are quoted",
                "?a=%7B%22x%2Cy%22%7D"));
        calls.add(call(
                "supabase.rpc('f', { a: 'eq.x' }, { get: true })",
                s -> s.asCaller().rpc("f", Map.of("a", "eq.x")).get().list(),
                "Arguments that look like filters are sent in a body",
                "POST /rest/v1/rpc/f"));
        calls.add(call(
                "supabase.rpc('f', {}, { get: true })",
                s -> s.asCaller().rpc("f").get().list()));
        calls.add(call(
                "supabase.rpc('f', { a: 1 }, { head: true, count: 'exact' })",
                s -> s.asCaller().rpc("f", Map.of("a", 1)).count(Count.EXACT)));
        calls.add(call(
                "supabase.rpc('f', { a: { k: 1 } }, { head: true, count: 'exact' })",
                s -> s.asCaller().rpc("f", Map.of("a", Map.of("k", 1))).count(Count.EXACT)));
        calls.add(call(
                "supabase.rpc('f', { a: 1 }, { count: 'exact' })",
                s -> s.asCaller().rpc("f", Map.of("a", 1)).page(Map.class, Count.EXACT)));
        calls.add(call(
                "supabase.rpc('f').eq('x', 1).order('y').limit(2)",
                s -> s.asCaller().rpc("f").eq("x", 1).order("y").limit(2).list()));
        calls.add(call(
                "supabase.rpc('f', { a: 1 }).select('x').single()",
                s -> s.asCaller().rpc("f", Map.of("a", 1)).select("x").single()));
        calls.add(call("supabase.rpc('f').csv()", s -> s.asCaller().rpc("f").csv()));
        calls.add(call(
                "supabase.rpc('f', { a: 1 }).maxAffected(1)",
                s -> s.asCaller().rpc("f", Map.of("a", 1)).maxAffected(1).execute()));
        calls.add(call(
                "supabase.schema('api').from('t').select()",
                s -> s.asCaller().schema("api").from("t").select().list()));
        calls.add(call(
                "supabase.schema('api').from('t').insert({ a: 1 })",
                s -> s.asCaller().schema("api").from("t").insert(Map.of("a", 1)).execute()));
        calls.add(call(
                "supabase.schema('api').rpc('f')",
                s -> s.asCaller().schema("api").rpc("f").execute()));
        calls.add(call(
                "supabase.schema('api').rpc('f', {}, { get: true })",
                s -> s.asCaller().schema("api").rpc("f").get().list()));
        calls.add(call(
                "anonymous.from('t').select()",
                s -> s.client().anonymously().from("t").select().list()));
        calls.add(call(
                "admin.from('t').select()", s -> s.admin().from("t").select().list()));
        calls.add(call("admin.rpc('f')", s -> s.admin().rpc("f").execute()));
    }

    private static void files(List<Call> calls) {
        calls.add(call(
                "supabase.storage.from('b').upload('a/x.txt', 'hi')",
                s -> s.asCaller().storage().from("b").upload("a/x.txt", Upload.of("hi"))));
        calls.add(call("supabase.storage.from('b').upload('a/x.txt', 'hi', { upsert: true })", s -> s.asCaller()
                .storage()
                .from("b")
                .upload("a/x.txt", Upload.of("hi").upsert())));
        calls.add(call(
                "supabase.storage.from('b').upload('x.png', Buffer.from('png'), { contentType: 'image/png', cacheControl: '60' })",
                s -> s.asCaller()
                        .storage()
                        .from("b")
                        .upload(
                                "x.png",
                                Upload.of(bytes("png"))
                                        .contentType("image/png")
                                        .cacheControl(Duration.ofSeconds(60)))));
        calls.add(call("supabase.storage.from('b').upload('x.txt', 'hi', { metadata: { k: 'v' } })", s -> s.asCaller()
                .storage()
                .from("b")
                .upload("x.txt", Upload.of("hi").metadata(Map.of("k", "v")))));
        calls.add(call(
                "supabase.storage.from('b').upload('/a//x.txt/', 'hi')",
                s -> s.asCaller().storage().from("b").upload("/a//x.txt/", Upload.of("hi"))));
        calls.add(call(
                "supabase.storage.from('b').upload('ä b.txt', 'hi')",
                s -> s.asCaller().storage().from("b").upload("ä b.txt", Upload.of("hi"))));
        calls.add(call(
                "supabase.storage.from('b').upload('100%.txt', 'hi')",
                s -> s.asCaller().storage().from("b").upload("100%.txt", Upload.of("hi")),
                "Paths of files are escaped",
                "/b/100%25.txt"));
        calls.add(call(
                "supabase.storage.from('b').upload('a?b#c.txt', 'hi')",
                s -> s.asCaller().storage().from("b").upload("a?b#c.txt", Upload.of("hi")),
                "Paths of files are escaped",
                "/b/a%3Fb%23c.txt"));
        calls.add(call(
                "supabase.storage.from('b').upload('x', Buffer.from('hi'))",
                s -> s.asCaller().storage().from("b").upload("x", Upload.of(bytes("hi"))),
                "Bodies of bytes have the type application/octet-stream",
                "content-type: application/octet-stream"));
        calls.add(call(
                "supabase.storage.from('b').update('x.txt', 'hi')",
                s -> s.asCaller().storage().from("b").update("x.txt", Upload.of("hi"))));
        calls.add(call(
                "supabase.storage.from('b').download('a/x.txt')",
                s -> s.asCaller().storage().from("b").download("a/x.txt")));
        calls.add(call(
                "supabase.storage.from('b').download('x.png', { transform: { width: 10, height: 20, resize: 'contain', quality: 50 } })",
                s -> s.asCaller()
                        .storage()
                        .from("b")
                        .download(
                                "x.png",
                                Image.ofSize(10, 20)
                                        .resize(Image.Resize.CONTAIN)
                                        .quality(50))));
        calls.add(call(
                "supabase.storage.from('b').list()",
                s -> s.asCaller().storage().from("b").list("")));
        calls.add(call(
                "supabase.storage.from('b').list('a/b')",
                s -> s.asCaller().storage().from("b").list("a/b")));
        calls.add(call("supabase.storage.from('b').list('a', { limit: 5, offset: 10, search: 'x' })", s -> s.asCaller()
                .storage()
                .from("b")
                .list("a", Listing.standard().limit(5).offset(10).search("x"))));
        calls.add(call(
                "supabase.storage.from('b').list('a', { sortBy: { column: 'updated_at', order: 'desc' } })",
                s -> s.asCaller()
                        .storage()
                        .from("b")
                        .list("a", Listing.standard().sortBy("updated_at", false))));
        calls.add(call(
                "supabase.storage.from('b').move('a', 'c')",
                s -> s.asCaller().storage().from("b").move("a", "c")));
        calls.add(call(
                "supabase.storage.from('b').move('a', 'c', { destinationBucket: 'other' })",
                s -> s.asCaller().storage().from("b").move("a", "c", "other")));
        calls.add(call(
                "supabase.storage.from('b').copy('a', 'c')",
                s -> s.asCaller().storage().from("b").copy("a", "c")));
        calls.add(call(
                "supabase.storage.from('b').copy('a', 'c', { destinationBucket: 'other' })",
                s -> s.asCaller().storage().from("b").copy("a", "c", "other")));
        calls.add(call(
                "supabase.storage.from('b').remove(['a', 'c/d'])",
                s -> s.asCaller().storage().from("b").remove(List.of("a", "c/d"))));
        calls.add(call(
                "supabase.storage.from('b').info('a/x.txt')",
                s -> s.asCaller().storage().from("b").info("a/x.txt")));
        calls.add(call(
                "supabase.storage.from('b').exists('a/x.txt')",
                s -> s.asCaller().storage().from("b").exists("a/x.txt")));
        calls.add(call(
                "supabase.storage.from('b').createSignedUrl('p', 60)",
                s -> s.asCaller().storage().from("b").signedUrl("p", Duration.ofSeconds(60))));
        calls.add(call(
                "supabase.storage.from('b').createSignedUrl('p', 60, { transform: { width: 10 } })",
                s -> s.asCaller().storage().from("b").signedUrl("p", Duration.ofSeconds(60), Image.ofSize(10, 0))));
        calls.add(call(
                "supabase.storage.from('b').createSignedUrls(['p', 'q'], 60)",
                s -> s.asCaller().storage().from("b").signedUrls(List.of("p", "q"), Duration.ofSeconds(60))));
        calls.add(call(
                "supabase.storage.from('b').createSignedUploadUrl('p')",
                s -> s.asCaller().storage().from("b").signedUploadUrl("p")));
        calls.add(call(
                "supabase.storage.from('b').createSignedUploadUrl('p', { upsert: true })",
                s -> s.asCaller().storage().from("b").signedUploadUrlForReplacing("p")));
        calls.add(call(
                "supabase.storage.from('b').uploadToSignedUrl('p', 'tok', 'hi')",
                s -> s.asCaller().storage().from("b").uploadToSignedUrl("p", "tok", Upload.of("hi"))));
        calls.add(call(
                "supabase.storage.listBuckets()", s -> s.asCaller().storage().listBuckets()));
        calls.add(call(
                "supabase.storage.getBucket('b')", s -> s.asCaller().storage().getBucket("b")));
        calls.add(call(
                "admin.storage.createBucket('b', { public: false })",
                s -> s.admin().storage().createBucket("b", BucketSettings.ofPrivate())));
        calls.add(call(
                "admin.storage.createBucket('b', { public: true, fileSizeLimit: 1024, allowedMimeTypes: ['image/png'] })",
                s -> s.admin()
                        .storage()
                        .createBucket(
                                "b",
                                BucketSettings.ofPublic().fileSizeLimit(1024).allowedMimeTypes(List.of("image/png")))));
        calls.add(call(
                "admin.storage.updateBucket('b', { public: true })",
                s -> s.admin().storage().updateBucket("b", BucketSettings.ofPublic())));
        calls.add(
                call("admin.storage.emptyBucket('b')", s -> s.admin().storage().emptyBucket("b")));
        calls.add(
                call("admin.storage.deleteBucket('b')", s -> s.admin().storage().deleteBucket("b")));
        calls.add(call(
                "supabase.functions.invoke('hello')",
                s -> s.asCaller().function("hello").invoke().close()));
        calls.add(call(
                "supabase.functions.invoke('hello', { body: { name: 'x' } })",
                s -> s.asCaller().function("hello").body(Map.of("name", "x")).invoke(Map.class)));
        calls.add(call(
                "supabase.functions.invoke('hello', { body: 'text' })",
                s -> s.asCaller().function("hello").text("text").invoke(Map.class)));
        calls.add(call(
                "supabase.functions.invoke('hello', { body: 'a,b', headers: { 'Content-Type': 'text/csv' } })",
                s -> s.asCaller()
                        .function("hello")
                        .body(bytes("a,b"), "text/csv")
                        .invoke(Map.class)));
        calls.add(call("supabase.functions.invoke('hello', { body: new Uint8Array([65]).buffer })", s -> s.asCaller()
                .function("hello")
                .body(bytes("A"), "application/octet-stream")
                .invoke(Map.class)));
        calls.add(call(
                "supabase.functions.invoke('hello', { region: 'eu-central-1' })",
                s -> s.asCaller().function("hello").region("eu-central-1").invoke(Map.class)));
        calls.add(call(
                "supabase.functions.invoke('hello', { method: 'GET' })",
                s -> s.asCaller().function("hello").method("GET").invoke(Map.class)));
        calls.add(call(
                "supabase.functions.invoke('hello', { method: 'DELETE' })",
                s -> s.asCaller().function("hello").method("DELETE").invoke(Map.class)));
        calls.add(call(
                "supabase.functions.invoke('hello/deeper')",
                s -> s.asCaller().function("hello/deeper").invoke(Map.class)));
        calls.add(call(
                "supabase.functions.invoke('hello', { headers: { 'x-tea': 'green' } })",
                s -> s.asCaller().function("hello").header("x-tea", "green").invoke(Map.class)));
    }

    private static void users(List<Call> calls) {
        calls.add(call("anonymous.auth.getUser(token)", s -> s.client().auth().getUser(s.caller())));
        calls.add(call(
                "anonymous.auth.signUp({ email: 'a@b.c', password: 'pw' })",
                s -> s.client().auth().signUp("a@b.c", "pw")));
        calls.add(call(
                "anonymous.auth.signUp({ email: 'a@b.c', password: 'pw', options: { data: { n: 1 }, emailRedirectTo: 'https://x.y/z?a=b', captchaToken: 'c' } })",
                s -> s.client()
                        .auth()
                        .signUp(
                                "a@b.c",
                                "pw",
                                SignInOptions.none()
                                        .data(Map.of("n", 1))
                                        .redirectTo(URI.create("https://x.y/z?a=b"))
                                        .captchaToken("c"))));
        calls.add(call(
                "anonymous.auth.signUp({ phone: '+491', password: 'pw' })",
                s -> s.client().auth().signUpWithPhone("+491", "pw", SignInOptions.none())));
        calls.add(call(
                "anonymous.auth.signInAnonymously()", s -> s.client().auth().signInAnonymously(SignInOptions.none())));
        calls.add(call(
                "anonymous.auth.signInWithPassword({ email: 'a@b.c', password: 'pw' })",
                s -> s.client().auth().signInWithPassword("a@b.c", "pw")));
        calls.add(call(
                "anonymous.auth.signInWithPassword({ phone: '+491', password: 'pw' })",
                s -> s.client().auth().signInWithPhone("+491", "pw", SignInOptions.none())));
        calls.add(call(
                "anonymous.auth.signInWithOtp({ email: 'a@b.c' })",
                s -> s.client().auth().signInWithOtp("a@b.c")));
        calls.add(call(
                "anonymous.auth.signInWithOtp({ email: 'a@b.c', options: { shouldCreateUser: false, emailRedirectTo: 'https://x.y' } })",
                s -> s.client()
                        .auth()
                        .signInWithOtp(
                                "a@b.c",
                                SignInOptions.none().existingUsersOnly().redirectTo(URI.create("https://x.y")))));
        calls.add(call(
                "anonymous.auth.signInWithOtp({ phone: '+491', options: { channel: 'whatsapp' } })", s -> s.client()
                        .auth()
                        .signInWithPhoneOtp("+491", SignInOptions.none().byWhatsApp())));
        calls.add(call(
                "anonymous.auth.verifyOtp({ email: 'a@b.c', token: '123456', type: 'email' })",
                s -> s.client().auth().verifyOtp(OtpType.EMAIL, "a@b.c", "123456")));
        calls.add(call(
                "anonymous.auth.verifyOtp({ phone: '+491', token: '123456', type: 'sms' })",
                s -> s.client().auth().verifyPhoneOtp(OtpType.SMS, "+491", "123456")));
        calls.add(call(
                "anonymous.auth.verifyOtp({ token_hash: 'h', type: 'recovery' })",
                s -> s.client().auth().verifyTokenHash(OtpType.RECOVERY, "h")));
        calls.add(call(
                "anonymous.auth.refreshSession({ refresh_token: 'r' })",
                s -> s.client().auth().refreshSession("r")));
        calls.add(call(
                "anonymous.auth.signInWithIdToken({ provider: 'google', token: 'i' })",
                s -> s.client().auth().signInWithIdToken("google", "i")));
        calls.add(call(
                "anonymous.auth.signInWithIdToken({ provider: 'google', token: 'i', access_token: 'a', nonce: 'n' })",
                s -> s.client().auth().signInWithIdToken("google", "i", "a", "n")));
        calls.add(call("anonymous.auth.resetPasswordForEmail('a@b.c', { redirectTo: 'https://x.y' })", s -> s.client()
                .auth()
                .resetPasswordForEmail("a@b.c", SignInOptions.none().redirectTo(URI.create("https://x.y")))));
        calls.add(call(
                "anonymous.auth.resend({ type: 'signup', email: 'a@b.c' })",
                s -> s.client().auth().resend(OtpType.SIGNUP, "a@b.c", SignInOptions.none())));
        calls.add(call(
                "anonymous.auth.resend({ type: 'sms', phone: '+491' })",
                s -> s.client().auth().resendToPhone(OtpType.SMS, "+491", SignInOptions.none())));
        calls.add(call(
                "admin.auth.admin.createUser({ email: 'a@b.c', password: 'pw', email_confirm: true, user_metadata: { n: 1 }, app_metadata: { r: 'x' } })",
                s -> s.admin()
                        .auth()
                        .createUser(UserAttributes.none()
                                .email("a@b.c")
                                .password("pw")
                                .emailConfirmed()
                                .userMetadata(Map.of("n", 1))
                                .appMetadata(Map.of("r", "x")))));
        calls.add(
                call("admin.auth.admin.getUserById(uid)", s -> s.admin().auth().getUserById(UID)));
        calls.add(call(
                "admin.auth.admin.listUsers()",
                s -> s.admin().auth().listUsers(),
                "Pages of users are always numbered",
                "/admin/users?page=1&per_page=50"));
        calls.add(call(
                "admin.auth.admin.listUsers({ page: 2, perPage: 10 })",
                s -> s.admin().auth().listUsers(2, 10)));
        calls.add(call("admin.auth.admin.updateUserById(uid, { ban_duration: '3600s', role: 'x' })", s -> s.admin()
                .auth()
                .updateUserById(
                        UID,
                        UserAttributes.none().bannedFor(Duration.ofHours(1)).role("x"))));
        calls.add(call(
                "admin.auth.admin.updateUserById(uid, { ban_duration: 'none' })",
                s -> s.admin().auth().updateUserById(UID, UserAttributes.none().notBanned())));
        calls.add(call("admin.auth.admin.deleteUser(uid)", s -> s.admin().auth().deleteUser(UID)));
        calls.add(call(
                "admin.auth.admin.deleteUser(uid, true)", s -> s.admin().auth().softDeleteUser(UID)));
        calls.add(call(
                "admin.auth.admin.inviteUserByEmail('a@b.c')",
                s -> s.admin().auth().inviteUserByEmail("a@b.c")));
        calls.add(call(
                "admin.auth.admin.inviteUserByEmail('a@b.c', { data: { n: 1 }, redirectTo: 'https://x.y' })",
                s -> s.admin()
                        .auth()
                        .inviteUserByEmail(
                                "a@b.c",
                                SignInOptions.none().data(Map.of("n", 1)).redirectTo(URI.create("https://x.y")))));
        calls.add(call(
                "admin.auth.admin.generateLink({ type: 'magiclink', email: 'a@b.c' })",
                s -> s.admin().auth().generateLink(Link.magicLink("a@b.c"))));
        calls.add(call(
                "admin.auth.admin.generateLink({ type: 'signup', email: 'a@b.c', password: 'pw', options: { data: { n: 1 } } })",
                s -> s.admin().auth().generateLink(Link.signUp("a@b.c", "pw").data(Map.of("n", 1)))));
        calls.add(call(
                "admin.auth.admin.generateLink({ type: 'email_change_new', email: 'a@b.c', newEmail: 'd@e.f' })",
                s -> s.admin().auth().generateLink(Link.emailChangeNew("a@b.c", "d@e.f"))));
        calls.add(call(
                "admin.auth.admin.generateLink({ type: 'recovery', email: 'a@b.c', options: { redirectTo: 'https://x.y' } })",
                s -> s.admin().auth().generateLink(Link.recovery("a@b.c").redirectTo(URI.create("https://x.y"))),
                "redirectTo is not sent twice",
                "redirect_to=https%3A%2F%2Fx.y"));
        calls.add(call(
                "admin.auth.admin.signOut(token)", s -> s.admin().auth().signOut(s.caller(), SignOutScope.GLOBAL)));
        calls.add(call(
                "admin.auth.admin.signOut(token, 'others')",
                s -> s.admin().auth().signOut(s.caller(), SignOutScope.OTHERS)));
        calls.add(call(
                "admin.auth.admin.mfa.listFactors({ userId: uid })",
                s -> s.admin().auth().listFactors(UID)));
        calls.add(call(
                "admin.auth.admin.mfa.deleteFactor({ userId: uid, id: uid })",
                s -> s.admin().auth().deleteFactor(UID, UID)));
    }

    private static Call call(String code, Consumer<Clients> java) {
        return new Call(code, java, null, null);
    }

    private static Call call(String code, Consumer<Clients> java, String reason, String part) {
        return new Call(code, java, reason, part);
    }

    private static Map<String, @Nullable Object> ordered(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

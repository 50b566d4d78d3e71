// supabase-js, method by method, against the data API of a local Supabase whose tables SupabaseJsFromTest made.
import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { test, writeTable } from "./methods.mjs";

const { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: publishable, SUPABASE_SECRET_KEY: secret } = process.env;

// Node 20 has no WebSocket, and supabase-js insists on one.
const options = { auth: { persistSession: false }, realtime: { transport: class NotUsedHere {} } };
const client = (key = publishable) => createClient(url, key, options);

async function person() {
  const supabase = client();
  const { data, error } = await supabase.auth.signUp({
    email: `${crypto.randomUUID()}@example.com`,
    password: "correct horse battery",
  });
  assert.equal(error, null);
  return { supabase, id: data.user.id };
}

async function ok(query) {
  const { data, error, count, status } = await query;
  assert.equal(error, null);
  return { data, count, status };
}

const names = (rows) => rows.map(({ name }) => name);
const cities = () => client().from("cities");

test("select, with columns, aliases, casts and JSON paths", async () => {
  const { data } = await ok(cities().select("town:name,size::text,facts->mayor->>name").eq("id", 1));
  assert.deepEqual(data, [{ town: "Oslo", size: "700000", name: "Berit" }]);
});

for (const [name, filter, expected] of [
  ["eq", (q) => q.eq("name", "Oslo"), ["Oslo"]],
  ["neq", (q) => q.neq("name", "Oslo"), ["Bergen", "Rome"]],
  ["gt", (q) => q.gt("size", 700000), ["Rome"]],
  ["gte", (q) => q.gte("size", 700000), ["Oslo", "Rome"]],
  ["lt", (q) => q.lt("size", 700000), ["Bergen"]],
  ["lte", (q) => q.lte("size", 700000), ["Oslo", "Bergen"]],
  ["like", (q) => q.like("name", "%o%"), ["Oslo", "Rome"]],
  ["ilike", (q) => q.ilike("name", "o%"), ["Oslo"]],
  ["likeAnyOf", (q) => q.likeAnyOf("name", ["O%", "B%"]), ["Oslo", "Bergen"]],
  ["likeAllOf", (q) => q.likeAllOf("name", ["%o%", "%e%"]), ["Rome"]],
  ["ilikeAnyOf", (q) => q.ilikeAnyOf("name", ["o%", "r%"]), ["Oslo", "Rome"]],
  ["ilikeAllOf", (q) => q.ilikeAllOf("name", ["%O%", "%S%"]), ["Oslo"]],
  ["is", (q) => q.is("facts", null), ["Bergen"]],
  ["in", (q) => q.in("name", ["Oslo", "Rome, again"]), ["Oslo"]],
  ["contains of an array", (q) => q.contains("tags", ["sea"]), ["Oslo", "Bergen"]],
  ["contains of JSON", (q) => q.contains("facts", { mayor: { name: "Berit" } }), ["Oslo"]],
  ["containedBy", (q) => q.containedBy("tags", ["sea", "rain"]), ["Bergen"]],
  ["overlaps", (q) => q.overlaps("tags", ["rain", "old"]), ["Bergen", "Rome"]],
  ["rangeGt", (q) => q.rangeGt("years", "[900,1000)"), ["Oslo", "Bergen"]],
  ["rangeGte", (q) => q.rangeGte("years", "[1040,1100)"), ["Oslo", "Bergen"]],
  ["rangeLt", (q) => q.rangeLt("years", "[1200,1300)"), []],
  ["rangeLte", (q) => q.rangeLte("years", "[1000,9999)"), ["Oslo", "Bergen", "Rome"]],
  ["rangeAdjacent", (q) => q.rangeAdjacent("years", "[1000,1040)"), ["Oslo"]],
  ["textSearch", (q) => q.textSearch("about", "fjord", { config: "english" }), ["Oslo"]],
  ["textSearch websearch", (q) => q.textSearch("about", "hills or rain", { type: "websearch" }), ["Bergen", "Rome"]],
  ["isDistinct", (q) => q.isDistinct("name", "Oslo"), ["Bergen", "Rome"]],
  ["notIn", (q) => q.notIn("name", ["Oslo", "Rome"]), ["Bergen"]],
  ["regexMatch", (q) => q.regexMatch("name", "^O"), ["Oslo"]],
  ["regexIMatch", (q) => q.regexIMatch("name", "^o"), ["Oslo"]],
  ["match", (q) => q.match({ name: "Oslo", id: 1 }), ["Oslo"]],
  ["not", (q) => q.not("name", "in", "(Oslo,Rome)"), ["Bergen"]],
  ["or", (q) => q.or("name.eq.Oslo,and(size.gt.1000000,id.eq.3)"), ["Oslo", "Rome"]],
  ["filter", (q) => q.filter("size", "gt", 1000000), ["Rome"]],
]) {
  test(`filter ${name}`, async () => {
    assert.deepEqual(names((await ok(filter(cities().select("name")).order("id"))).data), expected);
  });
}

test("order, limit and range", async () => {
  assert.deepEqual(names((await ok(cities().select("name").order("name", { ascending: false }))).data), [
    "Rome",
    "Oslo",
    "Bergen",
  ]);
  assert.deepEqual(names((await ok(cities().select("name").order("id").range(1, 2))).data), ["Bergen", "Rome"]);
  assert.deepEqual(names((await ok(cities().select("name").order("id").limit(1))).data), ["Oslo"]);
});

test("counts, with rows and without", async () => {
  assert.equal((await ok(cities().select("*", { count: "exact" }).limit(1))).count, 3);
  const { count, data } = await ok(cities().select("*", { count: "exact", head: true }));
  assert.deepEqual({ count, data }, { count: 3, data: null });
  assert.ok((await ok(cities().select("*", { count: "estimated" }))).count >= 3);
});

test("single, maybeSingle, csv", async () => {
  assert.equal((await ok(cities().select("name").eq("id", 1).single())).data.name, "Oslo");
  assert.equal((await ok(cities().select("name").eq("id", 99).maybeSingle())).data, null);
  assert.equal((await cities().select("name").single()).error.code, "PGRST116");
  assert.equal((await ok(cities().select("id,name").eq("id", 1).csv())).data, "id,name\n1,Oslo");
});

test("embedded resources, filtered, ordered, limited, inner", async () => {
  const { data } = await ok(client().from("lands").select("name, cities(name)").order("id").order("name", {
    referencedTable: "cities",
  }));
  assert.deepEqual(data, [
    { name: "Norway", cities: [{ name: "Bergen" }, { name: "Oslo" }] },
    { name: "Italy", cities: [{ name: "Rome" }] },
  ]);
  const inner = await ok(client().from("lands").select("name, cities!inner(name)").eq("cities.name", "Rome"));
  assert.deepEqual(inner.data, [{ name: "Italy", cities: [{ name: "Rome" }] }]);
  const spread = await ok(cities().select("name, ...lands(land:name)").eq("id", 3).single());
  assert.deepEqual(spread.data, { name: "Rome", land: "Italy" });
});

test("rpc, with arguments, with filters, by GET, refused", async () => {
  assert.equal((await ok(client().rpc("double", { n: 21 }))).data, 42);
  assert.equal((await ok(client().rpc("double", { n: 4 }, { get: true }))).data, 8);
  assert.deepEqual(names((await ok(client().rpc("big_cities").gt("size", 1000000))).data), ["Rome"]);
  assert.equal((await client().rpc("nope")).error.code, "PGRST202");
});

test("another schema is refused unless it is exposed", async () => {
  assert.equal((await client().schema("auth").from("users").select()).error.code, "PGRST106");
});

test("anon reads what anon may, and writes nothing", async () => {
  assert.equal((await ok(client().from("notes").select())).data.length, 0);
  const { error, status } = await client().from("notes").insert({ body: "by nobody" });
  assert.deepEqual([status, error.code], [401, "42501"]);
});

test("two people see, change and delete their own rows, and nobody else's", async () => {
  const [ada, bo] = [await person(), await person()];
  const mine = await ok(ada.supabase.from("notes").insert({ user_id: ada.id, body: "Ada's" }).select().single());
  await ok(bo.supabase.from("notes").insert([{ user_id: bo.id, body: "Bo's" }]));

  assert.deepEqual((await ok(ada.supabase.from("notes").select("body"))).data, [{ body: "Ada's" }]);
  assert.deepEqual((await ok(bo.supabase.from("notes").select("body"))).data, [{ body: "Bo's" }]);
  assert.deepEqual((await ok(bo.supabase.from("notes").select().eq("id", mine.data.id))).data, []);

  const stolen = await bo.supabase.from("notes").insert({ user_id: ada.id, body: "as Ada" });
  assert.deepEqual([stolen.status, stolen.error.code], [403, "42501"]);
  assert.deepEqual((await ok(bo.supabase.from("notes").update({ body: "x" }).eq("id", mine.data.id).select())).data, []);
  assert.deepEqual((await ok(bo.supabase.from("notes").delete().eq("id", mine.data.id).select())).data, []);

  const changed = await ok(ada.supabase.from("notes").update({ body: "new" }).eq("id", mine.data.id).select("body"));
  assert.deepEqual(changed.data, [{ body: "new" }]);
  const handed = await ada.supabase.from("notes").update({ user_id: bo.id }).eq("id", mine.data.id);
  assert.equal(handed.error.code, "42501");
  assert.equal((await ok(ada.supabase.from("notes").delete({ count: "exact" }).eq("id", mine.data.id))).count, 1);
});

test("a server's secret key sees everybody's rows", async () => {
  const ada = await person();
  await ok(ada.supabase.from("notes").insert({ user_id: ada.id, body: "seen" }));
  const { data } = await ok(client(secret).from("notes").select("body").eq("user_id", ada.id));
  assert.deepEqual(data, [{ body: "seen" }]);
});

test("upsert, by primary key and by another key, merging and ignoring", async () => {
  const admin = client(secret);
  const key = crypto.randomUUID();
  const first = await ok(admin.from("settings").upsert({ name: key, value: "1" }).select());
  assert.deepEqual([first.status, first.data[0].value], [201, "1"]);
  const second = await ok(admin.from("settings").upsert({ name: key, value: "2" }, { onConflict: "name" }).select());
  assert.deepEqual([second.status, second.data[0].value], [200, "2"]);
  const third = await ok(admin.from("settings").upsert({ name: key, value: "3" }, { ignoreDuplicates: true }).select());
  assert.deepEqual(third.data, []);
  const bulk = await ok(admin
    .from("settings")
    .insert([{ name: key + "a" }, { name: key + "b", value: "given" }], { defaultToNull: false })
    .select("value"));
  assert.deepEqual(bulk.data, [{ value: "default" }, { value: "given" }]);
});

test("errors have a code, and a duplicate is a conflict", async () => {
  const admin = client(secret);
  const missing = await admin.from("nope").select();
  assert.deepEqual([missing.status, missing.error.code], [404, "PGRST205"]);
  const column = await admin.from("cities").select("nope");
  assert.deepEqual([column.status, column.error.code], [400, "42703"]);
  const duplicate = await admin.from("lands").insert({ id: 1, name: "again" });
  assert.deepEqual([duplicate.status, duplicate.error.code], [409, "23505"]);
  const unknown = await admin.from("lands").insert({ id: 9, nope: 1 });
  assert.deepEqual([unknown.status, unknown.error.code], [400, "PGRST204"]);
});

test("rollback leaves nothing behind, explain shows how, maxAffected refuses to do too much", async () => {
  const admin = client(secret);
  const made = await ok(admin.from("lands").insert({ id: 50, name: "Nowhere" }).select("name").rollback());
  assert.deepEqual(made.data, [{ name: "Nowhere" }]);
  assert.deepEqual((await ok(admin.from("lands").select().eq("id", 50))).data, []);
  const plan = await ok(admin.from("lands").select().explain({ format: "json", verbose: true }));
  assert.equal(plan.data[0].Plan["Node Type"], "Aggregate");
  assert.match((await ok(admin.from("lands").select().explain({ analyze: true }))).data, /actual time/);
  const { error } = await admin.from("lands").update({ name: "all" }).gt("id", 0).maxAffected(1);
  assert.equal(error.code, "PGRST124");
});

test("stripNulls leaves nulls out", async () => {
  const { data } = await ok(cities().select("id, facts").eq("id", 2).single().stripNulls());
  assert.deepEqual(data, { id: 2 });
});

test("throwOnError throws what is otherwise returned; a signal ends a request; headers can be set", async () => {
  await assert.rejects(async () => await cities().select("nope").throwOnError(), { code: "42703" });
  const ended = new AbortController();
  ended.abort();
  assert.match((await cities().select().abortSignal(ended.signal)).error.message, /AbortError/);
  const { data } = await ok(cities().select("id").eq("id", 1).setHeader("Accept-Profile", "public").retry(false));
  assert.deepEqual(data, [{ id: 1 }]);
});

test("returns and overrideTypes change types only", async () => {
  assert.equal((await ok(cities().select("id").eq("id", 1).returns())).data.length, 1);
  assert.equal((await ok(cities().select("id").eq("id", 1).overrideTypes())).data.length, 1);
});

writeTable({
  geojson: "PostgreSQL makes GeoJSON with PostGIS, which the embedded server does not have; refused with `PGRST107`",
});

test("geojson is refused as a media type that cannot be made", async () => {
  assert.equal((await cities().select().geojson()).error.code, "PGRST107");
});

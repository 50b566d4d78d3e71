// Notes which of postgrest-js' methods each test calls, and writes a table of them: docs/supabase-js-data.md.
import { writeFileSync } from "node:fs";
import { after, test as nodeTest } from "node:test";
import * as postgrest from "@supabase/postgrest-js";

const inner = new Set(["constructor", "then", "toJSON", "cloneRequestState", "processResponse"]);
const classes = Object.values(postgrest).filter((it) => typeof it === "function" && it.name.startsWith("Postgrest"));
const tests = new Map(); // the names of the passing tests that call a method
const failed = new Set();
let calls = new Set();
let depth = 0; // methods that methods call do not count

for (const prototype of new Set(classes.map((it) => it.prototype))) {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const method = prototype[name];
    if (typeof method !== "function" || inner.has(name) || prototype instanceof Error) continue;
    tests.set(name, tests.get(name) ?? []);
    prototype[name] = function (...parameters) {
      if (depth === 0) calls.add(name);
      depth++;
      try {
        return method.apply(this, parameters);
      } finally {
        depth--;
      }
    };
  }
}

export function test(name, body) {
  return nodeTest(name, async () => {
    calls = new Set();
    try {
      await body();
      calls.forEach((method) => tests.get(method)?.push(name));
    } catch (e) {
      calls.forEach((method) => failed.add(method));
      throw e;
    }
  });
}

/** At the end of the run. The reasons are those why a method cannot work. */
export function writeTable(reasons) {
  after(() => {
    const line = (method) => {
      if (reasons[method]) return `| \`${method}\` | no | ${reasons[method]} |`;
      const names = tests.get(method);
      const verdict = failed.has(method) ? "fails" : names.length ? "yes" : "not tried";
      const more = names.length > 2 ? ` and ${names.length - 2} more` : "";
      return `| \`${method}\` | ${verdict} | ${names.slice(0, 2).join("; ")}${more} |`;
    };
    const table = [
      "# supabase-js' methods for data, one by one",
      "",
      "Every method of the builders that `from`, `rpc` and `schema` lead to. Written by `SupabaseJsFromTest`, which runs the",
      "real supabase-js against a local Supabase and fails when this page is not what it found.",
      "",
      "| method | works | where it is tried, or why not |",
      "|---|---|---|",
      ...[...tests.keys()].sort().map(line),
      "",
    ];
    writeFileSync("methods.md", table.join("\n"));
  });
}

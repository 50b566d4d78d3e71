// Notes which of supabase-js' methods for auth each test calls, and with what success. auth-table.mjs makes a page of it.
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { after, test as nodeTest } from "node:test";
import { groups } from "./auth-surface.mjs";

const worked = {}; // by method, the names of the passing tests in which a call of it succeeded
const refused = {}; // by method, the last refusal
const failed = new Set(); // methods that a failing test called
let calls = new Set();
let successes = new Set();

export function test(name, body) {
  return nodeTest(name, async () => {
    calls = new Set();
    successes = new Set();
    try {
      await body();
      successes.forEach((method) => (worked[method] ??= []).push(name));
    } catch (e) {
      calls.forEach((method) => failed.add(method));
      throw e;
    }
  });
}

after(() => {
  const found = { worked, refused, failed: [...failed] };
  writeFileSync(`${basename(process.argv[1])}.methods.json`, JSON.stringify(found));
});

/** The same client, whose calls are noted. Those that its methods make among themselves are not: they do not come by here. */
export function recorded(api, prefix = "") {
  return new Proxy(api, {
    get(target, name) {
      const value = target[name];
      if (typeof value === "function") return (...parameters) => note(prefix + name, value.apply(target, parameters));
      return groups.has(prefix + name) ? recorded(value, `${prefix}${name}.`) : value;
    },
  });
}

function note(method, answer) {
  calls.add(method);
  if (typeof answer?.then !== "function") successes.add(method);
  else answer.then((it) => outcome(method, it?.error), (error) => outcome(method, error));
  return answer;
}

function outcome(method, error) {
  if (!error) successes.add(method);
  else refused[method] = error.status ? `${error.status} \`${error.code}\`` : `${error.name}, by supabase-js itself`;
}

// What the tests share: clients of the local Supabase that SupabaseJsTest started, and a record of what they asked.
import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";
import { recorded } from "./auth-methods.mjs";

const url = required("SUPABASE_URL");

/** A client with a memory of its own: one device of one person. `asked` lists its requests as "METHOD /path". */
export function device(key = required("SUPABASE_PUBLISHABLE_KEY"), flowType = "implicit") {
  const asked = [];
  const client = createClient(url, key, {
    // Without the flag, the methods for passkeys refuse by themselves.
    auth: { autoRefreshToken: false, flowType, experimental: { passkey: true } },
    realtime: { transport: class NotUsedHere {} }, // Node 20 has no WebSocket, and supabase-js insists on one
    global: {
      fetch: (input, init) => {
        asked.push(`${init?.method ?? "GET"} ${new URL(input).pathname}`);
        return fetch(input, init);
      },
    },
  });
  return { auth: recorded(client.auth), asked };
}

/** The holder of the secret key: a server, never a browser. */
export const administrator = () => device(required("SUPABASE_SECRET_KEY")).auth.admin;

export const password = "correct horse battery";

export const newEmail = (name = "ada") => `${name}-${crypto.randomUUID()}@example.com`;

/** Signs a new person up on a new device. */
export async function newcomer(fullName = "Ada Lovelace") {
  const email = newEmail();
  const here = device();
  const { data, error } = await here.auth.signUp({ email, password, options: { data: { full_name: fullName } } });
  assert.equal(error, null);
  return { ...here, email, session: data.session, user: data.user };
}

/** The same person on another device. */
export async function signedIn(email) {
  const there = device();
  const { data, error } = await there.auth.signInWithPassword({ email, password });
  assert.equal(error, null);
  return { ...there, session: data.session };
}

/** Checks a refusal by Supabase as supabase-js reports it: its class, status and code. */
export function assertRefused({ error }, status, code, name = "AuthApiError") {
  assert.ok(error, `expected a refusal with ${code}`);
  assert.deepEqual({ name: error.name, status: error.status, code: error.code }, { name, status, code });
}

/** Checks that the session behind a token is gone. supabase-js has an error of its own for it. */
export function assertSessionGone({ error }) {
  assert.equal(error?.name, "AuthSessionMissingError");
}

/** Moves the clock of the local Supabase: SupabaseJsTest listens for it. */
export async function pass(seconds) {
  const response = await fetch(`${required("CLOCK_URL")}?seconds=${seconds}`, { method: "POST" });
  assert.equal(response.status, 204);
}

/** A device whose links and sign-ins end with a code that only itself can use. */
export const deviceWithPkce = () => device(required("SUPABASE_PUBLISHABLE_KEY"), "pkce");

/** What was sent last to an address or a number: its kind, code and link. */
export async function lastTo(addressOrNumber) {
  const response = await fetch(`${required("CLOCK_URL")}inbox?${addressOrNumber}`);
  assert.equal(response.status, 200);
  return response.json();
}

/** Where a browser arrives that opens the address: the first place that is not the local Supabase's. */
export async function browse(address) {
  let next = new URL(address);
  while (next.origin === new URL(url).origin) {
    const response = await fetch(next, { redirect: "manual" });
    assert.ok([302, 303].includes(response.status), `${next.pathname}: ${response.status}`);
    next = new URL(response.headers.get("location"), next);
  }
  return { query: next.searchParams, fragment: new URLSearchParams(next.hash.slice(1)), href: next.href };
}

export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with Maven, through SupabaseJsTest.`);
  return value;
}

// @supabase/ssr: what a Next.js application and its like do, whose clients live for one request and find the session in cookies.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createServerClient } from "@supabase/ssr";
import {
  administrator, assertRefused, assertSessionGone, browse, lastTo, newEmail, pass, password, required,
} from "./project.mjs";

/** A browser's cookies. `request()` is a client as an application makes one for each of the browser's requests. */
function browser() {
  const jar = new Map();
  const request = () =>
    createServerClient(required("SUPABASE_URL"), required("SUPABASE_PUBLISHABLE_KEY"), {
      realtime: { transport: class NotUsedHere {} }, // Node 20 has no WebSocket, and supabase-js insists on one
      cookies: {
        getAll: () => [...jar].map(([name, value]) => ({ name, value })),
        setAll: (cookies) =>
          cookies.forEach(({ name, value, options }) => (options.maxAge === 0 ? jar.delete(name) : jar.set(name, value))),
      },
    }).auth;
  const names = () => [...jar.keys()].sort();
  return { jar, names, request };
}

/** The name of the session's cookie is of the project's host name: sb-127-auth-token. */
const cookie = "sb-127-auth-token";

async function signedIn(data) {
  const email = newEmail();
  const { error } = await administrator().createUser({ email, password, email_confirm: true, user_metadata: data });
  assert.equal(error, null);
  const here = browser();
  const signIn = await here.request().signInWithPassword({ email, password });
  assert.equal(signIn.error, null);
  return { ...here, email, ...signIn.data };
}

async function someoneIsSignedIn(auth, id) {
  assert.equal((await auth.getUser()).data.user.id, id);
  const { data, error } = await auth.getClaims();
  assert.equal(error, null);
  assert.equal(data.claims.sub, id);
}

test("signing in writes the session into a cookie, and the next request finds it there", async () => {
  const { jar, names, request, user } = await signedIn();
  assert.deepEqual(names(), [cookie]);
  assert.match(jar.get(cookie), /^base64-/);
  await someoneIsSignedIn(request(), user.id);
});

test("a session that is too long for one cookie is written into several", async () => {
  const { jar, names, request, user } = await signedIn({ about: "much to tell. ".repeat(300) });
  assert.ok(names().length > 1, names().join());
  assert.ok(names().every((name, index) => name === `${cookie}.${index}`), names().join());
  await someoneIsSignedIn(request(), user.id);
  jar.delete(`${cookie}.1`);
  assertSessionGone(await request().getUser());
});

test("another browser is not signed in", async () => {
  await signedIn();
  assertSessionGone(await browser().request().getUser());
});

test("renewing the session writes its cookie again, and the old token is not needed any more", async () => {
  const { jar, request, user, session } = await signedIn();
  const before = jar.get(cookie);
  await pass(3601);
  assertRefused(await request().getUser(), 403, "bad_jwt");
  const { data, error } = await request().refreshSession();
  assert.equal(error, null);
  assert.notEqual(data.session.refresh_token, session.refresh_token);
  assert.notEqual(jar.get(cookie), before);
  await someoneIsSignedIn(request(), user.id);
});

test("a session that is over by the application's clock is renewed by whoever asks for it", async () => {
  const { jar, request, user, session } = await signedIn();
  await pass(3601);
  const now = Date.now;
  const ahead = (session.expires_at + 1) * 1000 - now();
  Date.now = () => now() + ahead; // supabase-js has no other clock
  try {
    const before = jar.get(cookie);
    await someoneIsSignedIn(request(), user.id);
    assert.notEqual(jar.get(cookie), before);
  } finally {
    Date.now = now;
  }
});

test("signing out takes the cookies away", async () => {
  const { jar, request } = await signedIn({ about: "much to tell. ".repeat(300) });
  const { error } = await request().signOut();
  assert.equal(error, null);
  assert.equal(jar.size, 0);
  assertSessionGone(await request().getUser());
});

test("cookies that a thief kept are worthless after signing out", async () => {
  const { jar, request } = await signedIn();
  const thief = browser();
  jar.forEach((value, name) => thief.jar.set(name, value));
  await request().signOut();
  assertSessionGone(await thief.request().getUser());
  const { error } = await thief.request().refreshSession();
  assert.ok(error);
});

test("PKCE: the request that begins leaves its secret in a cookie, and the request that comes back uses it", async () => {
  const email = newEmail();
  const { names, request } = browser();
  await request().signUp({ email, password, options: { emailRedirectTo: "http://127.0.0.1:3000/in" } });
  assert.deepEqual(names(), [`${cookie}-code-verifier`]);
  const code = (await browse((await lastTo(email)).link)).query.get("code");
  const stranger = browser();
  assert.ok((await stranger.request().exchangeCodeForSession(code)).error);
  const { data, error } = await request().exchangeCodeForSession(code);
  assert.equal(error, null);
  assert.deepEqual(names(), [cookie]);
  await someoneIsSignedIn(request(), data.user.id);
});

import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { device, newcomer, pass, password, signedIn } from "../project.mjs";

test("getSession gives the session that was begun, and none after signing out", async () => {
  const { auth, session } = await newcomer();
  assert.equal((await auth.getSession()).data.session.access_token, session.access_token);
  await auth.signOut();
  assert.equal((await auth.getSession()).data.session, null);
});

test("onAuthStateChange hears of signing in, renewing, changes and signing out", async () => {
  const { email } = await newcomer();
  const { auth } = device();
  assert.equal((await auth.initialize()).error, null);
  const heard = [];
  const { data } = auth.onAuthStateChange((event) => heard.push(event));
  await auth.signInWithPassword({ email, password });
  await auth.refreshSession();
  await auth.updateUser({ data: { city: "London" } });
  await auth.signOut();
  assert.deepEqual(heard.filter((event) => event !== "INITIAL_SESSION"), [
    "SIGNED_IN", "TOKEN_REFRESHED", "USER_UPDATED", "SIGNED_OUT",
  ]);
  data.subscription.unsubscribe();
});

test("setSession signs another device in with the same tokens", async () => {
  const { session, user } = await newcomer();
  const { auth } = device();
  const { data, error } = await auth.setSession(session);
  assert.equal(error, null);
  assert.equal(data.user.id, user.id);
});

test("startAutoRefresh renews a session before it ends, until stopAutoRefresh", async () => {
  const { email } = await newcomer();
  const { auth, session } = await signedIn(email);
  await pass(1); // two tokens of one second may be the same
  const renewed = new Promise((resolve) => auth.onAuthStateChange((event) => event === "TOKEN_REFRESHED" && resolve()));
  const waiting = setInterval(() => {}, 1000); // supabase-js' own timer does not keep Node from ending
  const now = Date.now;
  const ahead = (session.expires_at - 30) * 1000 - now();
  Date.now = () => now() + ahead; // supabase-js has no other clock
  try {
    await auth.startAutoRefresh();
    await renewed;
  } finally {
    Date.now = now;
    clearInterval(waiting);
    await auth.stopAutoRefresh();
  }
  assert.notEqual((await auth.getSession()).data.session.access_token, session.access_token);
});

test("dispose ends what a client does by itself", async () => {
  const { email } = await newcomer();
  const { auth, asked, session } = await signedIn(email);
  const before = asked.length;
  const now = Date.now;
  const ahead = (session.expires_at - 30) * 1000 - now();
  Date.now = () => now() + ahead; // as above, it would renew the session at once
  try {
    await auth.startAutoRefresh();
    await auth.dispose();
    await signedIn(email); // time enough for the request that must not come
  } finally {
    Date.now = now;
  }
  assert.deepEqual(asked.slice(before), []);
});

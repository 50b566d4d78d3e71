import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { assertRefused, assertSessionGone, device, newcomer, password, signedIn } from "../project.mjs";

test("getUser gives the user behind a token", async () => {
  const { auth, user } = await newcomer();
  const { data, error } = await auth.getUser();
  assert.equal(error, null);
  assert.equal(data.user.id, user.id);
  assert.equal(data.user.user_metadata.full_name, "Ada Lovelace");
});

test("getUser refuses a token with a broken signature", async () => {
  const { session } = await newcomer();
  const [header, claims] = session.access_token.split(".");
  const other = (await newcomer()).session.access_token.split(".")[2];
  assertRefused(await device().auth.getUser(`${header}.${claims}.${other}`), 403, "bad_jwt");
});

test("getUser refuses something that is no token", async () => {
  assertRefused(await device().auth.getUser("not.a.token"), 403, "bad_jwt");
});

test("getUser without a session says so", async () => {
  assertSessionGone(await device().auth.getUser());
});

test("metadata is merged, and null removes an entry", async () => {
  const { auth } = await newcomer("Ada Lovelace");
  await auth.updateUser({ data: { city: "London", full_name: "Ada King" } });
  const { data } = await auth.updateUser({ data: { city: null } });
  assert.equal(data.user.user_metadata.full_name, "Ada King");
  assert.ok(!("city" in data.user.user_metadata));
  const again = await auth.getUser();
  assert.deepEqual(again.data.user.user_metadata, data.user.user_metadata);
});

test("changed metadata is in the next access token", async () => {
  const { auth } = await newcomer("Ada Lovelace");
  await auth.updateUser({ data: { full_name: "Ada King" } });
  await auth.refreshSession();
  const { data } = await auth.getClaims();
  assert.equal(data.claims.user_metadata.full_name, "Ada King");
});

test("a changed password counts at once", async () => {
  const { auth, email } = await newcomer();
  const { error } = await auth.updateUser({ password: "another horse battery" });
  assert.equal(error, null);
  assertRefused(await device().auth.signInWithPassword({ email, password }), 400, "invalid_credentials");
  const { data } = await device().auth.signInWithPassword({ email, password: "another horse battery" });
  assert.equal(data.user.email, email);
});

test("the same password again is refused", async () => {
  const { auth } = await newcomer();
  assertRefused(await auth.updateUser({ password }), 422, "same_password");
});

test("somebody else's e-mail is refused", async () => {
  const { email } = await newcomer();
  const { auth } = await newcomer();
  assertRefused(await auth.updateUser({ email }), 422, "email_exists");
});

test("a person on two devices is one user", async () => {
  const { email, user } = await newcomer();
  const { data } = await (await signedIn(email)).auth.getUser();
  assert.equal(data.user.id, user.id);
});

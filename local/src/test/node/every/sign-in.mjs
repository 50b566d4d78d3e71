import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { assertRefused, device, newEmail, newcomer, password, signedIn } from "../project.mjs";

test("signing in gives the same user in a session of its own", async () => {
  const { email, user, session } = await newcomer();
  const there = await signedIn(email);
  assert.equal(there.session.user.id, user.id);
  assert.notEqual(there.session.refresh_token, session.refresh_token);
});

test("a wrong password is refused", async () => {
  const { email } = await newcomer();
  const answer = await device().auth.signInWithPassword({ email, password: "wrong horse battery" });
  assertRefused(answer, 400, "invalid_credentials");
  assert.equal(answer.data.session, null);
});

test("an unknown user is refused in the same words as a wrong password", async () => {
  const { email } = await newcomer();
  const wrong = await device().auth.signInWithPassword({ email, password: "wrong horse battery" });
  const unknown = await device().auth.signInWithPassword({ email: newEmail(), password });
  assertRefused(unknown, 400, "invalid_credentials");
  assert.equal(unknown.error.message, wrong.error.message);
});

test("somebody may come in without saying who they are", async () => {
  const { auth } = device();
  const { data, error } = await auth.signInAnonymously({ options: { data: { theme: "dark" } } });
  assert.equal(error, null);
  assert.equal(data.user.is_anonymous, true);
  assert.equal(data.user.user_metadata.theme, "dark");
  const { data: read } = await auth.getClaims();
  assert.equal(read.claims.is_anonymous, true);
  assert.equal(read.claims.role, "authenticated");
  assert.equal(read.claims.email, "");
});

import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { assertRefused, device, newEmail, newcomer, password } from "../project.mjs";

test("signing up gives a session and the user with what they say about themselves", async () => {
  const { user, session, email } = await newcomer("Ada Lovelace");
  assert.equal(user.email, email);
  assert.equal(user.role, "authenticated");
  assert.equal(user.aud, "authenticated");
  assert.equal(user.is_anonymous, false);
  assert.equal(user.user_metadata.full_name, "Ada Lovelace");
  assert.deepEqual(user.app_metadata, { provider: "email", providers: ["email"] });
  assert.equal(user.identities[0].provider, "email");
  assert.equal(user.identities[0].user_id, user.id);
  assert.ok(user.email_confirmed_at);
  assert.equal(session.token_type, "bearer");
  assert.equal(session.expires_in, 3600);
  assert.ok(session.access_token);
  assert.ok(session.refresh_token);
});

test("an e-mail address is stored in lower case", async () => {
  const email = newEmail("Ada");
  const { data } = await device().auth.signUp({ email: email.toUpperCase(), password });
  assert.equal(data.user.email, email.toLowerCase());
});

test("a second sign-up with the same e-mail is refused", async () => {
  const { email } = await newcomer();
  assertRefused(await device().auth.signUp({ email, password }), 422, "user_already_exists");
});

test("a short password is refused with the reason", async () => {
  const answer = await device().auth.signUp({ email: newEmail(), password: "short" });
  assertRefused(answer, 422, "weak_password", "AuthWeakPasswordError");
  assert.deepEqual(answer.error.reasons, ["length"]);
});

test("a password of more than 72 bytes is refused, because bcrypt would cut it", async () => {
  assertRefused(await device().auth.signUp({ email: newEmail(), password: "x".repeat(73) }), 400, "validation_failed");
});

test("something that is no e-mail address is refused", async () => {
  assertRefused(await device().auth.signUp({ email: "ada", password }), 400, "validation_failed");
});

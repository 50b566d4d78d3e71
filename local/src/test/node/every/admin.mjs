import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { administrator, assertRefused, device, newcomer, newEmail, password } from "../project.mjs";

test("an administrator makes a user who can sign in", async () => {
  const email = newEmail();
  const { data, error } = await administrator().createUser({
    email,
    password,
    email_confirm: true,
    user_metadata: { full_name: "Grace Hopper" },
    app_metadata: { team: "navy" },
  });
  assert.equal(error, null);
  assert.equal(data.user.user_metadata.full_name, "Grace Hopper");
  assert.equal(data.user.app_metadata.team, "navy");
  const signIn = await device().auth.signInWithPassword({ email, password });
  assert.equal(signIn.error, null);
  assert.equal(signIn.data.user.id, data.user.id);
});

test("an administrator finds, changes, lists and deletes a user", async () => {
  const admin = administrator();
  const { user } = await newcomer();
  assert.equal((await admin.getUserById(user.id)).data.user.email, user.email);
  const changed = await admin.updateUserById(user.id, { app_metadata: { team: "engine" } });
  assert.equal(changed.data.user.app_metadata.team, "engine");
  const { data } = await admin.listUsers({ page: 1, perPage: 1000 });
  assert.ok(data.users.some(({ id }) => id === user.id));
  assert.equal((await admin.deleteUser(user.id)).error, null);
  assertRefused(await admin.getUserById(user.id), 404, "user_not_found");
});

test("a deleted user's token counts for nothing at getUser", async () => {
  const { user, session } = await newcomer();
  await administrator().deleteUser(user.id);
  assertRefused(await device().auth.getUser(session.access_token), 403, "user_not_found");
});

test("a second user with the same e-mail is refused", async () => {
  const { email } = await newcomer();
  assertRefused(await administrator().createUser({ email, password }), 422, "email_exists");
});

test("an ordinary key is no administrator's key", async () => {
  assertRefused(await device().auth.admin.listUsers(), 403, "not_admin");
});

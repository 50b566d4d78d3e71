import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { device, newEmail, password, required } from "../project.mjs";

const signUp = (key) => device(key).auth.signUp({ email: newEmail(), password });

for (const name of ["SUPABASE_PUBLISHABLE_KEY", "SUPABASE_ANON_KEY"]) {
  test(`a front end may come with ${name}`, async () => {
    const { data, error } = await signUp(required(name));
    assert.equal(error, null);
    assert.ok(data.session);
  });
}

for (const name of ["SUPABASE_SECRET_KEY", "SUPABASE_SERVICE_ROLE_KEY"]) {
  test(`an administrator may come with ${name}`, async () => {
    const { error } = await device(required(name)).auth.admin.listUsers();
    assert.equal(error, null);
  });
}

test("a key of another project is refused", async () => {
  const { error } = await signUp("sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qnBVA8E2");
  assert.equal(error.status, 401);
  assert.equal(error.message, "Invalid API key");
});

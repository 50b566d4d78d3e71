import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { newcomer, required } from "../project.mjs";

test("getClaims gives what the token says", async () => {
  const { auth, user, email } = await newcomer("Ada Lovelace");
  const { data, error } = await auth.getClaims();
  assert.equal(error, null);
  assert.equal(data.header.typ, "JWT");
  const { claims } = data;
  assert.equal(claims.iss, `${required("SUPABASE_URL")}/auth/v1`);
  assert.equal(claims.sub, user.id);
  assert.equal(claims.aud, "authenticated");
  assert.equal(claims.role, "authenticated");
  assert.equal(claims.email, email);
  assert.equal(claims.phone, "");
  assert.equal(claims.aal, "aal1");
  assert.equal(claims.amr[0].method, "password");
  assert.equal(claims.is_anonymous, false);
  assert.equal(claims.user_metadata.full_name, "Ada Lovelace");
  assert.deepEqual(claims.app_metadata, { provider: "email", providers: ["email"] });
  assert.match(claims.session_id, /^[0-9a-f-]{36}$/);
  assert.equal(claims.exp - claims.iat, 3600);
});

// A project that signs with its secret: supabase-js has no way to verify such a token but to ask for the user.
import assert from "node:assert/strict";
import { test } from "./auth-methods.mjs";
import { assertRefused, device, newcomer } from "./project.mjs";

test("getClaims asks for the user, and believes the token when there is one", async () => {
  const { session } = await newcomer();
  const { auth, asked } = device();
  const { data, error } = await auth.getClaims(session.access_token);
  assert.equal(error, null);
  assert.equal(data.header.alg, "HS256");
  assert.equal(data.claims.sub, session.user.id);
  assert.deepEqual(asked, ["GET /auth/v1/user"]);
});

test("getClaims learns of a broken signature by asking", async () => {
  const [header, claims] = (await newcomer()).session.access_token.split(".");
  const foreign = (await newcomer()).session.access_token.split(".")[2];
  assertRefused(await device().auth.getClaims(`${header}.${claims}.${foreign}`), 403, "bad_jwt");
});

await import("./every.mjs");

// A project that signs with a key of its own: supabase-js verifies such a token by itself.
import assert from "node:assert/strict";
import { test } from "./auth-methods.mjs";
import { device, newcomer } from "./project.mjs";

// First of all, because the clients of one process share the public keys that one of them has fetched.
test("getClaims verifies the signature here: it asks for the public keys once, and never for the user", async () => {
  const { session } = await newcomer();
  const { auth, asked } = device();
  for (let time = 1; time <= 3; time++) {
    const { data, error } = await auth.getClaims(session.access_token);
    assert.equal(error, null);
    assert.equal(data.header.alg, "ES256");
    assert.equal(data.claims.sub, session.user.id);
  }
  assert.deepEqual(asked, ["GET /auth/v1/.well-known/jwks.json"]);
});

test("getClaims finds a broken signature without asking for the user", async () => {
  const [header, claims] = (await newcomer()).session.access_token.split(".");
  const foreign = (await newcomer()).session.access_token.split(".")[2];
  const { auth, asked } = device();
  const { error } = await auth.getClaims(`${header}.${claims}.${foreign}`);
  assert.equal(error.name, "AuthInvalidJwtError");
  assert.ok(!asked.includes("GET /auth/v1/user"), `asked: ${asked}`);
});

await import("./every.mjs");

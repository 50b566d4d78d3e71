// @supabase/server in front of a project that signs with a key of its own: each mode with each kind of credential.
import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { administrator, newcomer, newEmail, pass, password, required } from "./project.mjs";
import { answer, assertAnswers, behind } from "./server-modes.mjs";

const { session, user, email } = await newcomer();
const bearer = (token) => ({ Authorization: `Bearer ${token}` });
const json = (part) => JSON.parse(Buffer.from(part, "base64url"));
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The same token by somebody who only pretends to have the project's key. */
function forged(alg = "ES256") {
  const [header, payload] = session.access_token.split(".");
  const message = `${part({ ...json(header), alg })}.${payload}`;
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signature = sign("sha256", Buffer.from(message), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return `${message}.${alg === "none" ? "" : signature}`;
}

/** The token with other claims under its signature. */
function changed(claims) {
  const [header, payload, signature] = session.access_token.split(".");
  return `${header}.${part({ ...json(payload), ...claims })}.${signature}`;
}

/** A token that ended an hour ago: for a moment, it is two hours earlier at the local Supabase. */
async function expired() {
  await pass(-7200);
  try {
    return (await newcomer()).session.access_token;
  } finally {
    await pass(7200);
  }
}

test("a user's token is accepted as a user, and is nobody's key", async () => {
  await assertAnswers(bearer(session.access_token), {
    user: { mode: "user", id: user.id, email, role: "authenticated" },
    publishable: "INVALID_CREDENTIALS",
    secret: "INVALID_CREDENTIALS",
    none: { mode: "none" },
  });
});

for (const [what, token] of [
  ["an expired token", expired],
  ["a token by somebody else's key", async () => forged()],
  ["a token without a signature", async () => forged("none")],
  ["a token that was changed to somebody else's", async () => changed({ sub: crypto.randomUUID() })],
  ["the legacy anon key in a user's place", async () => required("SUPABASE_ANON_KEY")],
  ["the legacy service_role key in a user's place", async () => required("SUPABASE_SERVICE_ROLE_KEY")],
  ["a token that is none", async () => "not.a.token"],
]) {
  test(`${what} is refused where a user is asked for`, async () => {
    await assertAnswers(bearer(await token()), { user: "INVALID_JWT", none: { mode: "none" } });
  });
}

test("no credential is enough for nothing but none", async () => {
  const missing = "MISSING_CREDENTIALS";
  await assertAnswers({}, { user: missing, publishable: missing, secret: missing, none: { mode: "none" } });
});

test("the publishable key opens publishable only", async () => {
  await assertAnswers({ apikey: required("SUPABASE_PUBLISHABLE_KEY") }, {
    user: "UNUSABLE_CREDENTIAL",
    publishable: { mode: "publishable" },
    secret: "INVALID_API_KEY",
    none: { mode: "none" },
  });
});

test("the secret key opens secret only", async () => {
  await assertAnswers({ apikey: required("SUPABASE_SECRET_KEY") }, {
    user: "UNUSABLE_CREDENTIAL",
    publishable: "INVALID_API_KEY",
    secret: { mode: "secret" },
    none: { mode: "none" },
  });
});

for (const [what, key] of [
  ["another project's publishable key", "sb_publishable_AAAAAAAAAAAAAAAAAAAAAA_qnBVA8E2"],
  ["another project's secret key", "sb_secret_AAAAAAAAAAAAAAAAAAAAAA_7kiRrkbS"],
  ["the legacy anon key", required("SUPABASE_ANON_KEY")],
  ["a key that is none", "open sesame"],
]) {
  test(`${what} opens neither publishable nor secret`, async () => {
    await assertAnswers({ apikey: key }, { publishable: "INVALID_API_KEY", secret: "INVALID_API_KEY" });
  });
}

for (const name of ["SUPABASE_PUBLISHABLE_KEY", "SUPABASE_SECRET_KEY"]) {
  test(`${name} as a bearer token opens nothing`, async () => {
    const refused = "UNUSABLE_CREDENTIAL";
    await assertAnswers(bearer(required(name)), { user: refused, publishable: refused, secret: refused });
  });
}

test("a request with a user's token and the publishable key, as supabase-js sends it, is that user's", async () => {
  const headers = { ...bearer(session.access_token), apikey: required("SUPABASE_PUBLISHABLE_KEY") };
  await assertAnswers(headers, { user: { mode: "user", id: user.id, email, role: "authenticated" } });
  assert.equal((await answer(["user", "publishable"], headers)).body.mode, "user");
});

test("one of several modes is enough, but a bad token ends the search", async () => {
  const key = { apikey: required("SUPABASE_SECRET_KEY") };
  assert.equal((await answer(["user", "secret"], key)).body.mode, "secret");
  assert.equal((await answer(["user", "none"], {})).body.mode, "none");
  assert.equal((await answer(["user", "none"], bearer(forged()))).status, 401);
});

test("behind user, the client of the context is the user's", async () => {
  const found = await behind("user", bearer(session.access_token), ({ supabase }) => supabase.auth.getUser(session.access_token));
  assert.equal(found.data.user.id, user.id);
});

test("behind secret, the admin client administers", async () => {
  const made = await behind("secret", { apikey: required("SUPABASE_SECRET_KEY") }, ({ supabaseAdmin }) =>
    supabaseAdmin.auth.admin.createUser({ email: newEmail(), password, email_confirm: true }),
  );
  assert.equal(made.error, null);
  assert.ok((await administrator().getUserById(made.data.user.id)).data.user.email_confirmed_at);
});

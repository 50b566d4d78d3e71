import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import { test } from "../auth-methods.mjs";
import { administrator, assertRefused, assertSessionGone, device, newcomer, newEmail, required, signedIn } from "../project.mjs";

/** An ID token as Google would make it: SupabaseJsTest lent its key. */
function idToken(subject = crypto.randomUUID()) {
  const jwk = JSON.parse(required("GOOGLE_KEY"));
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: "https://google.example.com",
    aud: "our-app.apps.example.com",
    sub: subject,
    exp: Math.floor(Date.now() / 1000) + 1_000_000,
    email: newEmail(),
    email_verified: true,
    name: "Ada Lovelace",
  };
  const message = `${part({ alg: "ES256", kid: jwk.kid })}.${part(claims)}`;
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return `${message}.${sign("sha256", Buffer.from(message), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

test("getUserIdentities tells by what a user came", async () => {
  const { auth, email } = await newcomer();
  const { data, error } = await auth.getUserIdentities();
  assert.equal(error, null);
  assert.deepEqual(data.identities.map(({ provider }) => provider), ["email"]);
  assert.equal(data.identities[0].identity_data.email, email);
});

test("the only identity cannot be unlinked", async () => {
  const { auth } = await newcomer();
  const { data } = await auth.getUserIdentities();
  assertRefused(await auth.unlinkIdentity(data.identities[0]), 422, "single_identity_not_deletable");
});

test("an ID token of a provider that is not set up is refused", async () => {
  const refused = await device().auth.signInWithIdToken({ provider: "apple", token: idToken() });
  assertRefused(refused, 400, "provider_disabled");
});

test("signInWithIdToken signs the same person in again", async () => {
  const { auth } = device();
  const token = idToken();
  const { data, error } = await auth.signInWithIdToken({ provider: "google", token });
  assert.equal(error, null);
  assert.equal(data.user.app_metadata.provider, "google");
  assert.equal(data.user.user_metadata.full_name, "Ada Lovelace");
  const again = await device().auth.signInWithIdToken({ provider: "google", token });
  assert.equal(again.data.user.id, data.user.id);
});

test("linkIdentity with an ID token gives an anonymous user that identity", async () => {
  const { auth } = device();
  const anonymous = await auth.signInAnonymously();
  const { data, error } = await auth.linkIdentity({ provider: "google", token: idToken() });
  assert.equal(error, null);
  assert.equal(data.user.id, anonymous.data.user.id);
  assert.equal(data.user.is_anonymous, false);
});

test("unlinkIdentity takes one of two identities away", async () => {
  const { auth } = await newcomer();
  await auth.linkIdentity({ provider: "google", token: idToken() });
  const { data } = await auth.getUserIdentities();
  assert.deepEqual(data.identities.map(({ provider }) => provider), ["email", "google"]);
  const { error } = await auth.unlinkIdentity(data.identities[1]);
  assert.equal(error, null);
  assert.equal((await auth.getUserIdentities()).data.identities.length, 1);
});

test("an administrator signs a user out by one of their tokens", async () => {
  const { auth, email, session } = await newcomer();
  const elsewhere = await signedIn(email);
  const { error } = await administrator().signOut(session.access_token, "others");
  assert.equal(error, null);
  assertSessionGone(await elsewhere.auth.getUser());
  assert.equal((await auth.getUser()).error, null);
  assert.equal((await administrator().signOut(session.access_token)).error, null);
  assertSessionGone(await auth.getUser());
});

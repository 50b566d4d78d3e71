import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "../auth-methods.mjs";
import { administrator, assertRefused, device, newcomer, pass, password, signedIn } from "../project.mjs";

/** An authenticator app: RFC 6238, at the time that the local Supabase has. */
function code(secret, passed = 0) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor((Date.now() / 1000 + passed) / 30)));
  const hash = createHmac("sha1", key).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** The time of the local Supabase is that of its tokens: other tests move its clock. */
async function ahead(auth) {
  const { data } = await auth.refreshSession();
  return data.session.expires_at - data.session.expires_in - Math.floor(Date.now() / 1000);
}

async function withFactor() {
  const person = await newcomer();
  const { data, error } = await person.auth.mfa.enroll({ factorType: "totp", friendlyName: "my phone", issuer: "Acme" });
  assert.equal(error, null);
  const show = async () => code(data.totp.secret, await ahead(person.auth));
  return { ...person, factorId: data.id, totp: data.totp, show };
}

async function proven() {
  const person = await withFactor();
  const { error } = await person.auth.mfa.challengeAndVerify({ factorId: person.factorId, code: await person.show() });
  assert.equal(error, null);
  return person;
}

test("enroll gives an image, a secret and an address for the app", async () => {
  const { totp } = await withFactor();
  assert.match(totp.qr_code, /^data:image\/svg\+xml;utf-8,<svg /);
  assert.match(totp.secret, /^[A-Z2-7]{32}$/);
  assert.match(totp.uri, /^otpauth:\/\/totp\/Acme:.*secret=/);
});

test("challenge and verify lead to aal2", async () => {
  const { auth, factorId, show } = await withFactor();
  const before = await auth.mfa.getAuthenticatorAssuranceLevel();
  assert.deepEqual([before.data.currentLevel, before.data.nextLevel], ["aal1", "aal1"]);
  const challenge = await auth.mfa.challenge({ factorId });
  assert.equal(challenge.error, null);
  assert.equal(challenge.data.type, "totp");
  const { data, error } = await auth.mfa.verify({ factorId, challengeId: challenge.data.id, code: await show() });
  assert.equal(error, null);
  assert.equal(data.user.factors[0].status, "verified");
  const after = await auth.mfa.getAuthenticatorAssuranceLevel();
  assert.deepEqual([after.data.currentLevel, after.data.nextLevel], ["aal2", "aal2"]);
  assert.deepEqual(
    after.data.currentAuthenticationMethods.map(({ method }) => method).sort(),
    ["password", "totp"],
  );
});

test("a new sign-in of somebody with a factor asks for aal2", async () => {
  const { email, factorId, totp } = await proven();
  const { auth } = await signedIn(email);
  const { data } = await auth.mfa.getAuthenticatorAssuranceLevel();
  assert.deepEqual([data.currentLevel, data.nextLevel], ["aal1", "aal2"]);
  assertRefused(await auth.updateUser({ password: "another horse battery" }), 401, "insufficient_aal");
  const verified = await auth.mfa.challengeAndVerify({ factorId, code: code(totp.secret, await ahead(auth)) });
  assert.equal(verified.error, null);
  assert.equal((await auth.updateUser({ password: "another horse battery" })).error, null);
});

test("listFactors tells the verified ones", async () => {
  const { auth, factorId } = await withFactor();
  assert.deepEqual((await auth.mfa.listFactors()).data.totp, []);
  const { auth: other, factorId: theirs } = await proven();
  const { data } = await other.mfa.listFactors();
  assert.deepEqual(data.totp.map(({ id }) => id), [theirs]);
  assert.deepEqual(data.all.map(({ id }) => id), [theirs]);
  assert.equal((await auth.mfa.listFactors()).data.all[0].id, factorId);
});

test("a wrong code is refused", async () => {
  const { auth, factorId } = await withFactor();
  assertRefused(await auth.mfa.challengeAndVerify({ factorId, code: "12345" }), 422, "mfa_verification_failed");
});

test("a challenge ends after five minutes", async () => {
  const { auth, factorId, show } = await withFactor();
  const { data } = await auth.mfa.challenge({ factorId });
  await pass(301);
  const late = await auth.mfa.verify({ factorId, challengeId: data.id, code: await show() });
  assertRefused(late, 422, "mfa_challenge_expired");
});

test("unenroll removes the factor, and the next token is aal1", async () => {
  const { auth, factorId } = await proven();
  const { data, error } = await auth.mfa.unenroll({ factorId });
  assert.equal(error, null);
  assert.equal(data.id, factorId);
  await auth.refreshSession();
  assert.equal((await auth.mfa.getAuthenticatorAssuranceLevel()).data.currentLevel, "aal1");
});

test("two factors with the same name are refused", async () => {
  const { auth } = await withFactor();
  const again = await auth.mfa.enroll({ factorType: "totp", friendlyName: "my phone" });
  assertRefused(again, 422, "mfa_factor_name_conflict");
});

test("anonymous users have no second factor", async () => {
  const { auth } = device();
  await auth.signInAnonymously();
  assertRefused(await auth.mfa.enroll({ factorType: "totp" }), 403, "no_authorization");
});

test("an administrator lists and deletes a user's factors", async () => {
  const { user, factorId, email } = await proven();
  const { mfa } = administrator();
  const { data, error } = await mfa.listFactors({ userId: user.id });
  assert.equal(error, null);
  assert.deepEqual(data.factors.map(({ id }) => id), [factorId]);
  const deleted = await mfa.deleteFactor({ userId: user.id, id: factorId });
  assert.equal(deleted.error, null);
  assert.deepEqual((await mfa.listFactors({ userId: user.id })).data.factors, []);
  const { auth } = device();
  await auth.signInWithPassword({ email, password });
  assert.equal((await auth.mfa.getAuthenticatorAssuranceLevel()).data.nextLevel, "aal1");
});

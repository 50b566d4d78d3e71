// A project whose users confirm their addresses and numbers.
import assert from "node:assert/strict";
import { test } from "./auth-methods.mjs";
import {
  administrator, assertRefused, browse, device, deviceWithPkce, lastTo, newEmail, pass, password,
} from "./project.mjs";

const newPhone = () => `49${String(crypto.getRandomValues(new Uint32Array(1))[0]).padStart(10, "1")}`;

/** Signs a new person up who confirms the address with the code from the mail. */
async function newcomer(here = device()) {
  const email = newEmail();
  await here.auth.signUp({ email, password });
  const { data, error } = await here.auth.verifyOtp({ email, token: (await lastTo(email)).code, type: "signup" });
  assert.equal(error, null);
  return { ...here, email, user: data.user };
}

test("signUp gives no session until the address is confirmed", async () => {
  const email = newEmail();
  const { auth } = device();
  const { data, error } = await auth.signUp({ email, password });
  assert.equal(error, null);
  assert.equal(data.session, null);
  assert.equal(data.user.identities.length, 1);
  assertRefused(await auth.signInWithPassword({ email, password }), 400, "email_not_confirmed");
  const verified = await auth.verifyOtp({ email, token: (await lastTo(email)).code, type: "signup" });
  assert.ok(verified.data.session.access_token);
  assert.ok(verified.data.user.email_confirmed_at);
});

test("signUp with an address that is taken looks like any other", async () => {
  const { email, user } = await newcomer();
  const { data, error } = await device().auth.signUp({ email, password });
  assert.equal(error, null);
  assert.notEqual(data.user.id, user.id);
  assert.deepEqual(data.user.identities, []);
});

test("the link of signUp brings tokens back", async () => {
  const email = newEmail();
  await device().auth.signUp({ email, password, options: { emailRedirectTo: "http://127.0.0.1:3000/welcome" } });
  const { href, fragment } = await browse((await lastTo(email)).link);
  assert.ok(href.startsWith("http://127.0.0.1:3000/welcome#"));
  assert.equal(fragment.get("type"), "signup");
  const { auth } = device();
  const { data, error } = await auth.setSession({
    access_token: fragment.get("access_token"),
    refresh_token: fragment.get("refresh_token"),
  });
  assert.equal(error, null);
  assert.equal(data.user.email, email);
});

test("the link of signUp with PKCE brings a code back", async () => {
  const email = newEmail();
  const { auth } = deviceWithPkce();
  await auth.signUp({ email, password });
  const { query, fragment } = await browse((await lastTo(email)).link);
  assert.equal(fragment.size, 0);
  const { data, error } = await auth.exchangeCodeForSession(query.get("code"));
  assert.equal(error, null);
  assert.equal(data.user.email, email);
});

test("resend sends another code for a sign-up", async () => {
  const email = newEmail();
  const { auth } = device();
  await auth.signUp({ email, password });
  const { error } = await auth.resend({ type: "signup", email });
  assert.equal(error, null);
  const verified = await auth.verifyOtp({ email, token: (await lastTo(email)).code, type: "email" });
  assert.equal(verified.data.user.email, email);
});

test("signInWithOtp by e-mail signs up whoever is new, and in whoever is known", async () => {
  const email = newEmail();
  const { auth } = device();
  assert.equal((await auth.signInWithOtp({ email, options: { data: { city: "London" } } })).error, null);
  const first = await auth.verifyOtp({ email, token: (await lastTo(email)).code, type: "email" });
  assert.equal(first.data.user.user_metadata.city, "London");
  await auth.signInWithOtp({ email });
  const mail = await lastTo(email);
  assert.equal(mail.kind, "magic_link");
  const again = await auth.verifyOtp({ email, token: mail.code, type: "email" });
  assert.equal(again.data.user.id, first.data.user.id);
});

test("signInWithOtp can be for known users only", async () => {
  const answer = await device().auth.signInWithOtp({ email: newEmail(), options: { shouldCreateUser: false } });
  assertRefused(answer, 422, "otp_disabled");
});

test("verifyOtp takes the hash from a link", async () => {
  const { email, auth } = await newcomer();
  await auth.signInWithOtp({ email });
  const token_hash = new URL((await lastTo(email)).link).searchParams.get("token");
  const { data, error } = await device().auth.verifyOtp({ token_hash, type: "email" });
  assert.equal(error, null);
  assert.equal(data.user.email, email);
});

test("verifyOtp refuses a wrong code and an old one", async () => {
  const { email, auth } = await newcomer();
  await auth.signInWithOtp({ email });
  const { code } = await lastTo(email);
  const wrong = code === "000000" ? "000001" : "000000";
  assertRefused(await auth.verifyOtp({ email, token: wrong, type: "email" }), 403, "otp_expired");
  await pass(3601);
  assertRefused(await auth.verifyOtp({ email, token: code, type: "email" }), 403, "otp_expired");
});

test("signInWithOtp by phone", async () => {
  const phone = newPhone();
  const { auth } = device();
  assert.equal((await auth.signInWithOtp({ phone: `+${phone}` })).error, null);
  const { data, error } = await auth.verifyOtp({ phone, token: (await lastTo(phone)).code, type: "sms" });
  assert.equal(error, null);
  assert.equal(data.user.phone, phone);
  const again = await auth.signInWithOtp({ phone });
  assert.ok(again.data.messageId);
});

test("signUp by phone", async () => {
  const phone = newPhone();
  const { auth } = device();
  const { data } = await auth.signUp({ phone, password });
  assert.equal(data.session, null);
  await auth.resend({ type: "sms", phone });
  await auth.verifyOtp({ phone, token: (await lastTo(phone)).code, type: "sms" });
  const { error } = await device().auth.signInWithPassword({ phone, password });
  assert.equal(error, null);
});

test("resetPasswordForEmail and a new password", async () => {
  const { email } = await newcomer();
  const { auth } = device();
  assert.equal((await auth.resetPasswordForEmail(email)).error, null);
  await auth.verifyOtp({ email, token: (await lastTo(email)).code, type: "recovery" });
  assert.equal((await auth.updateUser({ password: "another horse battery" })).error, null);
  const { error } = await device().auth.signInWithPassword({ email, password: "another horse battery" });
  assert.equal(error, null);
});

test("resetPasswordForEmail with PKCE: another device cannot use the code", async () => {
  const { email } = await newcomer();
  const { auth } = deviceWithPkce();
  await auth.resetPasswordForEmail(email, { redirectTo: "http://127.0.0.1:3000/reset" });
  const { query, href } = await browse((await lastTo(email)).link);
  assert.ok(href.startsWith("http://127.0.0.1:3000/reset?code="));
  const other = deviceWithPkce();
  await other.auth.resetPasswordForEmail(email);
  assertRefused(await other.auth.exchangeCodeForSession(query.get("code")), 400, "bad_code_verifier");
  const { data, error } = await auth.exchangeCodeForSession(query.get("code"));
  assert.equal(error, null);
  assert.equal(data.user.email, email);
});

test("updateUser changes the address when both have agreed", async () => {
  const { auth, email } = await newcomer();
  const wanted = newEmail("king");
  const { data } = await auth.updateUser({ email: wanted });
  assert.equal(data.user.new_email, wanted);
  const half = await auth.verifyOtp({ email, token: (await lastTo(email)).code, type: "email_change" });
  assert.equal(half.error, null);
  const whole = await auth.verifyOtp({ email: wanted, token: (await lastTo(wanted)).code, type: "email_change" });
  assert.equal(whole.data.user.email, wanted);
});

test("updateUser adds a phone number", async () => {
  const { auth } = await newcomer();
  const phone = newPhone();
  await auth.updateUser({ phone });
  const { data, error } = await auth.verifyOtp({ phone, token: (await lastTo(phone)).code, type: "phone_change" });
  assert.equal(error, null);
  assert.equal(data.user.phone, phone);
});

test("reauthenticate sends a code", async () => {
  const { auth, email } = await newcomer();
  assert.equal((await auth.reauthenticate()).error, null);
  assert.equal((await lastTo(email)).kind, "reauthentication");
});

test("inviteUserByEmail sends an invitation", async () => {
  const email = newEmail();
  const { data, error } = await administrator().inviteUserByEmail(email, { data: { team: "blue" } });
  assert.equal(error, null);
  assert.equal(data.user.user_metadata.team, "blue");
  const { fragment } = await browse((await lastTo(email)).link);
  assert.equal(fragment.get("type"), "invite");
});

for (const type of ["signup", "invite", "magiclink", "recovery"]) {
  test(`generateLink makes a link of type ${type}`, async () => {
    const email = type === "recovery" ? (await newcomer()).email : newEmail();
    const { data, error } = await administrator().generateLink({ type, email, password });
    assert.equal(error, null);
    assert.equal(data.user.email, email);
    assert.match(data.properties.email_otp, /^[0-9]{6}$/);
    const { fragment } = await browse(data.properties.action_link);
    assert.ok(fragment.get("access_token"));
  });
}

test("generateLink makes links for a change of address", async () => {
  const { email } = await newcomer();
  for (const type of ["email_change_current", "email_change_new"]) {
    const { data, error } = await administrator().generateLink({ type, email, newEmail: `new-${email}` });
    assert.equal(error, null);
    assert.equal(data.properties.verification_type, type);
  }
});

/** A person at the page in GitHub's place, who types an address and goes on. */
async function atThePage(url, fields) {
  const first = await fetch(url, { redirect: "manual" });
  const page = first.headers.get("location");
  assert.match(await (await fetch(page)).text(), /Sign in with GitHub/);
  const sent = await fetch(page, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return browse(sent.headers.get("location"));
}

const signInWithGitHub = (auth, redirectTo = "http://127.0.0.1:3000/in") =>
  auth.signInWithOAuth({ provider: "github", options: { redirectTo, skipBrowserRedirect: true } });

test("signInWithOAuth brings tokens back", async () => {
  const email = newEmail();
  const { auth } = device();
  const { data } = await signInWithGitHub(auth);
  const { fragment } = await atThePage(data.url, { email, name: "Ada", verified: "yes" });
  assert.ok(fragment.get("provider_token"));
  const session = await auth.setSession({
    access_token: fragment.get("access_token"),
    refresh_token: fragment.get("refresh_token"),
  });
  assert.equal(session.data.user.app_metadata.provider, "github");
  assert.equal(session.data.user.user_metadata.full_name, "Ada");
});

test("signInWithOAuth with PKCE brings a code back", async () => {
  const email = newEmail();
  const { auth } = deviceWithPkce();
  const { data } = await signInWithGitHub(auth);
  const { query } = await atThePage(data.url, { email, verified: "yes" });
  const exchanged = await auth.exchangeCodeForSession(query.get("code"));
  assert.equal(exchanged.error, null);
  assert.equal(exchanged.data.user.email, email);
  assert.ok(exchanged.data.session.provider_token);
  assert.ok(exchanged.data.session.provider_refresh_token);
});

test("signInWithOAuth says that somebody denied it", async () => {
  const { data } = await signInWithGitHub(deviceWithPkce().auth);
  const { query } = await atThePage(data.url, { deny: "yes" });
  assert.equal(query.get("error"), "access_denied");
});

import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { assertRefused, device, newcomer, pass, signedIn } from "../project.mjs";

const renew = (auth, refreshToken) => auth.refreshSession({ refresh_token: refreshToken });

async function renewed(auth, refreshToken) {
  const { data, error } = await renew(auth, refreshToken);
  assert.equal(error, null);
  return data.session;
}

const sessionOf = ({ access_token: token }) => JSON.parse(atob(token.split(".")[1])).session_id;

test("renewing gives new tokens for the same session", async () => {
  const { auth, session } = await newcomer();
  await pass(1); // two tokens of one second may be the same
  const next = await renewed(auth, session.refresh_token);
  assert.notEqual(next.access_token, session.access_token);
  assert.notEqual(next.refresh_token, session.refresh_token);
  assert.equal(sessionOf(next), sessionOf(session));
});

test("a client that lost the answer may renew with the same token once more", async () => {
  const { auth, session } = await newcomer();
  const lost = await renewed(auth, session.refresh_token);
  await pass(60);
  const again = await renewed(device().auth, session.refresh_token);
  assert.equal(again.refresh_token, lost.refresh_token);
});

test("two tabs that renew at the same time both stay signed in", async () => {
  const { session } = await newcomer();
  const [one, other] = await Promise.all([
    renewed(device().auth, session.refresh_token),
    renewed(device().auth, session.refresh_token),
  ]);
  assert.equal(sessionOf(one), sessionOf(other));
});

test("an older token may be used again within ten seconds", async () => {
  const { auth, session } = await newcomer();
  const second = await renewed(auth, session.refresh_token);
  await renewed(auth, second.refresh_token);
  await pass(5); // and some more by itself
  const again = await renewed(device().auth, session.refresh_token);
  assert.equal(sessionOf(again), sessionOf(session));
});

test("an older token that is used after ten seconds was stolen, and ends the session for everybody", async () => {
  const { auth, session } = await newcomer();
  const second = await renewed(auth, session.refresh_token);
  const third = await renewed(auth, second.refresh_token);
  await pass(11);
  assertRefused(await renew(device().auth, session.refresh_token), 400, "refresh_token_already_used");
  await pass(11);
  assertRefused(await renew(device().auth, third.refresh_token), 400, "refresh_token_already_used");
});

test("the end of one session leaves the person's other sessions alone", async () => {
  const { auth, session, email } = await newcomer();
  const there = await signedIn(email);
  const second = await renewed(auth, session.refresh_token);
  await renewed(auth, second.refresh_token);
  await pass(11);
  assertRefused(await renew(device().auth, session.refresh_token), 400, "refresh_token_already_used");
  await renewed(there.auth, there.session.refresh_token);
});

test("a refresh token is worthless once the person signed out elsewhere", async () => {
  const { auth, session, email } = await newcomer();
  const next = await renewed(auth, session.refresh_token);
  await (await signedIn(email)).auth.signOut();
  assertRefused(await renew(auth, next.refresh_token), 400, "refresh_token_not_found");
});

test("an invented refresh token is refused", async () => {
  assertRefused(await renew(device().auth, "abcdefghijkl"), 400, "refresh_token_not_found");
});

import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { assertRefused, assertSessionGone, device, newcomer, signedIn } from "../project.mjs";

const renew = ({ session }) => device().auth.refreshSession({ refresh_token: session.refresh_token });

async function assertAlive(place) {
  const { error } = await renew(place);
  assert.equal(error, null);
}

const assertOver = async (place) => assertRefused(await renew(place), 400, "refresh_token_not_found");

async function twoDevices() {
  const here = await newcomer();
  return { here, there: await signedIn(here.email) };
}

test("signing out ends every session of the person", async () => {
  const { here, there } = await twoDevices();
  assert.equal((await here.auth.signOut()).error, null);
  await assertOver(here);
  await assertOver(there);
});

test("signing out here only leaves the other device signed in", async () => {
  const { here, there } = await twoDevices();
  assert.equal((await here.auth.signOut({ scope: "local" })).error, null);
  await assertOver(here);
  await assertAlive(there);
});

test("signing out the others leaves this device signed in", async () => {
  const { here, there } = await twoDevices();
  assert.equal((await here.auth.signOut({ scope: "others" })).error, null);
  await assertOver(there);
  await assertAlive(here);
});

test("somebody else stays signed in", async () => {
  const other = await newcomer();
  await (await newcomer()).auth.signOut();
  await assertAlive(other);
});

test("after signing out, getUser no longer accepts the access token", async () => {
  const { auth, session } = await newcomer();
  await auth.signOut();
  assertSessionGone(await device().auth.getUser(session.access_token));
});

// What a local Supabase does not do is refused, and nothing pretends to work.
import assert from "node:assert/strict";
import { test } from "../auth-methods.mjs";
import { administrator, assertRefused, device, newcomer } from "../project.mjs";

const id = crypto.randomUUID();

/** As a browser would have it from a security key. */
const proof = { type: "request", rpId: "example.com", rpOrigins: [], credential_response: { toJSON: () => ({ id: "a key" }) } };

/** Tries every call, and gives the refusals. */
async function refusals(calls) {
  return Promise.all(
    calls.map(async (call) => {
      const { error } = await Promise.resolve(call()).catch((thrown) => ({ error: thrown }));
      assert.ok(error, `${call} was not refused`);
      return error;
    }),
  );
}

async function notFound(calls) {
  for (const error of await refusals(calls)) assert.equal(error.status, 404, error.message);
}

test("single sign-on and wallets are refused as by a project that has them switched off", async () => {
  const { auth } = device();
  assertRefused(await auth.signInWithSSO({ domain: "example.com" }), 404, "saml_provider_disabled");
  const wallet = { chain: "ethereum", message: "example.com wants you to sign in", signature: "0x00" };
  assertRefused(await auth.signInWithWeb3(wallet), 422, "web3_provider_disabled");
});

test("passkeys and security keys are refused", async () => {
  const { auth } = await newcomer();
  const { passkey } = auth;
  await notFound([
    () => passkey.startRegistration(),
    () => passkey.verifyRegistration({ challengeId: id, credential: {} }),
    () => passkey.startAuthentication(),
    () => passkey.verifyAuthentication({ challengeId: id, credential: {} }),
    () => passkey.list(),
    () => passkey.update({ passkeyId: id, friendlyName: "my key" }),
    () => passkey.delete({ passkeyId: id }),
    () => administrator().passkey.listPasskeys({ userId: id }),
    () => administrator().passkey.deletePasskey({ userId: id, passkeyId: id }),
  ]);
  await refusals([
    () => auth.signInWithPasskey(),
    () => auth.registerPasskey(),
    () => auth.mfa.webauthn.register({ friendlyName: "my key" }),
    () => auth.mfa.webauthn.authenticate({ factorId: id }),
    () => auth.mfa.webauthn.enroll({ friendlyName: "my key" }),
    () => auth.mfa.webauthn.challenge({ factorId: id, webauthn: { rpId: "example.com" } }),
    () => auth.mfa.webauthn.verify({ factorId: id, challengeId: id, webauthn: proof }),
  ]);
});

test("an OAuth server and providers of one's own are not found", async () => {
  const { oauth } = (await newcomer()).auth;
  const { oauth: clients, customProviders: providers } = administrator();
  await notFound([
    () => oauth.getAuthorizationDetails(id),
    () => oauth.approveAuthorization(id, { skipBrowserRedirect: true }),
    () => oauth.denyAuthorization(id, { skipBrowserRedirect: true }),
    () => oauth.listGrants(),
    () => oauth.revokeGrant({ clientId: id }),
    () => clients.listClients(),
    () => clients.createClient({ client_name: "An application", redirect_uris: ["https://example.com/"] }),
    () => clients.getClient(id),
    () => clients.updateClient(id, { client_name: "Another" }),
    () => clients.deleteClient(id),
    () => clients.regenerateClientSecret(id),
    () => providers.listProviders(),
    () => providers.createProvider({ provider_type: "oauth2", identifier: "custom:one", name: "One", client_id: "1" }),
    () => providers.getProvider("custom:one"),
    () => providers.updateProvider("custom:one", { name: "Two" }),
    () => providers.deleteProvider("custom:one"),
  ]);
});

// @supabase/server in front of a project that signs with its secret: it knows public keys only, and there are none.
import { test } from "node:test";
import { newcomer, required } from "./project.mjs";
import { assertAnswers } from "./server-modes.mjs";

test("a user's token by the secret is refused, as with a project that has not moved to signing keys", async () => {
  const { session } = await newcomer();
  await assertAnswers({ Authorization: `Bearer ${session.access_token}` }, { user: "INVALID_JWT", none: { mode: "none" } });
});

test("the keys open what they open in any project", async () => {
  await assertAnswers({ apikey: required("SUPABASE_PUBLISHABLE_KEY") }, { publishable: { mode: "publishable" } });
  await assertAnswers({ apikey: required("SUPABASE_SECRET_KEY") }, { secret: { mode: "secret" } });
});

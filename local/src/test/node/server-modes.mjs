// An application with @supabase/server, which reads where its project is from the environment.
import assert from "node:assert/strict";
import { withSupabase } from "@supabase/server";

const supabaseOptions = { realtime: { transport: class NotUsedHere {} } }; // Node 20 has no WebSocket

const ask = (auth, headers, handler) =>
  withSupabase({ auth, supabaseOptions }, async (_request, context) => Response.json(await handler(context)))(
    new Request("https://app.example.com/", { headers }),
  );

/** What the application answers: who it believes the caller to be, or why it refuses. */
export async function answer(auth, headers) {
  const response = await ask(auth, headers, ({ authMode, userClaims }) => {
    const { id, email, role } = userClaims ?? {};
    return { mode: authMode, id, email, role };
  });
  return { status: response.status, body: await response.json() };
}

/** What a handler finds that gets past the mode. */
export async function behind(auth, headers, handler) {
  const response = await ask(auth, headers, handler);
  assert.equal(response.status, 200);
  return response.json();
}

/** By mode, what a request with the headers gets: a body, or the code of a 401. */
export async function assertAnswers(headers, expected) {
  const found = {};
  for (const mode of Object.keys(expected)) {
    const { status, body } = await answer(mode, headers);
    found[mode] = status === 200 ? body : status === 401 ? body.code : { status, body };
  }
  assert.deepEqual(found, expected);
}

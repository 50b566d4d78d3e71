import { isAuthRetryableFetchError } from "@supabase/supabase-js";
import { browserClient } from "@/lib/browser";
import { ask, type Question, ServiceError } from "@/lib/service";
import type { Settings } from "@/lib/settings";

/** The session is over, and this browser has forgotten it: the person has to sign in again. */
export class SessionEnded extends Error {
  constructor() {
    super("You have been signed out.");
  }
}

/** Asks the service as the person who is signed in. */
export async function askAsCaller<T>(settings: Settings, question: Question): Promise<T> {
  const { auth } = browserClient(settings);
  const token = tokenOf(await auth.getSession()); // which renews a session whose token has run out
  if (!token) throw new SessionEnded();
  const first = await unlessRefused(ask<T>(settings.serviceUrl, token, question));
  if (first) return first.answer;

  // The token looked good here, and the service knows better: the session was ended elsewhere, its key was revoked, or
  // this computer's clock is wrong. Renewing tells which; it works in the latter two.
  const renewed = tokenOf(await auth.refreshSession());
  const second = renewed && (await unlessRefused(ask<T>(settings.serviceUrl, renewed, question)));
  if (second) return second.answer;

  await auth.signOut({ scope: "local" }); // by itself supabase-js keeps a session whose token has not run out
  throw new SessionEnded();
}

async function unlessRefused<T>(asked: Promise<T>): Promise<{ answer: T } | null> {
  try {
    return { answer: await asked };
  } catch (error) {
    if (error instanceof ServiceError && error.status === 401) return null;
    throw error;
  }
}

type Renewal = { data: { session: { access_token: string } | null }; error: Error | null };

function tokenOf({ data, error }: Renewal): string | null {
  if (isAuthRetryableFetchError(error)) throw new ServiceError(503, "Supabase Auth does not answer.");
  return data.session?.access_token ?? null;
}

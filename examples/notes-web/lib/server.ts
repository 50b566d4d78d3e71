import { createServerClient } from "@supabase/ssr";
import { cookies, headers } from "next/headers";
import { isHttps } from "@/lib/https";
import { settings } from "@/lib/settings";
import { soon } from "@/lib/soon";

export type User = { id: string; email?: string };

/** supabase-js for one request, with the session that is in its cookies. */
export async function serverClient() {
  const jar = await cookies();
  const { supabaseUrl, publishableKey } = settings();
  return createServerClient(supabaseUrl, publishableKey, {
    cookieOptions: { secure: isHttps(await headers()) },
    cookies: {
      getAll: () => jar.getAll(),
      setAll: (changed) => {
        try {
          for (const { name, value, options } of changed) jar.set(name, value, options);
        } catch {
          // A server component cannot set cookies. It need not: proxy.ts has renewed the session just before.
        }
      },
    },
  });
}

/** Who is signed in, by a token whose signature was verified; the cookie alone proves nothing. */
export async function signedInUser(): Promise<User | null> {
  const { auth } = await serverClient();
  const answer = await soon(auth.getClaims());
  if (!answer) throw new Error("Supabase Auth does not answer.");
  const { data } = answer;
  return data ? { id: data.claims.sub, email: data.claims.email } : null;
}

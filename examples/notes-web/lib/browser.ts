import { createBrowserClient } from "@supabase/ssr";
import type { Settings } from "@/lib/settings";

/** supabase-js in the browser, one for the page: it keeps the session in cookies, and renews it while the page is open. */
export function browserClient({ supabaseUrl, publishableKey }: Settings) {
  return createBrowserClient(supabaseUrl, publishableKey, {
    cookieOptions: { secure: location.protocol === "https:" },
  });
}

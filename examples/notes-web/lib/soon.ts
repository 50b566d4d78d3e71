import { isAuthRetryableFetchError } from "@supabase/supabase-js";

const PATIENCE = 4_000; // milliseconds

/** What Auth answers, or null if it does not soon: supabase-js by itself asks again for half a minute, before a blank page. */
export async function soon<T extends { error: unknown }>(asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, null);
  });
  try {
    const answer = await Promise.race([asked, late]);
    return isAuthRetryableFetchError(answer?.error) ? null : answer;
  } finally {
    clearTimeout(timer);
  }
}

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { browserClient } from "@/lib/browser";
import { askAsCaller, SessionEnded } from "@/lib/caller";
import { type Question, ServiceError } from "@/lib/service";
import type { User } from "@/lib/server";
import type { Settings } from "@/lib/settings";

/** Asks the service; who turns out to be signed out, here, in another tab or on another device, is led to the door. */
export function useService(settings: Settings, user: User) {
  const router = useRouter();
  const leave = useCallback((after: "ended" | "sign-out") => {
    router.replace(`/sign-in?after=${after}`);
    router.refresh(); // what this tab remembers of the server's pages was made for somebody who was signed in
  }, [router]);

  useEffect(() => {
    const { data } = browserClient(settings).auth.onAuthStateChange((event, session) => {
      if (event === "SIGNED_OUT") leave("ended");
      if (session && session.user.id !== user.id) router.refresh(); // somebody else, in another tab
    });
    return () => data.subscription.unsubscribe();
  }, [settings, user.id, router, leave]);

  const ask = useCallback(async <T>(question: Question) => {
    try {
      return await askAsCaller<T>(settings, question);
    } catch (error) {
      if (error instanceof SessionEnded) leave("ended");
      throw error;
    }
  }, [settings, leave]);
  return { ask, leave };
}

type Loading<T> = { value?: T; error?: Error };
const SECONDS_BETWEEN_TRIES = 3;

/** Something of the service's. While the service is away it is asked again by itself, and what was there stays. */
export function useLoaded<T>(load: () => Promise<T>) {
  const [loading, setLoading] = useState<Loading<T>>({});
  const newest = useRef(0); // an answer that comes late must not overwrite a later one's

  const reload = useCallback(async () => {
    const turn = ++newest.current;
    try {
      const value = await load();
      if (turn === newest.current) setLoading({ value });
    } catch (error) {
      if (turn === newest.current) setLoading(({ value }) => ({ value, error: error as Error }));
    }
  }, [load]);

  useEffect(() => {
    void reload();
  }, [reload]);

  useEffect(() => {
    const { error } = loading;
    if (!(error instanceof ServiceError && error.passing)) return;
    const timer = setTimeout(reload, 1000 * (error.retryAfter ?? SECONDS_BETWEEN_TRIES));
    return () => clearTimeout(timer);
  }, [loading, reload]);

  return { ...loading, reload };
}

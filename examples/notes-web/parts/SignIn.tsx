"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { browserClient } from "@/lib/browser";
import { useReady } from "@/lib/ready";
import { sentence } from "@/lib/sentences";
import type { Settings } from "@/lib/settings";
import { Message, type Said } from "@/parts/Message";

export function SignIn({ settings, hint }: { settings: Settings; hint?: string }) {
  const router = useRouter();
  const ready = useReady();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(hint ? { kind: "fine", text: hint } : null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setSaid(null);
    const { error } = await browserClient(settings).auth.signInWithPassword({
      email: String(form.get("email")).trim(),
      password: String(form.get("password")),
    });
    if (!error) return router.replace("/");
    setSaid({ kind: "bad", text: sentence(error) });
    setBusy(false);
  }

  return (
    <form onSubmit={submit} method="post" aria-busy={busy}>
      <Message id="said" said={said} />
      <label htmlFor="email">E-mail</label>
      <input id="email" name="email" type="email" autoComplete="username" required />
      <label htmlFor="password">Password</label>
      <input id="password" name="password" type="password" autoComplete="current-password" required />
      <button type="submit" disabled={busy || !ready}>{busy ? "Signing in…" : "Sign in"}</button>
    </form>
  );
}

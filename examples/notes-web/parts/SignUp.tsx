"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { browserClient } from "@/lib/browser";
import { useReady } from "@/lib/ready";
import { sentence } from "@/lib/sentences";
import type { Settings } from "@/lib/settings";
import { Message, type Said } from "@/parts/Message";

export function SignUp({ settings }: { settings: Settings }) {
  const router = useRouter();
  const ready = useReady();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const [mailed, setMailed] = useState(""); // the address that waits for its confirmation

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const email = String(form.get("email")).trim();
    setBusy(true);
    setSaid(null);
    const { data, error } = await browserClient(settings).auth.signUp({
      email,
      password: String(form.get("password")),
      options: { data: { full_name: String(form.get("name")).trim() }, emailRedirectTo: confirmation() },
    });
    if (data.session) return router.replace("/");
    setBusy(false);
    if (error) setSaid({ kind: "bad", text: sentence(error) });
    else setMailed(email); // Supabase answers so for a known address, too, to give nobody away
  }

  async function again() {
    setBusy(true);
    const { error } = await browserClient(settings).auth.resend({
      type: "signup",
      email: mailed,
      options: { emailRedirectTo: confirmation() },
    });
    setBusy(false);
    setSaid(error ? { kind: "bad", text: sentence(error) } : { kind: "fine", text: "Another mail is on its way." });
  }

  if (mailed) {
    return (
      <div id="mailed" className="stack" role="status">
        <h2>One more step</h2>
        <p>If <strong>{mailed}</strong> is new here, a mail is on its way. Follow its link in this browser.</p>
        <button type="button" className="secondary" onClick={again} disabled={busy}>Send it again</button>
        <Message said={said} />
      </div>
    );
  }
  return (
    <form onSubmit={submit} method="post" aria-busy={busy}>
      <Message id="said" said={said} />
      <label htmlFor="name">Full name</label>
      <input id="name" name="name" autoComplete="name" required maxLength={200} />
      <label htmlFor="email">E-mail</label>
      <input id="email" name="email" type="email" autoComplete="email" required />
      <label htmlFor="password">Password</label>
      <input id="password" name="password" type="password" autoComplete="new-password" required
        minLength={6} maxLength={72} aria-describedby="password-hint" />
      <p id="password-hint" className="hint">Six characters or more.</p>
      <button type="submit" disabled={busy || !ready}>{busy ? "Signing up…" : "Sign up"}</button>
    </form>
  );
}

function confirmation() {
  return `${location.origin}/auth/confirm`;
}

"use client";

import { useCallback, useState } from "react";
import { browserClient } from "@/lib/browser";
import { forgetDraft } from "@/lib/draft";
import { useLoaded, useService } from "@/lib/notebook";
import { sentence } from "@/lib/sentences";
import type { User } from "@/lib/server";
import { ServiceError } from "@/lib/service";
import type { Settings } from "@/lib/settings";
import { Masthead } from "@/parts/Masthead";
import { Message } from "@/parts/Message";
import { NewNote } from "@/parts/NewNote";
import { type Note, NoteList } from "@/parts/NoteList";
import { Skeleton } from "@/parts/Skeleton";

/** What somebody sees who is signed in. The browser itself asks the Java service, with the access token as Bearer. */
export function Notebook({ settings, user }: { settings: Settings; user: User }) {
  const { ask, leave } = useService(settings, user);
  const name = useLoaded(useCallback(() => ask<{ full_name: string | null }>({ path: "/name" }), [ask]));
  const notes = useLoaded(useCallback(() => ask<Note[]>({ path: "/notes" }), [ask]));
  const [problem, setProblem] = useState("");

  async function add(body: string) {
    try {
      await ask<Note>({ method: "POST", path: "/notes", json: { body } });
    } catch (error) {
      if (error instanceof ServiceError && error.status === 0) void notes.reload(); // which shows whether it was added
      throw error;
    }
    await notes.reload();
  }

  async function signOut() {
    const { error } = await browserClient(settings).auth.signOut();
    if (error) return setProblem(sentence(error));
    forgetDraft(user.id);
    leave("sign-out");
  }

  const away = notes.error instanceof ServiceError && notes.error.passing;
  return (
    <>
      <Masthead>
        <div className="account">
          <span className="account-email">{user.email}</span>
          <button id="sign-out" type="button" className="quiet" onClick={signOut}>Sign out</button>
        </div>
      </Masthead>
      <main id="main" className="narrow">
        <Message id="problem" said={problem ? { kind: "bad", text: problem } : null} />
        <section className="card" aria-labelledby="greeting">
          <h1 id="greeting">{name.value?.full_name ? `Hello, ${name.value.full_name}` : "Hello"}</h1>
          <NewNote userId={user.id} add={add} />
        </section>
        <section className="card" aria-labelledby="notes-title" aria-busy={!notes.value && !notes.error}>
          <h2 id="notes-title">Your notes</h2>
          {notes.error && (
            <div id="away" className="message" data-kind="bad" role="alert">
              <p>{notes.error.message} {away && "We keep trying."}</p>
              <button type="button" className="secondary" onClick={notes.reload}>Try now</button>
            </div>
          )}
          {notes.value ? <NoteList notes={notes.value} /> : !notes.error && <Skeleton label="Loading your notes…" />}
        </section>
      </main>
    </>
  );
}

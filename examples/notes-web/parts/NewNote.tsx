import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { keepDraft, keptDraft } from "@/lib/draft";
import { useReady } from "@/lib/ready";
import { ServiceError } from "@/lib/service";
import { Message, type Said } from "@/parts/Message";

const LONGEST = 10_000; // as the service has it

export function NewNote({ userId, add }: { userId: string; add: (body: string) => Promise<void> }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [body, setBody] = useState("");
  const ready = useReady();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);

  useEffect(() => setBody((typed) => typed || keptDraft(userId)), [userId]);

  function write(text: string) {
    setBody(text);
    keepDraft(userId, text);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!body.trim()) return;
    setBusy(true);
    setSaid(null);
    try {
      await add(body.trim());
      write("");
      setSaid({ kind: "fine", text: "Added." });
      field.current?.focus();
    } catch (error) {
      const unknown = error instanceof ServiceError && error.status === 0; // it may have been added all the same
      const outcome = unknown ? "We could not find out whether it was added." : "Not added.";
      setSaid({ kind: "bad", text: `${outcome} ${(error as Error).message} Your text is kept.` });
    } finally {
      setBusy(false);
    }
  }

  function shortcut(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
  }

  return (
    <form id="new-note" onSubmit={submit} method="post" aria-busy={busy}>
      <label htmlFor="body">New note</label>
      <textarea id="body" ref={field} rows={3} required maxLength={LONGEST} value={body} readOnly={busy}
        onChange={(event) => write(event.target.value)} onKeyDown={shortcut} aria-describedby="shortcut" />
      <div className="row">
        <button type="submit" disabled={busy || !ready}>{busy ? "Adding…" : "Add note"}</button>
        <span id="shortcut" className="hint">or Ctrl + Enter</span>
      </div>
      <Message id="added" said={said} />
    </form>
  );
}

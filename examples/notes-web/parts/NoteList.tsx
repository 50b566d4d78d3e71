export type Note = { id: string; body: string; created_at: string };

/** The newest first; the service gives the oldest first. */
export function NoteList({ notes }: { notes: Note[] }) {
  if (notes.length === 0) return <p id="no-notes" className="hint">Nothing yet. The first one is yours to write.</p>;
  return (
    <ul id="notes" className="notes">
      {notes.toReversed().map(({ id, body, created_at: createdAt }) => (
        <li key={id} className="note">
          <p>{body}</p>
          <time dateTime={createdAt}>{WHEN.format(new Date(createdAt))}</time>
        </li>
      ))}
    </ul>
  );
}

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

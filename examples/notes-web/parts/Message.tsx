export type Said = { kind: "fine" | "bad"; text: string };

/** What happened, for eyes and ears. The element is always there, since screen readers announce changes only. */
export function Message({ id, said }: { id?: string; said?: Said | null }) {
  return (
    <p id={id} className="message" data-kind={said?.kind} role={said?.kind === "bad" ? "alert" : "status"}>
      {said?.text}
    </p>
  );
}

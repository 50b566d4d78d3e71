/** Where text will be. */
export function Skeleton({ label }: { label: string }) {
  return (
    <div role="status">
      <span className="visually-hidden">{label}</span>
      <div className="skeleton" />
      <div className="skeleton" />
    </div>
  );
}

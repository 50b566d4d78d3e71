import type { ReactNode } from "react";

export function Masthead({ children }: { children?: ReactNode }) {
  return (
    <header className="masthead">
      <img src="/icon.svg" alt="" width={32} height={32} />
      <strong>Notes</strong>
      {children}
    </header>
  );
}

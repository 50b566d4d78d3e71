import Link from "next/link";
import type { ReactNode } from "react";
import { Masthead } from "@/parts/Masthead";

/** What somebody sees who is not signed in. */
export function Door({ open, children }: { open: "sign-in" | "sign-up"; children: ReactNode }) {
  return (
    <>
      <Masthead />
      <main id="main" className="narrow">
        <section className="card" aria-labelledby="title">
          <h1 id="title">{open === "sign-in" ? "Welcome back" : "Write something down"}</h1>
          <p className="lead">What you write here only you can read: Postgres itself sees to it.</p>
          <nav className="switch" aria-label="New here, or known?">
            <Way to="sign-up" open={open}>Sign up</Way>
            <Way to="sign-in" open={open}>Sign in</Way>
          </nav>
          {children}
        </section>
      </main>
    </>
  );
}

function Way({ to, open, children }: { to: string; open: string; children: ReactNode }) {
  return (
    <Link href={`/${to}`} prefetch={false} replace aria-current={to === open ? "page" : undefined}>{children}</Link>
  );
}

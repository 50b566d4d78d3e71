"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Masthead } from "@/parts/Masthead";

/** When the server could not make the page, which happens while Supabase Auth does not answer. */
export default function Failed({ retry }: { error: Error; retry: () => void }) {
  const router = useRouter();
  const again = () => startTransition(() => { router.refresh(); retry(); });
  return (
    <>
      <Masthead />
      <main id="main" className="narrow">
        <section className="card stack" role="alert">
          <h1>That did not work</h1>
          <p>We could not find out who is signed in. This passes, as a rule; nothing that you wrote is lost.</p>
          <button type="button" onClick={again}>Try again</button>
        </section>
      </main>
    </>
  );
}

import Link from "next/link";
import { Masthead } from "@/parts/Masthead";

export default function NotFound() {
  return (
    <>
      <Masthead />
      <main id="main" className="narrow">
        <section className="card stack">
          <h1>There is nothing here</h1>
          <p><Link href="/" prefetch={false}>To your notes</Link></p>
        </section>
      </main>
    </>
  );
}

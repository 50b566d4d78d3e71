import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "./style.css";

export const metadata: Metadata = {
  title: { default: "Notes", template: "%s · Notes" },
  description: "Sign in with Supabase, and write notes that only you can read.",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f5f1" },
    { media: "(prefers-color-scheme: dark)", color: "#16181a" },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  await connection(); // each page is made for its request, whose policy lets scripts run by a number used once
  return (
    <html lang="en">
      <body>
        <a className="skip" href="#main">To the content</a>
        {children}
        <noscript>
          <p className="card">This application needs JavaScript: your browser talks to the notes service itself.</p>
        </noscript>
      </body>
    </html>
  );
}

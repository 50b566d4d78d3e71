// Writes docs/supabase-js-auth.md from what the runs of SupabaseJsTest noted: node auth-table.mjs es256.mjs hs256.mjs …
import { readFileSync, writeFileSync } from "node:fs";
import { createClient } from "@supabase/supabase-js";
import { methodsOf } from "./auth-surface.mjs";

// It is asked for its methods only. Node 20 has no WebSocket, and supabase-js insists on one.
const { auth } = createClient("http://127.0.0.1:9", "no-key", {
  auth: { autoRefreshToken: false },
  realtime: { transport: class NotUsedHere {} },
});

const runs = process.argv.slice(2).map((file) => JSON.parse(readFileSync(`${file}.methods.json`)));

const outOfScope = [
  [/^signInWithSSO$/, "single sign-on with SAML needs a company's identity provider"],
  [/^signInWithWeb3$/, "there are no wallets to sign in with"],
  [/passkey|webauthn/i, "passkeys and security keys live in browsers and devices"],
  [/^(admin\.)?oauth\./, "Supabase as an OAuth server for other applications is not built"],
  [/^admin\.customProviders\./, "providers answer by a page of the local Supabase and need no set-up"],
];

function row(method) {
  const reason = outOfScope.find(([pattern]) => pattern.test(method))?.[1];
  const tests = [...new Set(runs.flatMap(({ worked }) => worked[method] ?? []))];
  const refusal = runs.map(({ refused }) => refused[method]).find(Boolean);
  if (runs.some(({ failed }) => failed.includes(method))) return `| \`${method}\` | fails | |`;
  if (reason && tests.length === 0) {
    return `| \`${method}\` | ${refusal ? "no" : "not tried"} | ${reason}; refused with ${refusal} |`;
  }
  if (tests.length === 0) return `| \`${method}\` | not tried | |`;
  const more = tests.length > 2 ? ` and ${tests.length - 2} more` : "";
  return `| \`${method}\` | yes | ${tests.slice(0, 2).join("; ")}${more} |`;
}

const table = [
  "# supabase-js' methods for auth, one by one",
  "",
  "Every method of `supabase.auth`, with `mfa`, `admin` and what else it leads to. Written by `SupabaseJsTest`, which runs the",
  "real supabase-js against local auth servers that sign with a key, with the secret, and that ask people to confirm their",
  "addresses. It fails when this page is not what it found. \"yes\" is for a method that was called and did what it should.",
  "",
  "| method | works | where it is tried, or why not |",
  "|---|---|---|",
  ...methodsOf(auth).sort().map(row),
  "",
];
writeFileSync("auth-methods.md", table.join("\n"));

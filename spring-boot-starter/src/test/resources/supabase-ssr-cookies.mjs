// Records the cookies that @supabase/ssr writes when somebody signs in, for SessionCookieTest:
//   node supabase-ssr-cookies.mjs > supabase-ssr-cookies.properties      (with @supabase/ssr and @supabase/supabase-js beside it)
// Auth's answer is made here, so that the token in it is one that the tests' verifier accepts for long.
import { createHmac } from "node:crypto";
import { createServerClient } from "@supabase/ssr";

const SECRET = "a secret of the tests that is long enough";
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function token() {
  const content = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url({
    iss: "https://abc.supabase.co/auth/v1",
    sub: "0b6b2d6c-6f0e-4f9c-8d0c-5a4f3c2b1a09",
    aud: "authenticated",
    role: "authenticated",
    exp: 4102444800,
    iat: 1700000000,
    email: "ada@example.com",
    aal: "aal1",
    is_anonymous: false,
  })}`;
  return `${content}.${createHmac("sha256", SECRET).update(content).digest("base64url")}`;
}

async function cookies(about) {
  const jar = new Map();
  const answer = {
    access_token: token(),
    token_type: "bearer",
    expires_in: 3600,
    expires_at: 4102444800,
    refresh_token: "not-of-use",
    user: { id: "0b6b2d6c-6f0e-4f9c-8d0c-5a4f3c2b1a09", email: "ada@example.com", user_metadata: { about } },
  };
  const client = createServerClient("https://abc.supabase.co", "sb_publishable_of_nobody", {
    realtime: { transport: class NotUsedHere {} },
    global: { fetch: async () => new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } }) },
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (all) => all.forEach(({ name, value }) => value && jar.set(name, value)),
    },
  });
  const { error } = await client.auth.signInWithPassword({ email: "ada@example.com", password: "not of use" });
  if (error) throw error;
  return jar;
}

console.log("# @supabase/ssr 0.12.0, written by supabase-ssr-cookies.mjs");
for (const [name, about] of [["short", "Ada"], ["long", "Lovelace, née Byron. ".repeat(200)]]) {
  for (const [cookie, value] of await cookies(about)) console.log(`${name}.${cookie}=${value}`);
}

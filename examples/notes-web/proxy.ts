import { createServerClient } from "@supabase/ssr";
import { type NextRequest, NextResponse } from "next/server";
import { isHttps } from "@/lib/https";
import { type Settings, settings } from "@/lib/settings";
import { soon } from "@/lib/soon";

/** Before each page: renews the session whose access token has run out, and says what the page may load. */
export async function proxy(request: NextRequest) {
  const known = settings();
  const policy = contentSecurityPolicy(known);
  const goOn = () => {
    const headers = new Headers(request.headers);
    headers.set("Content-Security-Policy", policy); // Next.js takes the nonce for its own scripts from here
    return NextResponse.next({ request: { headers } });
  };
  let response = goOn();

  const { auth } = createServerClient(known.supabaseUrl, known.publishableKey, {
    cookieOptions: { secure: isHttps(request.headers, request.nextUrl.protocol) },
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (changed, headers) => {
        for (const { name, value } of changed) request.cookies.set(name, value);
        response = goOn(); // so that the page itself sees the renewed session, too
        for (const { name, value, options } of changed) response.cookies.set(name, value, options);
        for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      },
    },
  });
  await soon(auth.getClaims()); // without an answer the page itself says so

  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Referrer-Policy", "same-origin");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

export const config = {
  matcher: "/((?!_next/static|_next/image|icon.svg).*)",
};

/** The session's cookies can be read by scripts, because the browser calls the service itself: hence only our own scripts. */
function contentSecurityPolicy({ supabaseUrl, serviceUrl }: Settings) {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : ""}`,
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ${new URL(supabaseUrl).origin} ${new URL(serviceUrl).origin}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

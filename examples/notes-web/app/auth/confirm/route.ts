import type { EmailOtpType } from "@supabase/supabase-js";
import { type NextRequest, NextResponse } from "next/server";
import { serverClient } from "@/lib/server";
import { soon } from "@/lib/soon";

/** Where the links in mails lead: with a code (PKCE, the default), or with a hash where the project's templates say so. */
export async function GET(request: NextRequest) {
  const { searchParams } = request.nextUrl;
  const { auth } = await serverClient();
  const code = searchParams.get("code");
  const hash = searchParams.get("token_hash");
  if (code) {
    const { error } = await auth.exchangeCodeForSession(code);
    // The code is good only in the browser that asked for it. The address is confirmed all the same.
    return to(error ? "/sign-in?after=confirmed" : "/");
  }
  if (hash) {
    const type = (searchParams.get("type") ?? "email") as EmailOtpType;
    const answer = await soon(auth.verifyOtp({ token_hash: hash, type }));
    if (!answer) return to("/sign-in?after=unavailable");
    return to(answer.error ? "/sign-in?after=bad-link" : "/");
  }
  return to("/sign-in?after=bad-link");
}

/** Relative, because behind a reverse proxy this process does not know its own address. */
function to(path: string) {
  return new NextResponse(null, { status: 303, headers: { Location: path } });
}

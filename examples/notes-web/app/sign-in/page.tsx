import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signedInUser } from "@/lib/server";
import { settings } from "@/lib/settings";
import { Door } from "@/parts/Door";
import { SignIn } from "@/parts/SignIn";

export const metadata: Metadata = { title: "Sign in" };

const AFTER = new Map(Object.entries({
  "bad-link": "This link does not work any more. Sign in, or sign up again.",
  confirmed: "Thank you for following the link. Sign in to go on.",
  ended: "You have been signed out. Sign in to go on.",
  "sign-out": "You are signed out.",
  unavailable: "We could not find out about this link. Follow it again in a moment.",
}));

export default async function Page({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const { after = "" } = await searchParams;
  if (await signedInUser()) redirect("/");
  return (
    <Door open="sign-in">
      <SignIn key={after} settings={settings()} hint={AFTER.get(after)} />
    </Door>
  );
}

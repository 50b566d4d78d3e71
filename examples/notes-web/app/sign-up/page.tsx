import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signedInUser } from "@/lib/server";
import { settings } from "@/lib/settings";
import { Door } from "@/parts/Door";
import { SignUp } from "@/parts/SignUp";

export const metadata: Metadata = { title: "Sign up" };

export default async function Page() {
  if (await signedInUser()) redirect("/");
  return (
    <Door open="sign-up">
      <SignUp settings={settings()} />
    </Door>
  );
}

import { redirect } from "next/navigation";
import { signedInUser } from "@/lib/server";
import { settings } from "@/lib/settings";
import { Notebook } from "@/parts/Notebook";

export default async function Home() {
  const user = await signedInUser();
  if (!user) redirect("/sign-in");
  return <Notebook key={user.id} settings={settings()} user={user} />;
}

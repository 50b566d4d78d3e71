/** What the browser has to know. All of it is public. */
export type Settings = {
  supabaseUrl: string;
  publishableKey: string;
  serviceUrl: string;
};

/**
 * The variables as they are when a request comes. Written out, `process.env.NEXT_PUBLIC_…` would be replaced by the
 * value that it has during the build; looked up by name it is not, so one build serves any project.
 */
export function settings(): Settings {
  return {
    supabaseUrl: address("NEXT_PUBLIC_SUPABASE_URL", "https://your-project.supabase.co"),
    publishableKey: variable("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", "sb_publishable_…"),
    serviceUrl: address("NEXT_PUBLIC_SERVICE_URL", "http://localhost:8080"),
  };
}

function variable(name: string, example: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Set it to the likes of ${example} and start again.`);
  return value;
}

function address(name: string, example: string): string {
  const value = variable(name, example);
  if (!URL.canParse(value) || !/^https?:/.test(value)) {
    throw new Error(`${name} is not an address. Set it to the likes of ${example} and start again.`);
  }
  return value.replace(/\/+$/, "");
}

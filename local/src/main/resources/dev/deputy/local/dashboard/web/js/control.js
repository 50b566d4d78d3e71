// The control API of this local Supabase, and the secret that opens it.

const KEY = "deputy-control-secret";

/** Why something could not be done: a status (0 when nobody answered), a code for programs, a sentence for people. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

let locked = () => {};

/** What to do when the secret is missing or wrong. */
export function whenLocked(show) {
  locked = show;
}

/** Takes the secret out of an address like http://127.0.0.1:54321/#secret=…, or as it is. */
export function keepSecret(text) {
  const secret = text.trim().replace(/^.*#secret=/, "");
  // For this tab only: whoever sits at the machine later has to open the address again.
  sessionStorage.setItem(KEY, secret);
}

/** Takes the secret from this page's address, and takes it out of there, so that nobody copies it with the address. */
export function takeSecretFromAddress() {
  if (location.hash.startsWith("#secret=")) {
    keepSecret(location.hash);
    history.replaceState(null, "", location.pathname);
  }
}

export const hasSecret = () => sessionStorage.getItem(KEY) !== null;

export async function control(method, path, body) {
  const headers = {
    Authorization: `Bearer ${sessionStorage.getItem(KEY) ?? ""}`,
    "X-Supabase-Api-Version": "2024-01-01", // errors as { code, message } from everybody
  };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(`/deputy/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refused(0, "no_answer", "The local Supabase does not answer. Is it still running?");
  }
  const text = await response.text();
  const answer = text && (response.headers.get("Content-Type") ?? "").startsWith("application/json") ? JSON.parse(text) : null;
  if (response.ok) return { body: answer, total: Number(response.headers.get("X-Total-Count") ?? 0) };
  if (response.status === 401) {
    sessionStorage.removeItem(KEY);
    locked(answer?.message);
  }
  throw new Refused(response.status, answer?.code ?? "", answer?.message ?? `It answered ${response.status}.`);
}

export const get = (path) => control("GET", path);
export const post = (path, body) => control("POST", path, body);
export const put = (path, body) => control("PUT", path, body);
export const remove = (path, body) => control("DELETE", path, body);

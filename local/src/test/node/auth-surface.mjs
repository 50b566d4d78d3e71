// The methods that supabase.auth has, by the client itself: none is forgotten when supabase-js gets more of them.
/** Where methods are, beside the client itself. */
export const groups = new Set([
  "mfa", "mfa.webauthn", "oauth", "passkey", "admin", "admin.mfa", "admin.oauth", "admin.customProviders", "admin.passkey",
]);

/** TypeScript calls these private, or they only tell of the client's own options. */
const inner = new Set([
  "constructor", "fetchJwk", "linkIdentityIdToken", "linkIdentityOAuth", "signInWithEthereum", "signInWithSolana",
  "isThrowOnErrorEnabled", "fetch", "logger", "lock",
]);

/** Every method that people call, such as mfa.enroll. */
export function methodsOf(auth) {
  const own = (api) =>
    api === Object.prototype ? [] : [...Object.getOwnPropertyNames(api), ...own(Object.getPrototypeOf(api))];
  const listed = (api, prefix) =>
    own(api)
      .filter((name) => !name.startsWith("_") && !inner.has(name))
      .filter((name) => typeof api[name] === "function")
      .map((name) => prefix + name);
  const group = (path) => path.split(".").reduce((api, name) => api[name], auth);
  return [...new Set([...listed(auth, ""), ...[...groups].flatMap((path) => listed(group(path), `${path}.`))])];
}

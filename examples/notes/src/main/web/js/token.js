// Reading a token. Reading is not trusting: this page shows what is written, the service checks the signature.

/** The header and the claims of a JSON Web Token (RFC 7519). */
export function decode(token) {
  const [header, claims] = token.split(".");
  return { header: parse(header), claims: parse(claims) };
}

/** The same token with another user's id in it. The old signature does not fit the new words. */
export function forged(token) {
  const [header, claims, signature] = token.split(".");
  const changed = { ...parse(claims), sub: "00000000-0000-4000-8000-000000000000" };
  return [header, unparse(changed), signature].join(".");
}

const parse = (part) => JSON.parse(new TextDecoder().decode(bytes(part)));

const bytes = (part) => Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const unparse = (value) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

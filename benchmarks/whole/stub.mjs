// What of Supabase the contenders need: the key set, and the remote check (GET /auth/v1/user), which answers at once and
// without looking a user up, so that it costs the asker less than the real one would.
import { createHmac, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const jwks = readFileSync(process.env.JWKS_FILE);
const keys = new Map(JSON.parse(jwks).keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: "jwk" })]));
const json = { "Content-Type": "application/json" };

function userOf(authorization = "") {
  const [header, payload, signature] = authorization.replace(/^Bearer /, "").split(".");
  const { alg, kid } = JSON.parse(Buffer.from(header, "base64url"));
  const signed = Buffer.from(`${header}.${payload}`);
  const proof = Buffer.from(signature, "base64url");
  const good =
    alg === "HS256"
      ? createHmac("sha256", process.env.SUPABASE_JWT_SECRET).update(signed).digest().equals(proof)
      : verify("sha256", signed, { key: keys.get(kid), dsaEncoding: "ieee-p1363" }, proof);
  const claims = JSON.parse(Buffer.from(payload, "base64url"));
  return good && claims.exp > Date.now() / 1000 ? { id: claims.sub, aud: claims.aud, role: claims.role } : undefined;
}

createServer((request, response) => {
  if (request.url.endsWith("/jwks.json")) {
    response.writeHead(200, json).end(jwks);
    return;
  }
  let user;
  try {
    user = userOf(request.headers.authorization);
  } catch {
    user = undefined; // not even a token
  }
  response.writeHead(user ? 200 : 403, json).end(JSON.stringify(user ?? { code: "bad_jwt" }));
}).listen(process.env.PORT, "127.0.0.1");

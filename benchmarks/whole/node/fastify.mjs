// Fastify with fast-jwt, which keeps what it has verified.
import { createPublicKey } from "node:crypto";
import { createVerifier } from "fast-jwt";
import Fastify from "fastify";
import { nameOf } from "./names.mjs";
import { onEachCore } from "./workers.mjs";

onEachCore(async () => {
  const { keys } = await (await fetch(process.env.SUPABASE_JWKS_URL)).json();
  const key = createPublicKey({ key: keys[0], format: "jwk" }).export({ type: "spki", format: "pem" });
  const checks = { allowedIss: `${process.env.SUPABASE_URL}/auth/v1`, allowedAud: "authenticated", cache: 10_000 };
  const verifiers = {
    ES256: createVerifier({ key, algorithms: ["ES256"], ...checks }),
    HS256: createVerifier({ key: process.env.SUPABASE_JWT_SECRET, algorithms: ["HS256"], ...checks }),
  };
  const hs256 = Buffer.from('{"alg":"HS256"').toString("base64url").slice(0, 16);

  async function authenticate(request, reply) {
    try {
      const token = request.headers.authorization.slice("Bearer ".length);
      request.user = verifiers[token.startsWith(hs256) ? "HS256" : "ES256"](token);
    } catch {
      await reply.code(401).send({ message: "Invalid user token" });
    }
  }

  const app = Fastify();
  app.decorateRequest("user", null);
  app.get("/open", async () => ({ ok: true }));
  app.get("/me", { onRequest: authenticate }, async (request) => ({ user_id: request.user.sub }));
  app.get("/name", { onRequest: authenticate }, (request) => nameOf(request.user.sub));
  await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
});

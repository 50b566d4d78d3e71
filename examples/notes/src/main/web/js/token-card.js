// The card that explains the access token: who signed it, when it ends, what is written in it.
import { byId, element } from "./dom.js";
import { decode } from "./token.js";

const MEANINGS = {
  alg: "how it is signed",
  kid: "with which of the project's keys",
  typ: "what it is",
  iss: "who signed it",
  sub: "who you are: your user's id",
  aud: "for whom it is meant",
  exp: "when it ends",
  iat: "when it was signed",
  role: "your role in Postgres",
  email: "your e-mail",
  phone: "your phone",
  session_id: "the session that it belongs to",
  app_metadata: "what the project says about you",
  user_metadata: "what you say about yourself: you can change it, so it gives no rights",
  aal: "how sure Supabase is that it is you",
  amr: "how you signed in",
  is_anonymous: "whether you have no account",
};

let ticking;

export function showToken(accessToken) {
  const { header, claims } = decode(accessToken);
  byId("token-summary").textContent = summary(header, claims);
  list(byId("token-header"), header);
  list(byId("token-claims"), claims);
  clearInterval(ticking);
  tick(claims.exp);
  ticking = setInterval(() => tick(claims.exp), 1000);
  byId("token").hidden = false;
}

export function hideToken() {
  clearInterval(ticking);
  byId("token").hidden = true;
  for (const id of ["token-summary", "token-end", "token-header", "token-claims"]) byId(id).replaceChildren();
}

function summary(header, claims) {
  const signer = claims.iss ?? "Supabase";
  return header.alg === "HS256"
    ? `Signed by ${signer} with a secret that the service knows too (HS256).`
    : `Signed by ${signer} with its private key (${header.alg}). The service checks it with the public key, without asking.`;
}

function tick(exp) {
  const left = Math.max(0, exp - Math.floor(Date.now() / 1000));
  const region = byId("token-end");
  region.dataset.kind = left === 0 ? "over" : "running";
  region.textContent = left === 0 ? "It has ended." : `It ends in ${duration(left)}.`;
}

function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${rest} s`;
}

function list(target, facts) {
  target.replaceChildren(...Object.entries(facts).map(([name, value]) => fact(name, value)));
}

function fact(name, value) {
  const meaning = MEANINGS[name] ? element("small", {}, MEANINGS[name]) : "";
  return element("div", {}, element("dt", {}, element("code", {}, name), meaning), element("dd", {}, written(name, value)));
}

function written(name, value) {
  if (["exp", "iat", "nbf"].includes(name)) return `${value} (${new Date(value * 1000).toLocaleString()})`;
  if (value === "") return "(empty)";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

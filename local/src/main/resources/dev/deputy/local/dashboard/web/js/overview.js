// How many of what there is, where it is, and what to write into a project's settings.

import { get } from "./control.js";
import { choice, copyButton, element, facts, head, message, skeleton, value } from "./dom.js";

const HIDDEN = "•".repeat(16);

export function open(place) {
  const body = element("div", { class: "page" }, skeleton());
  place.append(head("Overview", "A Supabase of your own, on this machine only. Point your programs at it with the settings below."), body);
  load(body).catch((e) => body.replaceChildren(message(e.message, "error")));
}

async function load(body) {
  const [connection, users, sessions, mails] = await Promise.all([
    get("/connection").then((answer) => answer.body),
    get("/users?per_page=1").then((answer) => answer.total),
    get("/sessions?per_page=1").then((answer) => answer.total),
    get("/inbox?limit=0").then((answer) => answer.body.total),
  ]);
  body.replaceChildren(
    element("div", { class: "counts" },
      count("users", users, "user", "users"),
      count("sessions", sessions, "session", "sessions"),
      count("inbox", mails, "message", "messages")),
    snippets(connection),
    keys(connection));
}

function count(page, number, one, many) {
  return element("a", { class: "count", href: `#/${page}` },
    element("strong", {}, number.toLocaleString("en")), element("span", {}, number === 1 ? one : many));
}

function snippets(connection) {
  const files = {
    env: [".env", env(connection)],
    spring: ["application.yml", spring(connection)],
    next: ["Next.js", next(connection)],
  };
  let chosen = "env";
  const text = element("pre", { tabindex: "0", id: "snippet", "aria-label": "Settings" });
  const show = (name) => {
    chosen = name;
    text.textContent = veiled(files[name][1], connection);
  };
  show("env");
  return element("section", { class: "card", "aria-labelledby": "snippets-title" },
    element("div", { class: "card-head" },
      element("h2", { id: "snippets-title" }, "Connect"),
      element("div", { class: "tools" },
        choice("File", Object.entries(files).map(([key, [label]]) => [key, label]), "env", show),
        copyButton(() => files[chosen][1], "Copy all", "secondary"))),
    text,
    element("p", { class: "hint" }, "Secrets are shown as dots here, and copied as they are."));
}

function veiled(text, connection) {
  const password = new URL(connection.service_db_url).password;
  return [connection.secret_key, connection.jwt_secret, password].filter(Boolean)
    .reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text);
}

const env = (c) => `SUPABASE_URL=${c.api_url}
SUPABASE_PUBLISHABLE_KEY=${c.publishable_key}
SUPABASE_SECRET_KEY=${c.secret_key}
${c.signs_with_secret ? `SUPABASE_JWT_SECRET=${c.jwt_secret}\n` : ""}SUPABASE_DB_URL=${c.service_db_url}
`;

const spring = (c) => `supabase:
  url: ${c.api_url}
  publishable-key: ${c.publishable_key}
  secret-key: ${c.secret_key}
${c.signs_with_secret ? `  jwt-secret: ${c.jwt_secret}\n` : ""}  db-url: ${c.service_db_url}
`;

const next = (c) => `NEXT_PUBLIC_SUPABASE_URL=${c.api_url}
NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY=${c.publishable_key}
SUPABASE_SECRET_KEY=${c.secret_key}
`;

function keys(c) {
  return element("div", { class: "page" },
    element("section", { class: "card" },
      element("h2", {}, "Addresses"),
      facts([
        ["API", value(c.api_url)],
        ["Signing keys", value(c.jwks_url)],
        ["Database, for psql", value(c.db_url)],
        ["Database, for a service", secret(c.service_db_url)],
      ]),
      element("p", { class: "hint" }, "psql logs in as postgres, which bypasses row level security. A service's login cannot.")),
    element("section", { class: "card" },
      element("h2", {}, "API keys"),
      facts([
        ["Publishable", value(c.publishable_key)],
        ["Secret", secret(c.secret_key)],
        ["anon (legacy)", value(c.anon_key)],
        ["service_role (legacy)", secret(c.service_role_key)],
        ["JWT secret", secret(c.jwt_secret)],
      ])));
}

function secret(text) {
  return element("span", { class: "value" }, element("code", {}, HIDDEN), copyButton(text));
}

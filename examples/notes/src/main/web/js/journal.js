// The conversation between this page, the service and Supabase, for people to read.
import { byId, element } from "./dom.js";
import { abbreviate, readable } from "./redact.js";

const KEPT = 60;

/** A fetch that writes down what was asked and what was answered. `partner` is who answers: "service" or "Supabase". */
export function recordingFetch(partner) {
  return async (input, init = {}) => {
    const url = new URL(input, location.href);
    const asked = {
      partner,
      method: init.method ?? "GET",
      path: url.pathname + url.search,
      headers: credentials(new Headers(init.headers)),
      body: typeof init.body === "string" ? init.body : "",
    };
    const start = performance.now();
    try {
      const response = await fetch(input, init);
      const milliseconds = Math.round(performance.now() - start);
      const body = await response.clone().text();
      write(asked, { status: response.status, milliseconds, body });
      return response;
    } catch (failure) {
      write(asked, { status: 0, milliseconds: Math.round(performance.now() - start), body: failure.message });
      throw failure;
    }
  };
}

export function clearJournal() {
  byId("journal").replaceChildren();
  byId("journal-empty").hidden = false;
}

/** The headers that say who asks: the rest is for machines. */
function credentials(headers) {
  const lines = [];
  const [scheme, token] = headers.get("Authorization")?.split(" ") ?? [];
  lines.push(`Authorization: ${scheme ? `${scheme} ${abbreviate(token ?? "")}` : "(none)"}`);
  const key = headers.get("apikey");
  if (key) lines.push(`apikey: ${abbreviate(key)}`);
  return lines.join("\n");
}

function write(asked, answered) {
  const list = byId("journal");
  list.prepend(entry(asked, answered));
  while (list.children.length > KEPT) list.lastElementChild.remove();
  byId("journal-empty").hidden = true;
}

function entry(asked, answered) {
  const status = answered.status || "no answer";
  const summary = element(
    "summary",
    {},
    element("span", { class: "status", "data-family": family(answered.status) }, String(status)),
    element("span", { class: "request" }, element("b", {}, asked.method), " ", asked.path),
    element("span", { class: "partner" }, asked.partner),
  );
  const details = element(
    "details",
    {},
    summary,
    element("h3", {}, "Asked"),
    element("pre", { tabindex: "0" }, `${asked.method} ${asked.path}\n${asked.headers}`
      + (asked.body ? `\n\n${readable(asked.body)}` : "")),
    element("h3", {}, `Answered ${status} after ${answered.milliseconds} ms`),
    element("pre", { tabindex: "0" }, readable(answered.body) || "(nothing)"),
  );
  return element("li", {}, details);
}

function family(status) {
  if (status === 0 || status >= 500) return "failed";
  return status >= 400 ? "refused" : "fine";
}

// What one can do with somebody's session: copy its tokens, or open the application with it.

import * as dialog from "./dialog.js";
import { copyButton, element, facts, toast } from "./dom.js";
import { full } from "./time.js";

const REMEMBERED = "deputy-application";

export function signedInAs(name, session) {
  dialog.open(`Signed in as ${name}`, () => {
    const token = element("textarea", { id: "access-token", rows: 5, readonly: true, "aria-label": "Access token", spellcheck: "false" }, session.access_token);
    token.addEventListener("focus", () => token.select());
    return [
      element("p", { class: "hint" }, `A new session of theirs; the token is good until ${full(session.expires_at * 1000)}.`),
      token,
      element("div", { class: "buttons" },
        copyButton(session.access_token, "Copy the access token", ""),
        copyButton(`Authorization: Bearer ${session.access_token}`, "As a header", "secondary"),
        copyButton(session.refresh_token, "Refresh token", "secondary")),
      application(session),
      element("details", {}, element("summary", {}, "What is written in it"), claims(session.access_token)),
    ];
  });
}

/** As a link in a mail would do it: supabase-js takes the session from the part behind the #. */
function application(session) {
  const address = element("input", { id: "application", class: "mono", type: "url", required: true, spellcheck: "false",
    value: localStorage.getItem(REMEMBERED) ?? session.site_url });
  return element("form", {
    onsubmit: (event) => {
      event.preventDefault();
      const url = new URL(address.value);
      if (url.protocol !== "http:" && url.protocol !== "https:") return toast("The application's address must begin with http.");
      localStorage.setItem(REMEMBERED, address.value);
      url.hash = new URLSearchParams({
        access_token: session.access_token,
        refresh_token: session.refresh_token,
        expires_in: session.expires_in,
        expires_at: session.expires_at,
        token_type: "bearer",
        type: "magiclink",
      });
      window.open(url, "_blank", "noopener,noreferrer");
    },
  },
  element("label", { for: "application" }, "Or open your application as them"),
  address,
  element("p", { class: "hint" }, "Works with clients of the implicit flow, which is supabase-js' default."),
  element("div", { class: "buttons" }, element("button", { type: "submit", class: "secondary" }, "Open")));
}

function claims(token) {
  try {
    const bytes = Uint8Array.from(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    return facts(Object.entries(JSON.parse(new TextDecoder().decode(bytes)))
      .map(([name, value]) => [name, element("code", {}, typeof value === "string" ? value : JSON.stringify(value))]));
  } catch {
    return element("p", { class: "hint" }, "It cannot be read.");
  }
}

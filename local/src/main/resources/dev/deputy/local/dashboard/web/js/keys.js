// The keys that tokens are signed with, in the states that they have on the platform.

import { get, post } from "./control.js";
import * as dialog from "./dialog.js";
import { action, badge, copyButton, element, head, message, skeleton, toast } from "./dom.js";

const STATES = {
  in_use: ["in use", "ok", "Signs every new token."],
  standby: ["standby", "warn", "Published, so that services know it before it signs."],
  previously_used: ["previously used", "plain", "Signs nothing any more; the tokens that it signed are still good."],
  revoked: ["revoked", "bad", "Tokens that it signed are refused."],
};

const ORDER = Object.keys(STATES);

export function open(place) {
  const list = element("div", { class: "card" }, skeleton(4));
  const load = async () => {
    const { body } = await get("/keys");
    show(list, body.keys, load);
  };
  place.append(
    head("Signing keys", "See what your service does when its project rotates or revokes a key. Every change counts at once.",
      action("Rotate", "", async () => {
        const { body } = await post("/keys/rotate");
        await load();
        toast(`Tokens are signed with ${short(body.id)} from now on`);
      }),
      action("New standby key", "secondary", async () => { await post("/keys", { algorithm: "ES256" }); await load(); }),
      action("New RSA key", "secondary", async () => { await post("/keys", { algorithm: "RS256" }); await load(); })),
    list);
  load().catch((e) => list.replaceChildren(message(e.message, "error")));
}

function show(list, keys, reload) {
  const sorted = [...keys].sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  list.replaceChildren(element("ul", { class: "things", id: "keys" }, sorted.map((key) => {
    const [words, kind, meaning] = STATES[key.state] ?? [key.state, "plain", ""];
    return element("li", { "data-key": key.id, "data-state": key.state },
      element("div", { class: "thing-head" },
        element("div", {}, element("strong", {}, key.algorithm), badge(words, kind), element("code", {}, key.id), copyButton(key.id)),
        element("div", { class: "buttons" }, ...buttons(key, reload))),
      element("p", { class: "hint" }, key.algorithm === "HS256" ? `${meaning} This is the project's JWT secret.` : meaning));
  })));
}

function buttons(key, reload) {
  const standBy = action("Stand by again", "secondary", async () => {
    await post(`/keys/${encodeURIComponent(key.id)}/standby`);
    await reload();
  });
  const revoke = element("button", { type: "button", class: "danger", onclick: () => dialog.confirm(`Revoke ${short(key.id)}?`,
    "Everybody whose token it signed is signed out of your services as soon as these have fetched the keys again.", "Revoke",
    async () => { await post(`/keys/${encodeURIComponent(key.id)}/revoke`); await reload(); }) }, "Revoke");
  return { standby: [revoke], previously_used: [standBy, revoke], revoked: [standBy] }[key.state] ?? [];
}

const short = (id) => (id.length > 12 ? `${id.slice(0, 8)}…` : id);

// What tests have in their power: the time, and what goes wrong.

import { get, post, remove } from "./control.js";
import { action, byId, element, head, message, skeleton } from "./dom.js";
import { faults } from "./faults.js";
import { every } from "./every.js";
import { full } from "./time.js";

export function open(place) {
  const time = element("div", { class: "card" }, skeleton(2));
  place.append(head("Clock and faults", "Tokens, sessions, bans and codes go by this clock. Move it, or let something go wrong, to see what your program does then."), time, faults());
  const now = element("p", { class: "clock", id: "now" });
  const said = element("p", { class: "hint", id: "moved" });
  const load = async () => {
    const { body } = await get("/clock");
    now.textContent = full(body.now);
    said.textContent = sentence(body.ahead_seconds);
    showMoved(body.ahead_seconds);
  };
  const advance = (label, by) => action(label, "secondary", async () => { await post("/clock", { advance: by }); await load(); });
  const custom = element("input", { id: "advance", class: "mono", placeholder: "PT90M", required: true, "aria-label": "By another time", spellcheck: "false" });
  time.replaceChildren(
    element("h2", {}, "Clock"), now, said,
    element("div", { class: "buttons" },
      advance("+ 1 minute", "PT1M"), advance("+ 1 hour", "PT1H"), advance("+ 1 day", "P1D"), advance("+ 30 days", "P30D"),
      action("Back to now", "secondary", async () => { await remove("/clock"); await load(); })),
    element("form", { class: "tools", onsubmit: async (event) => {
      event.preventDefault();
      try {
        await post("/clock", { advance: custom.value });
        await load();
      } catch (e) {
        said.textContent = e.message;
      }
    } }, element("div", { class: "grow" }, custom), element("button", { type: "submit", class: "secondary" }, "Advance")));
  return every(1000, () => load().catch((e) => { said.replaceChildren(message(e.message, "error")); }));
}

function sentence(seconds) {
  if (!seconds) return "It is the machine's own.";
  return `It is ${words(seconds)} ahead of the machine's.`;
}

function words(seconds) {
  const parts = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const said = [];
  let left = Math.round(Math.abs(seconds));
  for (const [unit, size] of parts) {
    const number = Math.floor(left / size);
    left -= number * size;
    if (number) said.push(`${number} ${unit}${number === 1 ? "" : "s"}`);
  }
  return said.slice(0, 2).join(" ");
}

/** At the foot of the list of pages, so that nobody wonders why everybody is signed out. */
export function showMoved(seconds) {
  const place = byId("moved-clock");
  place.hidden = !seconds;
  place.textContent = seconds ? `The clock is ${words(seconds)} ahead.` : "";
}

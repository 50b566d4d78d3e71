// What goes wrong on purpose.

import { get, post, remove } from "./control.js";
import { action, badge, busy, element, message, skeleton } from "./dom.js";
import { every } from "./every.js";

const PLACES = ["/.well-known/jwks.json", "/user", "/token", "/"];

const KINDS = {
  "503": ["is answered with 503", { does: "answer", status: 503 }],
  "500": ["is answered with 500", { does: "answer", status: 500 }],
  "429": ["is answered with 429", { does: "answer", status: 429 }],
  garbage: ["is answered with garbage", { does: "garbage" }],
  slow: ["takes 3 seconds longer", { does: "delay", delay: "PT3S" }],
  hang: ["hangs", { does: "hang" }],
};

/** A card of its own; it looks again every few seconds while it is on the page. */
export function faults() {
  const list = element("div", {}, skeleton(1));
  const card = element("section", { class: "card", "aria-labelledby": "faults-title" },
    element("div", { class: "card-head" }, element("h2", { id: "faults-title" }, "Faults"),
      action("End all", "secondary", async () => show(list, await remove("/faults")))),
    list);
  form(list).then((made) => card.append(made), (e) => card.append(message(e.message, "error")));
  const end = every(2000, async () => {
    try {
      show(list, await get("/faults"));
    } catch (e) {
      list.replaceChildren(message(e.message, "error"));
    }
    if (!card.isConnected) end();
  });
  return card;
}

function show(list, { body }) {
  list.replaceChildren(body.faults.length
    ? element("ul", { class: "things", id: "faults" }, body.faults.map((fault) => element("li", {}, element("div", { class: "thing-head" },
      element("div", {}, element("code", {}, fault.path), element("span", {}, words(fault)),
        fault.left === 0 ? badge("over") : fault.left ? badge(`${fault.left} more`, "warn") : badge("until it is ended", "warn")),
      element("span", { class: "hint" }, `met by ${fault.happened} ${fault.happened === 1 ? "request" : "requests"}`)))))
    : element("p", { class: "hint" }, "Nothing goes wrong at present."));
}

function words(fault) {
  if (fault.does === "answer") return `is answered with ${fault.status}`;
  return fault.does === "hang" ? "hangs" : `takes ${fault.delay.slice(2).toLowerCase()} longer`;
}

async function form(list) {
  const { body: connection } = await get("/connection");
  const auth = new URL(connection.auth_url).pathname.replace(/\/$/, "");
  const places = [...PLACES.map((place) => auth + place), "/rest/v1/"];
  const path = element("input", { id: "fault-path", class: "mono", list: "fault-places", required: true, value: places[0], spellcheck: "false", autocomplete: "off" });
  const kind = element("select", { id: "fault-kind" }, Object.entries(KINDS).map(([key, [label]]) => element("option", { value: key }, label)));
  const times = element("input", { id: "fault-times", type: "number", min: 1, placeholder: "always" });
  const say = element("p", { class: "message", "data-kind": "error", role: "alert" });
  const submit = element("button", { type: "submit", class: "secondary", id: "add-fault" }, "Add");
  return element("form", { class: "see-form", onsubmit: (event) => {
    event.preventDefault();
    busy(submit, async () => {
      const wanted = { path: path.value, ...KINDS[kind.value][1] };
      if (times.value) wanted.times = Number(times.value);
      say.textContent = "";
      show(list, await post("/faults", wanted));
    }, (sentence) => { say.textContent = sentence; });
  } },
  element("datalist", { id: "fault-places" }, places.map((place) => element("option", { value: place }))),
  element("div", { class: "field" }, element("label", { for: "fault-path" }, "Every request to"), path),
  element("div", { class: "field" }, element("label", { for: "fault-kind" }, "What happens"), kind),
  element("div", { class: "field" }, element("label", { for: "fault-times" }, "How often"), times),
  submit, say);
}

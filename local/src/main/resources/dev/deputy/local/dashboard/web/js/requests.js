// What programs asked this Supabase lately, and what it answered; kept up to date.

import { get, remove } from "./control.js";
import { action, choice, element, empty, head, icon, message, skeleton } from "./dom.js";
import { every } from "./every.js";
import { clock } from "./time.js";

const KEPT = 500;

export function open(place) {
  const list = element("div", { class: "card table-card" }, skeleton());
  const live = element("span", { class: "live" }, "live");
  const state = { requests: [], last: 0, which: "all", words: "", drawn: "", broken: false };
  const draw = () => show(list, state);
  const search = element("input", { type: "search", id: "request-search", placeholder: "Path, code or caller", "aria-label": "Search requests", autocomplete: "off", spellcheck: "false",
    oninput: () => { state.words = search.value.toLowerCase(); draw(); } });
  place.append(
    head("Requests", "What programs asked, and what they were answered, the newest first. Tokens, keys and passwords are not kept.", live,
      action("Clear", "secondary", async () => { await remove("/requests"); state.requests = []; draw(); })),
    element("div", { class: "tools" },
      element("div", { class: "search" }, icon("search"), search),
      choice("Which requests", [["all", "All"], ["refused", "Refused"], ["failed", "Failed"]], "all", (which) => { state.which = which; draw(); })),
    list);
  return every(1000, async () => {
    try {
      const { body } = await get(`/requests?after=${state.last}`);
      const fresh = body.requests;
      if (fresh.length) {
        state.last = fresh.at(-1).number;
        state.requests = [...fresh.reverse(), ...state.requests].slice(0, KEPT);
      }
      live.dataset.live = "true";
      if (fresh.length || !state.drawn || state.broken) draw();
      state.broken = false;
    } catch (e) {
      state.broken = true;
      live.dataset.live = "false";
      list.replaceChildren(message(e.message, "error"));
    }
  });
}

export function family(status) {
  return status >= 500 ? "failed" : status >= 400 ? "refused" : "fine";
}

function show(list, state) {
  state.drawn = "yes";
  const found = state.requests.filter((request) =>
    (state.which === "all" || family(request.status) === state.which)
    && `${request.method} ${request.address} ${request.code ?? ""} ${request.caller ?? ""}`.toLowerCase().includes(state.words));
  if (!found.length) {
    list.replaceChildren(state.requests.length
      ? empty("search", "None of them", "No request fits what you are looking for.")
      : empty("requests", "Quiet", "Nothing has been asked yet. Requests appear here as they come."));
    return;
  }
  list.replaceChildren(element("div", { class: "scroll" }, element("table", { class: "cards requests", id: "requests" },
    element("thead", {}, element("tr", {}, ["Request", "Answer", "Caller", "Took", "At"].map((name) => element("th", { scope: "col", class: name === "Took" ? "end" : "" }, name)))),
    element("tbody", {}, found.map(row)))));
}

function row(request) {
  return element("tr", {},
    element("td", { class: "address" }, element("b", {}, request.method), " ", request.address,
      request.status >= 400 ? element("span", { class: "reason" }, [request.code, request.message].filter(Boolean).join(": ")) : null),
    element("td", { "data-label": "Answer" }, element("span", { class: "status", "data-family": family(request.status) }, String(request.status))),
    element("td", { "data-label": "Caller", class: "soft mono", title: request.caller ?? "" }, short(request.caller)),
    element("td", { "data-label": "Took", class: "number end soft" }, took(request.milliseconds)),
    element("td", { "data-label": "At" }, clock(request.at)));
}

/** Eight characters of a user's number tell people apart; roles have names. */
const short = (caller) => (/^[0-9a-f-]{36}$/i.test(caller ?? "") ? caller.slice(0, 8) : caller ?? "");

const took = (milliseconds) => `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;

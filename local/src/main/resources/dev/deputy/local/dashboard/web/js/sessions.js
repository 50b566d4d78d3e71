// Who is signed in where.

import { get, remove } from "./control.js";
import { action, badge, element, empty, head, message, skeleton, toast } from "./dom.js";
import { every } from "./every.js";
import { ago } from "./time.js";

const PAGE = 100;

export function open(place) {
  const list = element("div", { class: "card table-card" }, skeleton());
  place.append(head("Sessions", "Every sign-in that still lasts. When one ends, its refresh token is worth nothing any more; access tokens run out by themselves."), list);
  let before = "";
  const load = async () => {
    try {
      const { body, total } = await get(`/sessions?per_page=${PAGE}`);
      if (JSON.stringify(body) === before) return; // nothing new: whoever is about to press a button keeps it
      before = JSON.stringify(body);
      show(list, body.sessions, total, load);
    } catch (e) {
      before = "";
      list.replaceChildren(message(e.message, "error"));
    }
  };
  return every(3000, load);
}

function show(list, sessions, total, reload) {
  if (!sessions.length) {
    list.replaceChildren(empty("sessions", "Nobody is signed in", "A session begins with every sign-in."));
    return;
  }
  list.replaceChildren(
    element("div", { class: "scroll" }, element("table", { class: "cards", id: "sessions" },
      element("thead", {}, element("tr", {}, ["User", "With", "From", "Began", "Renewed", ""].map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, sessions.map((session) => element("tr", { "data-session": session.id },
        element("td", {}, element("strong", {}, session.email || session.user_id), " ", level(session)),
        element("td", { "data-label": "With", title: session.user_agent ?? "" }, device(session.user_agent)),
        element("td", { "data-label": "From", class: "soft mono" }, session.ip ?? ""),
        element("td", { "data-label": "Began" }, ago(session.created_at)),
        element("td", { "data-label": "Renewed" }, ago(session.refreshed_at)),
        element("td", { class: "end" }, end(session, reload))))))),
    total > sessions.length ? element("p", { class: "more hint" }, `The newest ${sessions.length} of ${total}.`) : "");
}

/** The sessions of one user, for their drawer. */
export async function sessionCards(place, userId) {
  try {
    const { body } = await get(`/sessions?user_id=${userId}`);
    place.replaceChildren(body.sessions.length
      ? element("ul", { class: "things" }, body.sessions.map((session) => element("li", {},
        element("div", { class: "thing-head" },
          element("div", {}, element("span", { title: session.user_agent ?? "" }, device(session.user_agent)), level(session),
            element("span", { class: "hint" }, "since ", ago(session.created_at))),
          end(session, () => sessionCards(place, userId))))))
      : element("p", { class: "hint" }, "Nowhere at present."));
  } catch (e) {
    place.replaceChildren(message(e.message, "error"));
  }
}

function level(session) {
  return session.aal === "aal2" ? badge("second factor", "ok") : null;
}

function end(session, reload) {
  return action("End", "danger", async () => {
    await remove(`/sessions/${session.id}`);
    await reload();
    toast(`The session of ${session.email || "the user"} has ended.`);
  });
}

const BROWSERS = [[/Edg\//, "Edge"], [/Firefox\//, "Firefox"], [/Chrome\//, "Chrome"], [/Safari\//, "Safari"]];
const SYSTEMS = [[/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Mac OS X/, "macOS"], [/Windows/, "Windows"], [/Linux/, "Linux"]];

/** "Chrome on Linux"; a program as it calls itself. */
function device(agent) {
  if (!agent) return "unknown";
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent))?.[1];
  if (!browser) return agent.length > 40 ? `${agent.slice(0, 40)}…` : agent;
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent))?.[1];
  return system ? `${browser} on ${system}` : browser;
}

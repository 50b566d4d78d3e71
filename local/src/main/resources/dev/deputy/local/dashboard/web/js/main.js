// Which page is shown. Each page is a module with open(place): it fills the place and returns what to do when it closes.

import * as controls from "./controls.js";
import { get, hasSecret, keepSecret, takeSecretFromAddress, whenLocked } from "./control.js";
import { byId, element, icon } from "./dom.js";
import * as inbox from "./inbox.js";
import * as keys from "./keys.js";
import * as overview from "./overview.js";
import * as requests from "./requests.js";
import * as seeAs from "./see-as.js";
import * as sessions from "./sessions.js";
import * as users from "./users.js";

const PAGES = [
  ["overview", "Overview", overview],
  ["users", "Users", users],
  ["sessions", "Sessions", sessions],
  ["inbox", "Inbox", inbox],
  ["see-as", "See as", seeAs],
  ["requests", "Requests", requests],
  ["keys", "Signing keys", keys],
  ["controls", "Clock and faults", controls],
];

let leave = () => {};

function current() {
  const [name, parameters] = location.hash.slice(2).split("?");
  const page = PAGES.find(([key]) => key === name) ?? PAGES[0];
  return { page, parameters: new URLSearchParams(parameters ?? "") };
}

function show() {
  leave();
  const { page: [name, title, module], parameters } = current();
  document.title = `${title} · Local Supabase`;
  for (const link of byId("nav").querySelectorAll("a")) {
    const here = link.dataset.page === name;
    if (here) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView({ block: "nearest", inline: "center" });
    } else {
      link.removeAttribute("aria-current");
    }
  }
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  const place = element("div", { class: "page" });
  byId("main").replaceChildren(place);
  leave = module.open(place, parameters) ?? (() => {});
}

/** After a click in the list of pages, the keyboard goes on in the page. */
function follow() {
  show();
  byId("main").querySelector("h1")?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function lock(sentence) {
  leave();
  leave = () => {};
  byId("app").hidden = true;
  byId("locked").hidden = false;
  byId("locked-message").textContent = sentence ?? "";
  byId("secret").value = "";
  byId("secret").focus();
}

async function unlock() {
  let body;
  try {
    ({ body } = await get("/connection"));
  } catch (e) {
    if (e.status !== 401) lock(e.message); // a wrong secret has been dealt with
    return;
  }
  byId("address").textContent = new URL(body.api_url).host;
  byId("locked").hidden = true;
  byId("app").hidden = false;
  show();
}

function start() {
  takeSecretFromAddress();
  byId("nav").append(...PAGES.map(([name, title]) =>
    element("a", { href: `#/${name}`, "data-page": name }, icon(name), title)));
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the part behind the # says which page is shown
    byId("main").focus();
  });
  whenLocked(() => lock("That is not this Supabase's secret. It may have been started anew."));
  byId("unlock").addEventListener("submit", (event) => {
    event.preventDefault();
    keepSecret(byId("secret").value);
    unlock();
  });
  addEventListener("hashchange", () => {
    if (location.hash.startsWith("#secret=")) {
      takeSecretFromAddress();
      unlock();
    } else if (!byId("app").hidden) {
      follow();
    }
  });
  if (hasSecret()) unlock();
  else lock();
}

start();

// The mails and text messages that a real project would have sent.

import { get, remove } from "./control.js";
import * as dialog from "./dialog.js";
import { choice, copyButton, element, empty, head, icon, message, skeleton } from "./dom.js";
import { every } from "./every.js";
import { ago, full } from "./time.js";

const SHOWN = 200;

export function open(place) {
  const panes = element("div", {}, element("div", { class: "card" }, skeleton()));
  const state = { messages: [], chosen: null, words: "", before: "" };
  const draw = () => show(panes, state);
  const search = element("input", { type: "search", id: "mail-search", placeholder: "To, or subject", "aria-label": "Search messages", autocomplete: "off", spellcheck: "false",
    oninput: () => { state.words = search.value.toLowerCase(); draw(); } });
  const load = async () => {
    try {
      const { body: newest } = await get("/inbox?limit=1");
      const now = JSON.stringify([newest.total, newest.messages[0]?.id]);
      if (now === state.before) return; // nothing new: do not disturb whoever is reading
      state.messages = (await get(`/inbox?limit=${SHOWN}`)).body.messages;
      state.before = now;
      draw();
    } catch (e) {
      state.before = "";
      panes.replaceChildren(message(e.message, "error"));
    }
  };
  place.append(
    head("Inbox", "Mails and text messages end here instead of being sent, with their real links and codes.",
      element("button", { type: "button", class: "secondary", onclick: () => dialog.confirm("Clear the inbox?",
        "All messages go. The codes and links in them stay good.", "Clear", async () => { await remove("/inbox"); await load(); }) }, "Clear")),
    element("div", { class: "tools" }, element("div", { class: "search" }, icon("search"), search)),
    panes);
  return every(2000, load);
}

const KINDS = {
  confirmation: "Confirmation", invite: "Invitation", recovery: "Recovery", magic_link: "Magic link",
  email_change: "New address", reauthentication: "Reauthentication", sms: "Text message",
};

function show(panes, state) {
  const found = state.messages.filter((mail) => `${mail.to} ${mail.subject}`.toLowerCase().includes(state.words));
  if (!found.length) {
    panes.replaceChildren(element("div", { class: "card" }, state.messages.length
      ? empty("search", "None of them", "No message fits what you are looking for.")
      : empty("inbox", "No mail", "When your application asks for a code, a link or a new password, the message appears here.")));
    return;
  }
  const chosen = found.find((mail) => mail.id === state.chosen) ?? found[0];
  state.chosen = chosen.id;
  const reading = element("div", {}, read(chosen));
  const list = element("ol", { id: "messages" }, found.map((mail) => {
    const button = element("button", {
      type: "button", "aria-current": String(mail.id === chosen.id),
      onclick: () => {
        state.chosen = mail.id;
        for (const other of list.querySelectorAll("button")) other.setAttribute("aria-current", String(other === button));
        reading.replaceChildren(read(mail));
      },
    },
    element("span", { class: "row" }, element("strong", {}, mail.to), ago(mail.sent_at)),
    element("span", { class: "subject" }, mail.subject || mail.text),
    element("small", {}, KINDS[mail.kind] ?? mail.kind));
    return element("li", {}, button);
  }));
  panes.replaceChildren(element("div", { class: "mail-panes" }, element("div", { class: "card mail-list" }, list), reading));
}

function read(mail) {
  const body = element("div", {});
  const views = { html: () => page(mail.html), text: () => element("pre", { class: "wrap" }, mail.text) };
  body.replaceChildren(mail.html ? views.html() : views.text());
  return element("article", { class: "card mail", id: "mail" },
    element("h2", {}, mail.subject || KINDS[mail.kind] || mail.kind),
    element("p", { class: "hint" }, `To ${mail.to}, ${full(mail.sent_at)}`),
    mail.code ? element("div", { class: "otp" }, element("output", { id: "code" }, mail.code), copyButton(mail.code, "Copy the code", "secondary")) : null,
    mail.link ? element("div", { class: "buttons" },
      element("a", { class: "button", href: safe(mail.link), target: "_blank", rel: "noopener noreferrer", id: "link" }, "Open the link"),
      copyButton(mail.link, "Copy the link", "secondary")) : null,
    mail.html ? choice("View", [["html", "As a mail"], ["text", "As text"]], "html", (view) => body.replaceChildren(views[view]())) : null,
    body);
}

/** A link that is no address of the web leads nowhere. */
const safe = (link) => (/^https?:\/\//i.test(link) ? link : "#");

/** A mail is somebody else's page: in a frame without script, without an origin, and without this page's address. */
function page(html) {
  const frame = element("iframe", { sandbox: "allow-popups allow-popups-to-escape-sandbox", title: "The mail", referrerpolicy: "no-referrer" });
  frame.srcdoc = `<!doctype html><meta charset="utf-8"><base target="_blank"><style>body { margin: 1.25rem; font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }</style>${html}`;
  return frame;
}

// The people who signed up, and what one can do to them and as them.

import { get, post, put, remove } from "./control.js";
import * as dialog from "./dialog.js";
import { action, badge, busy, element, empty, facts, head, icon, message, skeleton, toast, value } from "./dom.js";
import { sessionCards } from "./sessions.js";
import { signedInAs } from "./sign-in-as.js";
import { ago } from "./time.js";

const PAGE = 50;
const FOREVER = "876000h"; // a hundred years, as the platform's own dashboard bans

export function open(place) {
  const list = element("div", { class: "card table-card" }, skeleton());
  const search = element("input", { type: "search", id: "user-search", placeholder: "Address or name", "aria-label": "Search users", autocomplete: "off", spellcheck: "false" });
  const state = { list, filter: "", shown: PAGE, asked: 0 };
  const reload = () => load(state, reload).catch((e) => list.replaceChildren(message(e.message, "error")));
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.filter = search.value.trim(); state.shown = PAGE; reload(); }, 150);
  });
  place.append(
    head("Users", "Everybody who has signed up. Choose one to sign in as them, ban them, or see where they are signed in.",
      element("button", { type: "button", id: "new-user", onclick: () => create(reload) }, "New user")),
    element("div", { class: "tools" }, element("div", { class: "search" }, icon("search"), search)),
    list);
  reload();
  return () => clearTimeout(waiting);
}

async function load(state, reload) {
  const asked = ++state.asked;
  const query = new URLSearchParams({ filter: state.filter, per_page: state.shown });
  const { body, total } = await get(`/users?${query}`);
  if (asked !== state.asked) return; // a later search has been asked in the meantime
  if (!body.users.length) {
    state.list.replaceChildren(state.filter
      ? empty("search", "Nobody found", `No user has “${state.filter}” in their address or name.`)
      : empty("users", "Nobody yet", "Users appear here as they sign up. You can also create one yourself."));
    return;
  }
  state.list.replaceChildren(
    element("div", { class: "scroll" }, element("table", { class: "cards", id: "users" },
      element("thead", {}, element("tr", {}, ["User", "State", "Signed up", "Last sign-in"].map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, body.users.map((user) => row(user, reload))))),
    body.users.length < total
      ? element("div", { class: "more" }, action(`Show more of ${total.toLocaleString("en")}`, "secondary", async () => { state.shown += PAGE; await reload(); }))
      : "");
}

export const nameOf = (user) => user.user_metadata?.full_name || user.user_metadata?.name || user.email || user.phone || "Anonymous";

function row(user, reload) {
  const name = String(nameOf(user));
  const show = () => details(user, reload);
  return element("tr", { class: "opens", onclick: show, "data-user": user.id },
    element("td", {}, element("div", { class: "who" },
      element("span", { class: "initial", "aria-hidden": "true" }, [...name][0]?.toUpperCase() ?? "?"),
      element("div", {},
        element("button", { type: "button", class: "open" }, name),
        name === user.email ? null : element("small", {}, user.email || user.phone || user.id)))),
    element("td", { "data-label": "State" }, states(user)),
    element("td", { "data-label": "Signed up" }, ago(user.created_at)),
    element("td", { "data-label": "Last sign-in" }, ago(user.last_sign_in_at)));
}

const isBanned = (user) => Boolean(user.banned_until) && new Date(user.banned_until) > new Date();

const isConfirmed = (user) => Boolean(user.email_confirmed_at || user.phone_confirmed_at);

function states(user) {
  return element("span", { class: "badges" },
    isBanned(user) ? badge("banned", "bad") : null,
    user.deleted_at ? badge("deleted", "bad") : null,
    user.is_anonymous ? badge("anonymous") : isConfirmed(user) ? badge("confirmed", "ok") : badge("not confirmed", "warn"),
    (user.factors ?? []).some((factor) => factor.status === "verified") ? badge("second factor", "ok") : null,
    user.role && user.role !== "authenticated" ? badge(user.role) : null);
}

function details(user, reload) {
  const name = String(nameOf(user));
  dialog.drawer(name, (close) => {
    const again = async (changed) => {
      close();
      await reload();
      details(changed, reload);
    };
    const change = (body, said) => async () => {
      const { body: changed } = await put(`/users/${user.id}`, body);
      await again(changed);
      toast(said);
    };
    const places = element("div", {}, skeleton(2));
    sessionCards(places, user.id);
    return [
      states(user),
      element("div", { class: "buttons" },
        action("Sign in as", "", async () => {
          signedInAs(name, (await post(`/users/${user.id}/sessions`)).body);
          await sessionCards(places, user.id);
        }),
        isConfirmed(user) || user.is_anonymous ? null : action("Confirm", "secondary", change({ email_confirm: true }, `${name} is confirmed.`)),
        isBanned(user)
          ? action("End the ban", "secondary", change({ ban_duration: "none" }, `${name} is no longer banned.`))
          : action("Ban", "secondary", change({ ban_duration: FOREVER }, `${name} is banned. Tokens that are out run out by themselves.`)),
        element("a", { class: "button secondary", href: `#/see-as?user=${user.id}` }, "See as"),
        element("button", { type: "button", class: "danger", onclick: () => erase(user, name, async () => { close(); await reload(); }) }, "Delete")),
      facts([
        ["Id", value(user.id)],
        user.email ? ["E-mail", value(user.email)] : null,
        user.phone ? ["Phone", value(user.phone)] : null,
        ["Signed up", ago(user.created_at)],
        ["Last sign-in", ago(user.last_sign_in_at)],
        isBanned(user) ? ["Banned until", ago(user.banned_until)] : null,
        ["Comes in by", (user.identities ?? []).map((identity) => identity.provider).join(", ") || "nothing yet"],
      ]),
      element("h3", {}, "Signed in at"), places,
      element("details", {}, element("summary", {}, "Everything, as JSON"), element("pre", { class: "wrap" }, JSON.stringify(user, null, 2))),
    ];
  });
}

function erase(user, name, done) {
  dialog.confirm(`Delete ${name}?`,
    "The user goes, and with them, by foreign keys, what your tables have declared to go too. This cannot be undone.",
    "Delete", async () => {
      await remove(`/users/${user.id}`);
      await done();
      toast(`${name} is deleted.`);
    });
}

function create(reload) {
  dialog.open("New user", (close) => {
    const say = element("p", { class: "message", role: "alert", "data-kind": "error" });
    const email = element("input", { id: "new-email", type: "email", required: true, autocomplete: "off" });
    const name = element("input", { id: "new-name", autocomplete: "off" });
    const password = element("input", { id: "new-password", type: "text", class: "mono", autocomplete: "off", spellcheck: "false" });
    const confirmed = element("input", { id: "new-confirmed", type: "checkbox", checked: true });
    const submit = element("button", { type: "submit" }, "Create user");
    return element("form", {
      onsubmit: (event) => {
        event.preventDefault();
        busy(submit, async () => {
          const wanted = { email: email.value, email_confirm: confirmed.checked };
          if (password.value) wanted.password = password.value;
          if (name.value) wanted.user_metadata = { full_name: name.value };
          await post("/users", wanted);
          close();
          await reload();
          toast(`${email.value} is there.`);
        }, (sentence) => { say.textContent = sentence; });
      },
    },
    element("label", { for: "new-email" }, "E-mail"), email,
    element("label", { for: "new-name" }, "Full name"), name,
    element("label", { for: "new-password" }, "Password"), password,
    element("p", { class: "hint" }, "Without one, they come in by a mailed link or code only."),
    element("label", { class: "check" }, confirmed, "The address is confirmed"),
    say,
    element("div", { class: "buttons" }, submit));
  });
}

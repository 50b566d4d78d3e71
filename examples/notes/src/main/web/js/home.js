// What a signed-in person sees: the name that the service knows, and their notes.
import { busy, byId, element, say } from "./dom.js";
import * as service from "./service.js";

let user; // whose page this is; an answer that arrives after they left is dropped
let asked = 0; // how often for the notes
let shown = 0; // which of the answers is on the page: one that comes late must not hide a later one
let refused; // what to do when the service does not believe the token of somebody who seems signed in

export function openHome(accessToken, whenRefused) {
  refused = whenRefused;
  const form = byId("add-note");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector("button"), () => add(form, accessToken));
  });
  form.elements.body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

export async function welcome(newcomer, accessToken) {
  user = newcomer;
  clear();
  byId("home").hidden = false;
  byId("greeting").textContent = "Hello";
  byId("greeting").focus();
  await Promise.all([greet(accessToken), load(accessToken)]);
}

export function leave() {
  user = undefined;
  byId("home").hidden = true;
  clear();
}

async function greet(accessToken) {
  const asker = user;
  try {
    const { full_name: fullName } = await service.name(await accessToken());
    if (asker === user) byId("greeting").textContent = fullName ? `Hello, ${fullName}` : "Hello";
  } catch (error) {
    if (asker !== user) return;
    if (error.status === 401) await refused(error);
    else say(byId("greeting-message"), `Your name: ${error.message}`, "error");
  }
}

async function load(accessToken) {
  const asker = user;
  const turn = ++asked;
  const list = byId("notes");
  list.setAttribute("aria-busy", "true");
  list.replaceChildren(...[1, 2].map(() => element("li", { class: "skeleton", "aria-hidden": "true" })));
  try {
    const notes = await service.notes(await accessToken());
    if (asker === user) show(notes, turn);
  } catch (error) {
    if (asker !== user || turn < shown) return;
    list.replaceChildren();
    say(byId("notes-message"), `Your notes: ${error.message}`, "error");
  } finally {
    list.removeAttribute("aria-busy");
  }
}

async function add(form, accessToken) {
  const asker = user;
  const body = form.elements.body.value.trim();
  if (!body) return say(byId("notes-message"), "A note needs a word or two.", "error");
  try {
    await service.addNote(await accessToken(), body);
    const turn = ++asked;
    const notes = await service.notes(await accessToken());
    if (asker !== user) return;
    form.reset();
    say(byId("notes-message"), "Added.", "ok");
    show(notes, turn);
    form.elements.body.focus();
  } catch (error) {
    if (asker === user) say(byId("notes-message"), `Not added. ${error.message}`, "error");
  }
}

function show(notes, turn) {
  if (turn < shown) return;
  shown = turn;
  const newestFirst = [...notes].reverse(); // the service gives the oldest first
  byId("notes").replaceChildren(...newestFirst.map(note));
  byId("notes-empty").hidden = notes.length > 0;
}

function note({ body, created_at: createdAt }) {
  const time = new Date(createdAt).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return element("li", { class: "note" }, element("p", {}, body), element("time", { datetime: createdAt }, time));
}

function clear() {
  byId("add-note").reset();
  byId("greeting").textContent = "";
  byId("notes").replaceChildren();
  byId("notes-empty").hidden = true;
  say(byId("greeting-message"), "");
  say(byId("notes-message"), "");
}

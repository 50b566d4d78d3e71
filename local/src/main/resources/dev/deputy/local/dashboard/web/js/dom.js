// The few things that every page does with the document.
// Text reaches it through textContent only: what a user or a server wrote is never read as HTML.

export const byId = (id) => document.getElementById(id);

/** Makes an element: element("li", { class: "note", onclick: () => … }, "text", anotherElement, null). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/deputy/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Runs work with its button marked busy, so that nobody presses twice, and says what went wrong. */
export async function busy(button, work, complain = toast) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (e) {
    complain(e.message);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

/** A button that does something which may take a moment. */
export function action(label, kind, work) {
  return element("button", { type: "button", class: kind, onclick: (event) => busy(event.currentTarget, work) }, label);
}

let toastEnds;

/** Says a sentence at the foot of the page, for a few seconds. */
export function toast(text) {
  const place = byId("toast");
  // A modal dialog lies above everything else, so the sentence has to be within it.
  const top = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  top.append(place);
  place.textContent = text;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => { place.textContent = ""; }, 5000);
}

/** A sentence in the page; kind is "plain", "ok", "refused" or "error". */
export function message(text, kind = "plain") {
  return element("p", { class: "message", "data-kind": kind, role: kind === "error" ? "alert" : "status" }, text);
}

export function empty(iconName, title, sentence, ...more) {
  return element("div", { class: "empty" }, icon(iconName), element("strong", {}, title), element("p", {}, sentence), ...more);
}

export function skeleton(lines = 5) {
  return element("div", { class: "skeleton", role: "status", "aria-label": "Loading" },
    Array.from({ length: lines }, () => element("i")));
}

export function badge(text, kind = "plain") {
  return element("span", { class: "badge", "data-kind": kind }, text);
}

/** Puts a text on the clipboard and says so on the button. */
export function copyButton(text, label = "Copy", kind = "quiet") {
  const words = element("span", {}, label);
  const button = element("button", { type: "button", class: kind }, icon("copy"), words);
  button.addEventListener("click", async () => {
    await copy(typeof text === "function" ? text() : text);
    words.textContent = "Copied";
    button.classList.add("copied");
    button.firstChild.replaceWith(icon("done"));
    setTimeout(() => {
      words.textContent = label;
      button.classList.remove("copied");
      button.firstChild.replaceWith(icon("copy"));
    }, 1500);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    toast("Your browser does not let this page copy; select the text instead.");
  }
}

/** A text in a fixed pitch with a button that copies it. */
export function value(text, label) {
  return element("span", { class: "value" }, element("code", { title: text }, text), copyButton(text, label ?? "Copy"));
}

/** Pairs of a name and what it stands for. */
export function facts(pairs) {
  return element("dl", { class: "facts" }, pairs.filter(Boolean).map(([name, shown]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, shown))));
}

/** A row of choices of which one counts; calls back with its value. */
export function choice(legend, choices, chosen, changed) {
  const name = `choice-${legend.replace(/\W/g, "-")}`;
  return element("fieldset", { class: "switch" }, element("legend", { class: "visually-hidden" }, legend),
    choices.map(([key, label]) => element("label", {},
      element("input", { type: "radio", name, value: key, checked: key === chosen, onchange: () => changed(key) }),
      element("span", {}, label))));
}

/** The head of a page: its name, what it is for, and its tools at the right. */
export function head(title, lead, ...tools) {
  return element("div", { class: "page-head" },
    element("div", {}, element("h1", { tabindex: "-1" }, title), element("p", { class: "lead" }, lead)),
    tools.length ? element("div", { class: "tools" }, ...tools) : null);
}

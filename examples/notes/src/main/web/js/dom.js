// The few things that every part of the page does with the document.
// Text reaches the page through textContent only: what a user or a server wrote is never read as HTML.

export const byId = (id) => document.getElementById(id);

/** Makes an element: element("li", { class: "note" }, "text", anotherElement). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children); // append() turns strings into text nodes
  return made;
}

/** Says a sentence in a live region; kind is "plain", "ok", "refused" or "error", for the style sheet. */
export function say(region, text, kind = "plain") {
  region.dataset.kind = kind;
  region.textContent = text;
}

/** Runs work with its button marked busy, so that nobody presses twice and everybody sees that something happens. */
export async function busy(button, work) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true"); // unlike "disabled", this keeps the focus where it is
  try {
    await work();
  } finally {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  }
}

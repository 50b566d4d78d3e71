// Dialogs in the middle, and drawers at the side. Esc, the cross and a click beside close them; the focus goes back.

import { busy, element, icon } from "./dom.js";

/** Opens one; fill gets a function that closes it, and returns what is in it. */
export function open(title, fill, kind = "") {
  const dialog = element("dialog", { class: kind, "aria-label": title });
  const close = () => dialog.close();
  dialog.append(
    element("div", { class: "dialog-head" }, element("h2", {}, title),
      element("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: close }, icon("close"))),
    element("div", { class: "dialog-body" }, fill(close)));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener("close", () => {
    const toast = dialog.querySelector("#toast");
    if (toast) document.body.append(toast);
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export const drawer = (title, fill) => open(title, fill, "drawer");

/** Asks before something that cannot be undone. */
export function confirm(title, sentence, yes, work) {
  open(title, (close) => {
    const sure = element("button", { type: "button", class: "danger sure" }, yes);
    sure.addEventListener("click", () => busy(sure, async () => { await work(); close(); }));
    return [
      element("p", {}, sentence),
      element("div", { class: "buttons" }, sure,
        element("button", { type: "button", class: "secondary", onclick: close, autofocus: true }, "Keep it")),
    ];
  });
}

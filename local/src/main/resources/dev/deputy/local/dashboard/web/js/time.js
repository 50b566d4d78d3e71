// Times as people say them.

import { element } from "./dom.js";

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const STEPS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];

/** "3 minutes ago", with the exact time behind it. */
export function ago(text, now = Date.now()) {
  if (!text) return element("span", { class: "soft" }, "never");
  const time = new Date(text);
  let amount = (time.getTime() - now) / 1000;
  let said = "just now";
  if (Math.abs(amount) >= 10) {
    for (const [unit, size] of STEPS) {
      if (Math.abs(amount) < size) {
        said = RELATIVE.format(Math.round(amount), unit);
        break;
      }
      amount /= size;
    }
  }
  return element("time", { datetime: text, title: FULL.format(time) }, said);
}

export function full(text) {
  return FULL.format(new Date(text));
}

/** "14:03:22", for lists in which everything is of today. */
export function clock(text) {
  return element("time", { datetime: text, title: full(text) }, new Date(text).toLocaleTimeString("en-GB"));
}

// A table through somebody else's eyes, and the policies that decided.

import { get, post } from "./control.js";
import { badge, busy, element, empty, head, message, skeleton } from "./dom.js";
import { nameOf } from "./users.js";

export function open(place, parameters) {
  const form = element("div", { class: "card" }, skeleton(2));
  const answer = element("div", { class: "page", id: "seen", "aria-live": "polite" });
  place.append(head("See as", "Pick a person and a table, and see exactly the rows that the data API would give them. Nothing is changed."), form, answer);
  fill(form, answer, parameters).catch((e) => form.replaceChildren(message(e.message, "error")));
}

async function fill(place, answer, parameters) {
  const [users, tables] = await Promise.all([
    get("/users?per_page=1000").then(({ body }) => body.users),
    get("/tables").then(({ body }) => body.tables),
  ]);
  if (!tables.length) {
    place.replaceChildren(empty("see-as", "No table yet", "Make a table in an exposed schema, in a migration or with psql, and it can be looked at here."));
    return;
  }
  const user = element("select", { id: "see-user" },
    element("option", { value: "" }, "Somebody who is not signed in (anon)"),
    users.map((one) => element("option", { value: one.id, selected: one.id === parameters.get("user") }, label(one))));
  const table = element("select", { id: "see-table" }, tables.map((one) =>
    element("option", { value: JSON.stringify(one) }, one.schema === tables[0].schema ? one.name : `${one.schema}.${one.name}`)));
  const filter = element("input", { id: "see-filter", class: "mono", placeholder: "select=id,title&done=eq.false&order=id", autocomplete: "off", spellcheck: "false" });
  const submit = element("button", { type: "submit", id: "see" }, "See");
  place.replaceChildren(element("form", {
    class: "see-form",
    onsubmit: (event) => {
      event.preventDefault();
      busy(submit, async () => {
        const wanted = { ...JSON.parse(table.value), query: filter.value.trim().replace(/^\?/, "") };
        if (user.value) wanted.user = user.value;
        const { body } = await post("/see-as", wanted);
        show(answer, body, user.selectedOptions[0].textContent);
      }, (sentence) => answer.replaceChildren(message(sentence, "error")));
    },
  },
  element("div", { class: "field" }, element("label", { for: "see-user" }, "Person"), user),
  element("div", { class: "field" }, element("label", { for: "see-table" }, "Table or view"), table),
  element("div", { class: "field" }, element("label", { for: "see-filter" }, "Filter, as in the address"), filter),
  submit));
}

const label = (user) => {
  const name = String(nameOf(user));
  return name === user.email || !user.email ? name : `${name} (${user.email})`;
};

function show(place, seen, who) {
  const refused = seen.status >= 400;
  place.replaceChildren(
    element("section", { class: "card" },
      refused
        ? [element("p", { class: "verdict" }, `${who} is refused with ${seen.status}.`),
          message([seen.body?.code, seen.body?.message, seen.body?.hint].filter(Boolean).join(": "), "refused")]
        : [element("p", { class: "verdict", id: "verdict" }, sentence(seen, who)), bar(seen.total, seen.table_rows), rows(seen)]),
    policies(seen));
}

function sentence(seen, who) {
  const all = seen.table_rows;
  return `${who} sees ${seen.total === all && all > 0 ? "all" : seen.total} of ${all} ${all === 1 ? "row" : "rows"}.`;
}

function bar(some, all) {
  const full = element("i");
  full.style.width = `${all > 0 ? (100 * some) / all : 0}%`;
  return element("div", { class: "bar", "aria-hidden": "true" }, full);
}

function rows(seen) {
  const found = Array.isArray(seen.body) ? seen.body : [];
  if (!found.length) return element("p", { class: "hint" }, "No row passes both the filter and the policies.");
  const columns = [...new Set(found.flatMap((row) => Object.keys(row)))];
  return [
    element("div", { class: "scroll" }, element("table", { id: "rows" },
      element("thead", {}, element("tr", {}, columns.map((column) => element("th", { scope: "col" }, column)))),
      element("tbody", {}, found.map((row) => element("tr", {}, columns.map((column) => cell(row[column]))))))),
    found.length < seen.total ? element("p", { class: "hint" }, `The first ${found.length} of ${seen.total}.`) : "",
  ];
}

function cell(value) {
  if (value === null || value === undefined) return element("td", { class: "soft" }, "null");
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return element("td", {}, text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

function policies(seen) {
  return element("section", { class: "card", id: "policies", "aria-labelledby": "policies-title" },
    element("h2", { id: "policies-title" }, "What decided"),
    seen.row_security
      ? seen.policies.length
        ? element("ul", { class: "things" }, seen.policies.map((policy) => element("li", {},
          element("div", { class: "thing-head" },
            element("div", {}, element("strong", {}, policy.name),
              badge(policy.permissive ? "lets rows through" : "must be met too", policy.permissive ? "ok" : "warn"),
              badge(`for ${policy.roles.join(", ")}`), badge(policy.command.toLowerCase())),
            element("span", { class: "hint" }, policy.passes === null ? "cannot be counted by itself" : `lets ${policy.passes} of ${seen.table_rows} through`)),
          element("pre", { class: "wrap" }, policy.using))))
        : message("Row level security is on, and no policy lets this person read: they see nothing.", "refused")
      : message("Row level security is off for this table or view: whoever may select from it sees every row.", "error"));
}

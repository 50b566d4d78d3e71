// Signing up, signing in, signing out and renewing, all with the unmodified supabase-js.
import { busy, byId, say } from "./dom.js";
import { sentence } from "./sentences.js";
import { clearJournal } from "./journal.js";

// After signing out, the refresh token that the session had. In memory only, and only to show that it is worthless.
let oldRefreshToken;
let somebodyWasHere = false;

export function openDoor(auth) {
  for (const radio of document.getElementsByName("door")) radio.addEventListener("change", choose);
  onSubmit("sign-up", (form) => signUp(auth, form));
  onSubmit("sign-in", (form) => signIn(auth, form));
  onClick("sign-out", () => signOut(auth));
  onClick("renew", () => renew(auth));
  onClick("renew-old", () => renewWithOldToken(auth));
}

/** Somebody has come in: empty the forms, and forget the session before. */
export function closeDoor() {
  somebodyWasHere = true;
  oldRefreshToken = undefined;
  byId("farewell").hidden = true;
  byId("sign-up").reset();
  byId("sign-in").reset();
  say(byId("door-message"), "");
  say(byId("renew-message"), "");
}

async function signUp(auth, { fullName, email, password }) {
  forgetTheLastOne();
  const { data, error } = await auth.signUp({ email, password, options: { data: { full_name: fullName } } });
  if (error) return say(byId("door-message"), sentence(error), "error");
  // A project that confirms addresses gives no session yet. It answers so for a known address too, to give nobody away.
  if (!data.session) say(byId("door-message"), `If ${email} is new here, a mail is on its way. Follow its link.`, "ok");
}

async function signIn(auth, { email, password }) {
  forgetTheLastOne();
  const { error } = await auth.signInWithPassword({ email, password });
  if (error) say(byId("door-message"), sentence(error), "error");
}

async function signOut(auth) {
  const { data } = await auth.getSession();
  const { error } = await auth.signOut();
  if (error) return say(byId("notes-message"), sentence(error), "error");
  oldRefreshToken = data.session?.refresh_token;
  byId("farewell").hidden = !oldRefreshToken;
  say(byId("renew-old-message"), "");
  say(byId("door-message"), "You are signed out.", "ok");
}

async function renew(auth) {
  const { error } = await auth.refreshSession();
  if (error) say(byId("renew-message"), `Not renewed. ${sentence(error)}`, "error");
  else say(byId("renew-message"), "Renewed: a new token, a new end. The refresh token changed as well.", "ok");
}

async function renewWithOldToken(auth) {
  const { error } = await auth.refreshSession({ refresh_token: oldRefreshToken });
  const region = byId("renew-old-message");
  if (!error) return say(region, "It was renewed. That should not have happened.", "error");
  if (!error.code) return say(region, sentence(error), "error");
  say(region, `Refused, as it should be. Signing out ended the session, so its refresh token renews nothing any more. (${error.code})`, "ok");
}

// Two people may use one browser, one after the other. The second shall not read what was said to the first.
function forgetTheLastOne() {
  if (somebodyWasHere) clearJournal();
  somebodyWasHere = false;
  oldRefreshToken = undefined;
  byId("farewell").hidden = true;
  say(byId("door-message"), "");
}

function choose({ target }) {
  for (const id of ["sign-up", "sign-in"]) byId(id).hidden = id !== target.value;
  say(byId("door-message"), "");
}

function onSubmit(id, work) {
  const form = byId(id);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(form.querySelector("button"), () => work(Object.fromEntries(new FormData(form))));
  });
}

function onClick(id, work) {
  const button = byId(id);
  button.addEventListener("click", () => busy(button, work));
}

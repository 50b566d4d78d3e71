// Starts the page: asks the service which Supabase it trusts, makes supabase-js a client of it,
// and shows what fits whether somebody is signed in.
import { busy, byId, say } from "./dom.js";
import { closeDoor, openDoor } from "./door.js";
import { leave, openHome, welcome } from "./home.js";
import { clearJournal, recordingFetch } from "./journal.js";
import * as service from "./service.js";
import { hideToken, showToken } from "./token-card.js";
import { openTries } from "./tries.js";

let shown; // the id of the user whose page is shown

byId("start-again").addEventListener("click", () => busy(byId("start-again"), start));
byId("journal-clear").addEventListener("click", clearJournal);
start();

async function start() {
  try {
    const { supabaseUrl, publishableKey } = await service.config();
    if (!globalThis.supabase) throw new Error("supabase.js is not there. Build the service with Maven: it brings the file.");
    if (!publishableKey) throw new Error("The service has no publishable key: set SUPABASE_PUBLISHABLE_KEY and restart it.");
    const { auth } = globalThis.supabase.createClient(supabaseUrl, publishableKey, {
      global: { fetch: recordingFetch("Supabase") },
    });
    open(auth, supabaseUrl);
  } catch (error) {
    byId("starting").hidden = true;
    byId("broken").hidden = false;
    say(byId("broken-message"), error.message, "error");
  }
}

function open(auth, supabaseUrl) {
  byId("supabase-url").textContent = supabaseUrl;
  byId("starting").hidden = true;
  byId("broken").hidden = true;
  byId("app").hidden = false;

  // getSession() renews an access token that has ended before it hands it out.
  const accessToken = async () => (await auth.getSession()).data.session?.access_token;
  openDoor(auth);
  openHome(accessToken, (error) => signOutHere(auth, error));
  openTries(accessToken);
  // supabase-js holds a lock while it calls this, and getSession() wants the same lock: answer first, work afterwards.
  auth.onAuthStateChange((event, session) => setTimeout(() => (session ? signedIn(session, accessToken) : signedOut())));
}

async function signedIn(session, accessToken) {
  showToken(session.access_token);
  if (shown === session.user.id) return; // only the token is new
  shown = session.user.id;
  closeDoor();
  say(byId("try-message"), "");
  byId("account-email").textContent = session.user.email ?? "";
  byId("account").hidden = false;
  byId("welcome").hidden = true;
  await welcome(shown, accessToken);
}

/** A session kept by the browser may outlive the Supabase that gave it: a local one is often started afresh. */
async function signOutHere(auth, error) {
  await auth.signOut({ scope: "local" });
  say(byId("door-message"), `The service does not accept your earlier session (${error.message}). Sign in again.`, "error");
}

function signedOut() {
  shown = undefined;
  hideToken();
  leave();
  say(byId("try-message"), "");
  byId("account").hidden = true;
  byId("welcome").hidden = false;
}

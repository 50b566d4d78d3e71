// Buttons that call the service in ways that a well-behaved front end would not.
import { busy, byId, say } from "./dom.js";
import * as service from "./service.js";
import { forged } from "./token.js";

export function openTries(accessToken) {
  on("try-graphql", async () => {
    const { me } = await service.graphql(await accessToken(), "{ me { id email } }");
    return `GraphQL knows you: ${me.email}, ${me.id}.`;
  });
  on("try-without", async () => {
    await service.me();
    return "The service answered without a token. That should not have happened.";
  });
  on("try-broken", async () => {
    const token = await accessToken();
    await service.me(token ? forged(token) : "not.a.token");
    return "The service believed a broken token. That should not have happened.";
  });
}

function on(id, attempt) {
  const button = byId(id);
  const region = byId("try-message");
  button.addEventListener("click", () => busy(button, async () => {
    say(region, "");
    try {
      say(region, await attempt());
    } catch (error) {
      if (error.status === 401) say(region, `Refused with 401: ${error.message}`, "refused");
      else say(region, error.message, "error");
    }
  }));
}

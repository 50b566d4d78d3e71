// @supabase/server on Hono, as its documentation shows it.
import { serve } from "@hono/node-server";
import { withSupabase } from "@supabase/server/adapters/hono";
import { Hono } from "hono";
import { nameOf } from "./names.mjs";
import { onEachCore } from "./workers.mjs";

const supabaseOptions = { realtime: { transport: class NotUsedHere {} } }; // Node 20 has no WebSocket
const user = withSupabase({ auth: "user", supabaseOptions });
const app = new Hono();
app.get("/open", (c) => c.json({ ok: true }));
app.get("/me", user, (c) => c.json({ user_id: c.var.supabaseContext.userClaims.id }));
app.get("/name", user, async (c) => c.json(await nameOf(c.var.supabaseContext.userClaims.id)));

onEachCore(() => serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" }));

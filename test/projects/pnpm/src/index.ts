import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();

app.get("/cargo", (context) => context.json([{ item: "timber", tonnes: 40 }]));

serve({ fetch: app.fetch, port: 3000 }, ({ port }) => console.log(`listening on ${port}`));

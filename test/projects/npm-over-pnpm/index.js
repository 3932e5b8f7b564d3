import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono().get("/", (context) => context.text("lifted"));
serve({ fetch: app.fetch, port: 3000 });

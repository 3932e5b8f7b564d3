import { Hono } from "hono";

await Bun.write("opened.txt", "warm rolls");
const app = new Hono().get("/", async (context) => context.text(await Bun.file("opened.txt").text()));
export default { port: 3000, fetch: app.fetch };

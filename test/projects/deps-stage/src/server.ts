import { createServer } from "node:http";
import { createClient } from "@libsql/client";

const client = createClient({ url: process.env.DATABASE_URL ?? "file:local.db" });

createServer(async (_request, response) => {
  await client.execute("create table if not exists visits (at integer)");
  await client.execute("insert into visits values (1)");
  response.end("visited");
}).listen(3000);

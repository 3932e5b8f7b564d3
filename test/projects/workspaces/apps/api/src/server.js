import { levelAt } from "@harbour/tides";
import Fastify from "fastify";

const server = Fastify();

server.get("/level/:hour", async (request) => ({ metres: levelAt(Number(request.params.hour)) }));

await server.listen({ host: "0.0.0.0", port: 3000 });
console.log("listening");

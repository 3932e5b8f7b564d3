import Fastify from "fastify";
import { buoys } from "./buoys.js";

const server = Fastify({ logger: true });

server.get("/buoys", async () => buoys());

server.get<{ Params: { name: string } }>("/buoys/:name", async (request, reply) => {
  const found = buoys().find(({ name }) => name === request.params.name);
  return found ?? reply.code(404).send({ error: "no such buoy" });
});

await server.listen({ host: "0.0.0.0", port: 3000 });

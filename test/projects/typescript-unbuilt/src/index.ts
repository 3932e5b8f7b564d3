import Fastify from "fastify";

const app = Fastify();
app.get("/", async () => ({ tugs: 2 }));
app.listen({ host: "0.0.0.0", port: 3000 });

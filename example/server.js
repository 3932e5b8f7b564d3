const fastify = require("fastify")();

fastify.get("/", async () => ({ ship: "in dock" }));

fastify.listen({ host: "0.0.0.0", port: 3000 }).then(() => console.log("listening"));

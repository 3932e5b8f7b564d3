const fastify = require("fastify")();

fastify.get("/pilots", async () => [{ ship: "Ariel", pilots: 1 }]);

fastify.listen({ host: "0.0.0.0", port: 3000 }).then(() => console.log("listening"));

const fastify = require("fastify")();

fastify.get("/declarations", async () => [{ goods: "tea", duty: 12 }]);

fastify.listen({ host: "0.0.0.0", port: 3000 }).then(() => console.log("listening"));

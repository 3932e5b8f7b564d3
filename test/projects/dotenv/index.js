require("dotenv").config();
const app = require("fastify")();
if (!process.env.GREETING) throw new Error("GREETING is not set");
app.get("/", () => process.env.GREETING);
app.listen({ port: Number(process.env.PORT), host: "0.0.0.0" });

const Hapi = require("@hapi/hapi");
const fs = require("fs");
(async () => {
  const server = Hapi.server({ port: 3000, host: "0.0.0.0" });
  server.route({ method: "GET", path: "/", handler: () => { fs.writeFileSync("/data/x", "1"); return "kept " + fs.readFileSync("/data/x"); } });
  await server.start();
})();

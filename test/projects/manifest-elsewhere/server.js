const { createServer } = require("node:http");
const storage = require("node-persist");

storage.init().then(() => {
  createServer(async (_request, response) => {
    await storage.setItem("visits", 1);
    response.end(`kept ${await storage.getItem("visits")}`);
  }).listen(3000);
});

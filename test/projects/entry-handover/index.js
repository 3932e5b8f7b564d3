const { createServer } = require("node:http");
const ms = require("ms");
const { name } = require("./config.json");

createServer((_request, response) => response.end(`${name} ${ms(1000)}`)).listen(3000);

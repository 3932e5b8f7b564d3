const ms = require("ms");
require("http")
  .createServer((_, response) => response.end(`a day is ${ms("1d")}`))
  .listen(3000);

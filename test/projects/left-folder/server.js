const fs = require("fs");
fs.appendFileSync("notes/all", "two\n");
require("http").createServer((q, r) => r.end("lines " + fs.readFileSync("notes/all", "utf8").trim().split("\n").length)).listen(3000);

const http = require("node:http");
const fs = require("node:fs");
const path = require("node:path");

const port = process.env.PORT || 3000;
http.createServer((req, res) => {
  res.end("cross init");
}).listen(port, () => console.log("up on", port));

const fs = require("fs"), path = require("path");
const key = fs.readFileSync(path.join(__dirname, "certs", "server.key"));
require("http").createServer((q, r) => r.end("sealed" + key.length)).listen(3000);

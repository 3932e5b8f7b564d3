const fs = require("fs");
const store = process.env.STORE || "/var/lib/notes";
fs.writeFileSync(`${store}/note.txt`, "one note");
require("http")
  .createServer((_, response) => response.end(fs.readFileSync(`${store}/note.txt`)))
  .listen(8080);

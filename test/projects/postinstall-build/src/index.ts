declare const require: (name: string) => any;
const { writeFileSync } = require("node:fs");

require("node:http")
  .createServer((_request: unknown, response: { end(text: string): void }) => {
    writeFileSync("last.txt", "seen");
    response.end(`after ${require("ms")(60_000)}`);
  })
  .listen(3000);

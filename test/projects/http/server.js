import { createServer } from "node:http";
import ms from "ms";

const server = createServer((request, response) => {
  if (request.url !== "/next") {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ highTideIn: ms(6 * 60 * 60 * 1000, { long: true }) }));
});

server.listen(8000, () => console.log("listening on 8000"));

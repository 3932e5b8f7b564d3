const { createServer } = require("http");
const next = require("next");
const dev = process.env.NODE_ENV !== "production";
const app = next({ dev });
const handle = app.getRequestHandler();
app.prepare().then(() => createServer((q, r) => handle(q, r)).listen(3000));

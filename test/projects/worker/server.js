const { Worker } = require("worker_threads");
const path = require("path");
const w = new Worker(path.join(__dirname, "jobs", "writer.js"));
w.on("error", (e) => { console.error(e); process.exit(1); });
w.on("message", (m) => require("http").createServer((q, r) => r.end("worker " + m)).listen(3000));

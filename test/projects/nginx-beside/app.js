require("http").createServer((q, r) => r.end("two of us")).listen(3000);

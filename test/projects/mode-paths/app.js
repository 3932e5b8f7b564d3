const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");

if (process.env.NODE_ENV !== "production") console.log(require("semver").inc("1.0.0", "patch"));
const folder = process.env.NODE_ENV === "production" ? "client/dist" : "client/public";

createServer((_request, response) => response.end(readFileSync(`${folder}/index.html`))).listen(3000);

import { appendFileSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import ms from "ms";

appendFileSync("starts.log", `started, kept for ${ms("1d")} ms\n`);
createServer((_, response) => response.end(`entries: ${readFileSync("starts.log", "utf8").trim().split("\n").length}`)).listen(3000);

import { entryOf } from "../text/entry";
import { pathSet } from "../text/listing";
import { mainProcess } from "../text/process";
import { isForDevelopment } from "../text/purpose";
import { addShutdownHandler, handlesSignals, isServer, localImports } from "../text/shutdown";
import type { DockerfileRule, Facts, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "no-sigterm-handler",
  title: "The server does not handle SIGTERM, so that requests in flight are cut off",
  severity: "info",
  category: "signals",
  practice: "graceful-shutdown",
  why:
    "On *docker stop* and in every rolling update the container gets SIGTERM. A server that handles it stops " +
    "accepting connections, answers what it has begun, and ends by itself; one that does not is ended in the " +
    "middle of its requests.",
  sources: [
    "https://nodejs.org/api/process.html#signal-events",
    "https://docs.docker.com/reference/cli/docker/container/stop/",
  ],
  files: {
    "server.js": `const http = require("http");
const server = http.createServer((request, response) => response.end());
server.listen(3000);
`,
  },
  filesAfter: {
    "server.js": `const http = require("http");
const server = http.createServer((request, response) => response.end());
server.listen(3000);

function shutDown() {
  // Docker waits ten seconds before it kills the process.
  setTimeout(() => process.exit(1), 8000);
  // Connections that clients keep alive end after the answer that is due.
  server.keepAliveTimeout = 1;
  server.close(() => process.exit(0));
  server.closeIdleConnections?.();
}
process.once("SIGTERM", shutDown);
process.once("SIGINT", shutDown);
`,
  },
  bad: 'FROM node:22-slim\nCOPY . .\nCMD ["dumb-init", "node", "server.js"]',
  good: 'FROM node:22-slim\nCOPY . .\nCMD ["dumb-init", "node", "server.js"]',

  *check(file, facts) {
    const main = file.final && mainProcess(file.final);
    const entry = main && entryOf(file, main, facts);
    if (!entry || isForDevelopment(file, facts)) return;
    if (!isServer(entry.text) || someHandles(entry.path, facts) !== false) return;
    const added = addShutdownHandler(entry.text);
    const fix: Fix | undefined = added && {
      title: `Add a handler for ${added.framework} to ${entry.path}`,
      safe: false,
      optional: true,
      edits: added.edits.map((edit) => ({ ...edit, file: entry.path })),
    };
    yield {
      span: entry.word ?? main.starts.argument,
      message: `${entry.path} does not handle SIGTERM, so that requests in flight are cut off when the container stops`,
      fixes: fix && [fix],
      note: `${main.init ? behindInit : asFirstProcess} With one, they are answered and it exits with code 0.`,
    };
  },
} satisfies DockerfileRule;

// Measured with a small fastify server and *docker stop*.
const behindInit = "Behind an init and without a handler, node ends within a second, with exit code 143.";
const asFirstProcess = "As first process and without a handler, node is killed after ten seconds, with exit code 137.";

/** More than a start file usually draws in; bounds what an odd context can cost. */
const mostFiles = 100;

/** Whether a file or one that it imports handles SIGTERM; undefined when one of them is not known. */
function someHandles(entry: string, { files = [], contents }: Facts): boolean | undefined {
  const known = pathSet(files);
  const seen = new Set([entry]);
  for (const path of seen) {
    const text = contents?.get(path);
    if (text === undefined || seen.size > mostFiles) return undefined;
    if (handlesSignals(text)) return true;
    for (const specifier of localImports(text)) {
      const target = ends.map((end) => join(path, specifier) + end).find((candidate) => known.has(candidate));
      if (target === undefined) return undefined;
      if (!target.endsWith(".json")) seen.add(target);
    }
  }
  return false;
}

const ends = ["", ".js", ".json", ".cjs", ".mjs", ".ts", "/index.js", "/index.cjs", "/index.mjs", "/index.ts"];

/** The path from the context root that a relative import in a file means. */
function join(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

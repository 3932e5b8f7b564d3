import { entryOf } from "../node/entry";
import { someHandles } from "../node/programTexts";
import { isServer } from "../node/shutdown";
import { addShutdownHandler } from "../node/shutdownHandler";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import { stopSignal } from "../stage/stopSignal";
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
    const signal = file.final && stopSignal(file.final);
    if (!isServer(entry.text) || !signal || someHandles(facts, entry.path, signal) !== false) return;
    const isTypeScript = /\.[cm]?ts$/.test(entry.path);
    const isAddable = addedSignals.has(signal) && !(isTypeScript && hasOldTypes(facts));
    const added = isAddable ? addShutdownHandler(entry.text, isTypeScript) : undefined;
    const isNest = added?.framework === "Nest";
    const fix: Fix | undefined = added && {
      title: isNest
        ? `Turn on the shutdown hooks of Nest in ${entry.path}`
        : `Add a handler for ${added.framework} to ${entry.path}`,
      safe: false,
      optional: true,
      edits: added.edits.map((edit) => ({ ...edit, file: entry.path })),
    };
    yield {
      span: entry.word ?? main.starts.argument,
      message: `${entry.path} does not handle ${signal}, so that requests in flight are cut off when the container stops`,
      fixes: fix && [fix],
      note: `${main.init ? behindInit : asFirstProcess} ${isNest ? withHooks : withHandler}`,
    };
  },
} satisfies DockerfileRule;

// Measured with a small fastify server and *docker stop*.
const behindInit = "Behind an init and without a handler, node ends within a second, with exit code 143.";
const asFirstProcess = "As first process and without a handler, node is killed after ten seconds, with exit code 137.";

const withHandler = "With one, they are answered and it exits with code 0.";
// Nest sends itself the signal again when it has closed everything (measured with 11.2).
const withHooks = "With its shutdown hooks, Nest answers them and closes everything before it ends.";

/** What the handler is for. */
const addedSignals: ReadonlySet<string> = new Set(["SIGTERM", "SIGINT"]);

/** Before those of Node.js 18, `@types/node` lacks a method that the handler calls. */
function hasOldTypes({ project }: Facts): boolean {
  const range = project?.devDependencies["@types/node"] ?? project?.dependencies["@types/node"] ?? "";
  return Number(/\d+/.exec(range)?.[0] ?? 18) < 18;
}

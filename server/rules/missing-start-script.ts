import { missingScripts } from "../node/missingScripts";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-start-script",
  title: "The container starts with a script that package.json does not have",
  severity: "warning",
  category: "node",
  breaks: true,
  practice: "signals",
  ofContext: true,
  why:
    'A package manager ends with "Missing script" when package.json has none of that name, so the container ends at once. ' +
    "Only `start` has a default with npm, yarn 1 and pnpm: they run `server.js`, if there is such a file.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-start"],
  bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
  good: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "index.js"]',
  files: { "package.json": '{ "scripts": { "test": "node --test" } }', "index.js": "" },

  *check(file, facts) {
    for (const { start, end, call, name, manifest, startsServer } of missingScripts(file, facts)) {
      const server = startsServer ? ", and there is no server.js either" : "";
      yield {
        span: { start, end },
        message: `"${call}" fails at once, as ${manifest} has no script "${name}"${server}`,
      };
    }
  },
} satisfies DockerfileRule;

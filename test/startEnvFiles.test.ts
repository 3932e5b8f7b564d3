import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startEnvFiles } from "../server/context/startEnvFiles";
import { ignoreLines } from "../server/node/ignoreLines";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { factsOf } from "./cases";

/** What a container starts with, the script "start", and the files that node is told to read then. */
const cases: readonly (readonly [argv: string, script: string, expected: readonly string[]])[] = [
  ['"node", "--env-file=.env", "a.js"', "", [".env"]],
  ['"node", "--env-file", "./config/.env", "a.js"', "", ["config/.env"]],
  ['"npm", "start"', "node --env-file=.env --env-file=.env.app a.js", [".env", ".env.app"]],
  ['"node", "--env-file-if-exists=.env", "a.js"', "", []],
  ['"node", "--env-file=/run/secrets/env", "a.js"', "", []],
  ['"sh", "-c", "node --env-file=.env a.js & node b.js"', "", [".env"]],
  ['"node", "a.js"', "node --env-file=.env a.js", []],
];

describe("variables that a container cannot start without", () => {
  for (const [argv, start, expected] of cases) {
    test(`${argv} ${start}`, async () => {
      const text = `FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD [${argv}]\n`;
      const files = { "package.json": JSON.stringify({ scripts: { start } }), "a.js": "", ".env": "A=1" };
      const facts = await factsOf({ files, path: "Dockerfile" }, text);
      const file = parseDockerfile(text);
      assert.deepEqual(startEnvFiles(file, facts), expected);
      assert.equal(
        ignoreLines(file, facts).includes("**/.env"),
        !expected.some((path) => path.endsWith(".env")),
        "left out",
      );
    });
  }
});

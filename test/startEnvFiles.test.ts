import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { startEnvFiles } from "../server/context/startEnvFiles";
import { harden } from "../server/engine/harden";
import { ignoreLines } from "../server/node/ignoreLines";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { decide, parseIgnore } from "../server/syntax/dockerignore";
import type { Files } from "../server/types";
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

/** The script "start", other files of the project, and what an ignore file keeps of its files of variables. */
const read: readonly (readonly [start: string, files: Files, kept: readonly string[]])[] = [
  ["dotenv -e .env.production -- node a.js", {}, [".env", ".env.production"]],
  ["env-cmd -f ./.env.production node a.js", {}, [".env.production"]],
  ["node -r dotenv/config a.js dotenv_config_path=.env.production", {}, [".env", ".env.production"]],
  [
    "node a.js",
    { "a.js": 'require("dotenv").config({ path: __dirname + "/.env.production" });' },
    [".env", ".env.production"],
  ],
  ["sh go.sh", { "go.sh": "set -a\n. ./.env.production\nset +a\nexec node a.js\n" }, [".env.production"]],
  [
    "node a.js",
    {
      "a.js": 'dotenv.config({ path: path.join(__dirname, "conf", ".env.beta") });',
      "conf/.env.beta": "B=1",
      "b/.env.beta": "B=2",
    },
    ["conf/.env.beta"],
  ],
  ["node a.js", {}, []],
  // Git leaves it out, so that a fresh clone has none.
  ["dotenv -e .env.production -- node a.js", { ".gitignore": ".env*\n" }, []],
];

describe("variables that a program reads when it starts stay in the context", () => {
  for (const [start, own, kept] of read) {
    test(start, async () => {
      const text = "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD npm start\n";
      const variables = { ".env": "A=1", ".env.production": "A=2" };
      const manifest = { scripts: { start }, dependencies: { dotenv: "16", "dotenv-cli": "7", "env-cmd": "10" } };
      const files: Files = { "package.json": JSON.stringify(manifest), "a.js": "", ...variables, ...own };
      const made = harden(
        text,
        await factsOf({ files, path: "Dockerfile" }, text),
        { rules: {} },
        { level: "everything" },
      );
      const ignore = made.files.find(({ path }) => path === ".dockerignore")?.text ?? "";
      const left = Object.keys(files).filter(
        (path) => path.includes(".env") && !decide(parseIgnore(ignore), path).ignored,
      );
      assert.deepEqual(left, kept);

      const all = { ...files, ".dockerignore": ignore };
      const again = await factsOf({ files: all, path: "Dockerfile" }, made.text);
      assert.deepEqual(harden(made.text, again, { rules: {} }, { level: "everything" }).files, [], "the second time");
    });
  }
});

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

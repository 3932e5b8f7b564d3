/** Paths that one file of a program names and another writes to, and what settings beside it name. Each was tried by a real build. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import { lint } from "../server/engine/lint";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const listening = 'require("http").createServer().listen(3000);';
const server = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';
const beside = 'const path = require("path");\n';

const cases: readonly (readonly [title: string, files: Files, expected: readonly string[], text?: string])[] = [
  [
    "a folder that another file names by its own place",
    {
      "server.js": `require("./lib/http/up");\n${listening}`,
      "config/paths.js": `${beside}const uploads = path.join(__dirname, "..", "uploads");\nmodule.exports = { uploads };`,
      "lib/http/up.js": 'const { uploads } = require("../../config/paths");\nrequire("fs").mkdirSync(uploads);',
    },
    ["node uploads\n"],
  ],
  [
    "a member of what another file exports",
    {
      "server.js": `const config = require("./config");\nrequire("fs").mkdirSync(config.store.dir);\n${listening}`,
      "config/index.js": `${beside}module.exports = { store: { dir: path.join(__dirname, "../store") } };`,
    },
    ["node store\n"],
  ],
  [
    "a constant that another module exports",
    {
      "package.json": '{ "type": "module" }',
      "server.js": `import { mkdirSync } from "node:fs";\nimport * as at from "./at.js";\nmkdirSync(at.cache);\n`,
      "at.js": 'export const cache = "./cache";',
    },
    ["node cache\n"],
  ],
  [
    "what JSON names",
    {
      "server.js": `const { file } = require("./config.json");\nrequire("fs").writeFileSync(file, "");\n${listening}`,
      "config.json": '{ "file": "state/a.json" }',
    },
    ["node state\n"],
  ],
  [
    "options that have a name",
    {
      "server.js": `const multer = require("multer");\nconst options = { dest: "in" };\nmulter(options);\n${listening}`,
    },
    ["node in\n"],
  ],
  [
    "options in another file that is named as settings are",
    {
      "server.js": `const { upload } = require("./config/multer.config");\nrequire("multer")(upload);\n${listening}`,
      "config/multer.config.js": 'exports.upload = { dest: "in" };',
    },
    ["node in\n"],
  ],
  [
    "options that are spread",
    { "server.js": `const base = { dest: "in" };\nrequire("multer")({ ...base, limits: {} });\n${listening}` },
    ["node in\n"],
  ],
  [
    "a file of settings that is handed over by its path",
    {
      "server.js": `require("log4js").configure("./config/log4js.json");\n${listening}`,
      "config/log4js.json": '{ "appenders": { "a": { "type": "file", "filename": "./logs/a.log" } } }',
    },
    ["node logs\n"],
  ],
  [
    "what cannot be told",
    {
      "server.js": `const config = require("./config");\nrequire("fs").mkdirSync(config.dir);\n${listening}`,
      "config.js": "",
    },
    ["!USER node"],
  ],
  [
    "the index of a folder that node is told to run",
    { "src/index.js": `require("./log");\n${listening}`, "src/log.js": 'require("fs").mkdirSync("logs");' },
    ["node logs\n"],
    server.replace("server.js", "src/"),
  ],
  [
    "a log of Moleculer",
    {
      "moleculer.config.js": 'module.exports = { logger: [{ type: "File", options: { folder: "./out" } }] };',
      "package.json":
        '{ "scripts": { "start": "moleculer-runner services" }, "dependencies": { "moleculer": "0.14" } }',
    },
    ["node out\n"],
    server.replace('"node", "server.js"', '"npm", "start"'),
  ],
  [
    "what pm2 sets",
    {
      "server.js": `require("fs").mkdirSync(process.env.SPOT || "tmp");\n${listening}`,
      "pm2.json": '{ "apps": [{ "script": "server.js", "env_production": { "SPOT": "./spot" } }] }',
    },
    ["node spot tmp\n"],
    server.replace('"node", "server.js"', '"pm2-runtime", "pm2.json"'),
  ],
  [
    "a folder beside what is compiled, of a source outside the folder of the start file",
    {
      "tsconfig.json": '{ "compilerOptions": { "outDir": "build", "rootDir": "." } }',
      "package.json": '{ "scripts": { "build": "tsc" }, "devDependencies": { "typescript": "5" } }',
      "src/index.ts": `import "./store/save";\n${listening}`,
      "src/store/save.ts": 'import { mkdirSync } from "fs";\nimport { spot } from "../../env";\nmkdirSync(spot);',
      "env.ts": 'import path from "path";\nexport const spot = path.join(__dirname, "..", "spot");',
    },
    ["node spot\n"],
    server.replace("npm ci", "npm ci && npm run build && rm -rf src").replace("server.js", "./build/src/index.js"),
  ],
  [
    "what is compiled and copied to the root of the image's folder",
    {
      "tsconfig.json": '{ "compilerOptions": { "outDir": "out", "rootDir": "src" } }',
      "src/server.ts": `import "./lib/save";\n${listening}`,
      "src/lib/save.ts": 'import { mkdirSync } from "fs";\nmkdirSync(__dirname + "/../spot");',
    },
    ["node spot\n"],
    'FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npx tsc\nFROM node:24\nWORKDIR /app\nCOPY --from=build /app/out ./\nCMD ["node", "server"]\n',
  ],
  [
    "logs by options that nobody knows",
    { "server.js": `const w = require("winston");\nlist.map((one) => new w.transports.File(one));\n${listening}` },
    ["!USER node"],
  ],
  [
    "settings that a package keeps",
    { "server.js": `const Conf = require("conf");\nnew Conf({ projectName: "a", cwd: "./kept" });\n${listening}` },
    ["node kept\n"],
  ],
  [
    "settings by the mode, as Sequelize's models read them",
    {
      "server.js": `require("./models");\n${listening}`,
      "models/index.js":
        'const Sequelize = require("sequelize");\nconst config = require(__dirname + "/../config/config.json")[process.env.MODE || "development"];\nnew Sequelize(config.database, config.username, config.password, config);',
      "config/config.json":
        '{ "development": { "dialect": "sqlite", "storage": "./db/a.sqlite" }, "test": { "dialect": "postgres", "storage": "./x/y" } }',
    },
    ["node db\n"],
  ],
  [
    "files that import each other",
    {
      "server.js": `const { x } = require("./a");\nrequire("fs").mkdirSync(x.dir);\n${listening}`,
      "a.js": 'const { x } = require("./b");\nmodule.exports = x;',
      "b.js": 'const { y } = require("./a");\nmodule.exports = y;',
    },
    ["!USER node"],
  ],
  [
    "what a program of a package runs",
    {
      "moleculer.config.js": 'module.exports = { logger: "File" };',
      "package.json": '{ "dependencies": { "moleculer": "0.14" } }',
    },
    ["node logs\n"],
    server.replace('"node", "server.js"', '"node_modules/.bin/moleculer-runner", "services"'),
  ],
  [
    "the class that a package makes, and what it makes itself",
    {
      "server.js": `const Store = require("session-file-store")(session);\nnew Store({ path: "kept" });\n${listening}`,
    },
    ["-g node kept\n"],
  ],
  [
    "the name of a database of a server",
    {
      "server.js": `const typeorm = require("typeorm");\nnew typeorm.DataSource({ type: "postgres", database: "shop" });\n${listening}`,
    },
    ["USER node", "!RUN chown"],
  ],
  [
    "a folder that another file of Ruby names by its own place",
    {
      "app.rb": "require_relative 'lib/at'\nFileUtils.mkdir_p(At::SPOOL)\n",
      "lib/at.rb": "module At\n  ROOT = File.expand_path('..', __dir__)\n  SPOOL = File.join(ROOT, 'spool')\nend\n",
    },
    ["app spool\n"],
    'FROM ruby:3.4-slim\nWORKDIR /app\nCOPY . .\nCMD ["ruby", "app.rb"]\n',
  ],
  [
    "texts that i18next lacks",
    {
      "server.js": `const i = require("i18next");\nconst files = require("i18next-fs-backend");\ni.use(files).init({ backend: { addPath: "./texts/{{lng}}/{{ns}}.json" } });\n${listening}`,
    },
    ["node texts\n"],
  ],
];

const plain = { "package.json": '{ "dependencies": { "a": "1.0.0" } }', "package-lock.json": "{}" };

describe("what one file names and another writes", () => {
  for (const [title, files, expected, text = server] of cases) {
    test(title, async () => {
      const facts = await factsOf({ files: { ...plain, ...files }, path: "Dockerfile" }, text);
      const result = harden(text, facts, { rules: {} }).text;
      for (const part of expected) {
        const isLacking = part.startsWith("!");
        assert.equal(result.includes(isLacking ? part.slice(1) : part), !isLacking, `${part}\n${result}`);
      }
    });
  }
});

test("what the index of a folder loads is looked for beside it", async () => {
  const text = 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "./src"]\n';
  const files = { ...plain, "src/index.js": `require("./a");\n${listening}`, "src/a.js": "" };
  const facts = await factsOf({ files, path: "Dockerfile" }, text);
  const found = lint(parseDockerfile(text), facts, { rules: {} }).filter(({ rule }) => rule.id === "missing-module");
  assert.deepEqual(found, []);
});

/** Which texts of a build context are read for whom, and that whoever reads others is found out. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import { factsAround } from "../server/tools/memoryHost";
import type { Files } from "../server/types";
import { readWanted } from "../server/workspace/wanted";
import { factsOf } from "./cases";

const paths = (...list: string[]): Files => Object.fromEntries(list.map((path) => [path, ""]));

const cases: readonly (readonly [title: string, text: string, files: Files, read: string])[] = [
  ["nothing that nobody asks about", "FROM a\nCOPY . .\n", paths("README.md", "src/a.js", "a.json", "env"), ""],
  [
    "what names the files of a program: variables, volumes, the schema of a database, sources of Python",
    "FROM a\nCOPY . .\n",
    paths(
      ".env",
      ".env.test",
      "fly.toml",
      "prisma/schema.prisma",
      "app/main.py",
      "tests/test_main.py",
      "pyproject.toml",
    ),
    ".env app/main.py fly.toml prisma/schema.prisma pyproject.toml",
  ],
  [
    "what the project is",
    "FROM node\n",
    paths("package.json", ".nvmrc", ".node-version", "pnpm-workspace.yaml", ".gitignore", "sub/package.json"),
    ".gitignore .node-version .nvmrc package.json pnpm-workspace.yaml sub/package.json",
  ],
  [
    "workspaces, however deep, and what may say where a build writes",
    "FROM node\n",
    {
      ...paths("a/b/c/d/package.json", "apps/x/package.json", "other/package.json"),
      "package.json": '{"workspaces":["apps/*","a/b/c/d"]}',
    },
    "a/b/c/d/package.json apps/x/package.json other/package.json package.json",
  ],
  [
    "the programs that settings of pm2 name, by package scripts and in what they are compiled from",
    'FROM node\nCOPY . .\nCMD ["pm2-runtime", "ecosystem.config.js"]\n',
    {
      ...paths("api/serve.js", "src/worker.ts", "jobs/run.js", "other.js", "api/other.js"),
      "package.json": '{"scripts":{"work":"node jobs/run.js"}}',
      "ecosystem.config.js": `module.exports = { apps: [{ name: "other", script: './api/serve.js' }, { "script": "dist/worker.js" }, { script: "npm", args: "run work" }] };`,
    },
    "api/serve.js ecosystem.config.js jobs/run.js package.json src/worker.ts",
  ],
  [
    "what tsconfig.json extends, step by step",
    "FROM node\n",
    {
      "tsconfig.json": '{"extends":"./config/base"}',
      "config/base.json": '{"extends":["../root.json","./missing","@tsconfig/node22/tsconfig.json"]}',
      "root.json": "{}",
      "config/other.json": "{}",
    },
    "config/base.json root.json tsconfig.json",
  ],
  [
    "settings that extend each other",
    "FROM node\n",
    { "tsconfig.json": '{"extends":"./b.json"}', "b.json": '{"extends":"./tsconfig.json"}' },
    "b.json tsconfig.json",
  ],
  [
    "settings that scripts and RUN name",
    "FROM node\nRUN npx tsc -p build/own.json && npx tsc --project=api\n",
    {
      ...paths("build/own.json", "api/tsconfig.json", "web/tsconfig.prod.json", "web/tsconfig.json"),
      "package.json": '{"scripts":{"build":"tsc -p ./web/tsconfig.prod"}}',
    },
    "api/tsconfig.json build/own.json package.json web/tsconfig.json web/tsconfig.prod.json",
  ],
  [
    "configurations of tools at the root, those that name an address of a server in folders, too",
    "FROM node\n",
    paths(
      "vite.config.mts",
      "next.config.js",
      "svelte.config.js",
      "angular.json",
      "nest-cli.json",
      "web/vite.config.ts",
    ),
    "angular.json nest-cli.json next.config.js svelte.config.js vite.config.mts web/vite.config.ts",
  ],
  [
    "what may hold a token, by its text",
    "FROM node\n",
    paths(".npmrc", "a/.npmrc", "a/.yarnrc", ".yarnrc.yml", ".docker/config.json", ".aws/credentials", "key.pem"),
    ".docker/config.json .npmrc .yarnrc.yml a/.npmrc a/.yarnrc",
  ],
  ["Go", "FROM golang\n", paths("go.mod", "go.sum", "main.go", "in/side.go"), "go.mod in/side.go main.go"],
  [
    "requirements of the usual names and those that pip is given",
    "FROM python\nCOPY api/deps.txt /tmp/wanted.txt\nRUN pip install -r /tmp/wanted.txt -r more.txt\n",
    paths("requirements.txt", "requirements/dev.txt", "api/deps.txt", "more.txt", "notes.txt", "robots.txt"),
    "api/deps.txt more.txt requirements.txt requirements/dev.txt",
  ],
  [
    "a script that COPY gives another name",
    'FROM a\nCOPY docker/start.sh /entry.sh\nCOPY docker/other.sh /other.sh\nENTRYPOINT ["/entry.sh"]\n',
    paths("docker/start.sh", "docker/other.sh", "entry.js"),
    "docker/start.sh",
  ],
  [
    "the index of the folder that node is given",
    'FROM node\nCMD ["node", "/app/dist"]\n',
    { ...paths("src/index.ts", "test/index.ts", "lib/index.js", "tsconfig.json"), "src/a.ts": "" },
    "src/index.ts tsconfig.json",
  ],
  [
    "what the start file imports, comments and packages left aside",
    "FROM node\nCMD node server.js\n",
    {
      ...paths("b.js", "c.js", "express.js", "data.json"),
      "server.js": '// require("./c")\nrequire("./lib"); require("express"); require("./data.json");',
      "lib/index.js": 'import b from "../b.js";',
    },
    "b.js data.json lib/index.js server.js",
  ],
  ["a word between pasted quotes", "FROM node\nCMD [“node”, “server.js”]\n", paths("server.js", "a.js"), "server.js"],
];

describe("read", () => {
  for (const [title, text, files, read] of cases) {
    test(title, async () => {
      const { contents } = await factsAround(files, "Dockerfile", text);
      assert.equal([...(contents?.keys() ?? [])].sort().join(" "), read);
    });
  }
});

describe("reading ends", () => {
  const numbered = (count: number, name: (index: number) => string) => Array.from({ length: count }, (_, i) => name(i));

  test("where there are very many files of a kind, those near the root come first", async () => {
    const files = paths(...numbered(50, (index) => `a/b/${index}/.npmrc`), "z/.npmrc");
    const { contents } = await factsAround(files, "Dockerfile", "FROM a\n");
    assert.equal(contents?.size, 20);
    assert.ok(contents?.has("z/.npmrc"));
  });

  test("where texts lead on and on, and where they are huge", async () => {
    const chain = numbered(500, (index) => `m${index}.js`);
    for (const [filling, most] of [
      ["", 61],
      [" ".repeat(1_000_000), 16],
    ] as const) {
      const asked: string[] = [];
      const contents = new Map<string, string>();
      await readWanted(
        { today: "2026-11-23", files: [...chain].sort() },
        contents,
        () => ({ copied: [], started: ["m0.js"], given: [] }),
        async (paths) => {
          asked.push(...paths);
          for (const path of paths) contents.set(path, `import "./m${Number(/\d+/.exec(path)) + 1}";${filling}`);
        },
      );
      assert.equal(asked.length, most);
      assert.equal(new Set(asked).size, most, "each is read once");
    }
  });
});

test("a build whose settings are inherited ships its output alone", async () => {
  const files = {
    "package.json":
      '{"name":"x","scripts":{"build":"tsc","start":"node dist/main.js"},"devDependencies":{"typescript":"5"}}',
    "package-lock.json": '{"lockfileVersion": 3}',
    "src/main.ts": "",
    "tsconfig.json": '{"extends":"./tsconfig.base.json"}',
    "tsconfig.base.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
  };
  const text = "FROM node:24.22.0\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD npm start\n";
  const result = harden(text, await factsOf({ files, path: "Dockerfile" }, text), { rules: {} });
  assert.match(result.text, /^COPY --from=build \S+ \/app\/dist \.\/dist$/m);
});

test("tests fail when a text is asked for that nobody declares to read", async () => {
  const { contents } = await factsOf({ files: paths("notes.txt", "package.json"), path: "Dockerfile" }, "FROM a\n");
  assert.equal(contents?.get("package.json"), "");
  assert.equal(contents?.get("missing.txt"), undefined);
  assert.throws(() => contents?.get("notes.txt"), /notes\.txt is asked for/);
  assert.throws(() => contents?.has("notes.txt"), /notes\.txt is asked for/);
});

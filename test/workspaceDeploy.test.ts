/** One package of a pnpm workspace ships alone where that is certain to do the same; else the reason is told. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const files: Files = {
  ".dockerignore": "node_modules\n.git\n.env\n.npmrc\n*.pem\n*.key\n",
  "package.json": '{"name":"acme","packageManager":"pnpm@10.12.1"}',
  "pnpm-workspace.yaml": 'packages:\n  - "apps/*"\n  - "packages/*"\n',
  "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
  "apps/api/package.json":
    '{"name":"@acme/api","scripts":{"build":"tsc","start":"node dist/index.js"},"dependencies":{"express":"5","@acme/shared":"workspace:*"},"devDependencies":{"typescript":"5"}}',
  "apps/api/src/index.ts": 'import express from "express";\nexpress().listen(3000);\n',
  "apps/web/package.json": '{"name":"web"}',
  "packages/shared/package.json": '{"name":"@acme/shared","main":"dist/index.js"}',
  "packages/shared/src/index.ts": "export const a = 1;\n",
};
const text = `FROM node:24
WORKDIR /app
COPY . .
RUN corepack enable && pnpm install
RUN pnpm --filter @acme/api... build
CMD ["pnpm", "--filter", "@acme/api", "start"]
`;
const replaced = (path: string, from: string, to: string) => ({ [path]: files[path]?.replace(from, to) ?? "" });

const deployed: readonly (readonly [title: string, more: Files, text: string, wanted: readonly string[]])[] = [
  [
    "by its script, in its folder",
    {},
    text,
    [
      " pnpm --filter @acme/api --prod deploy --legacy /prod/api\n",
      "\nWORKDIR /app/apps/api\nCOPY --from=build --chown=node:node /prod/api ./\n",
    ],
  ],
  [
    "by its file, in the root of the workspace, by pnpm 9",
    replaced("package.json", "10.12.1", "9.15.4"),
    text.replace(/CMD.*/, 'CMD ["node", "apps/api/dist/index.js"]'),
    [
      " pnpm --filter @acme/api --prod deploy /prod/api\n",
      "\nWORKDIR /app\nCOPY --from=build --chown=node:node /prod/api ./apps/api\n",
    ],
  ],
  [
    "with the folders that its sources write, where they are then",
    {
      "apps/api/src/index.ts":
        'import fs from "node:fs";\nimport path from "node:path";\nfs.mkdirSync(path.join(__dirname, "..", "tmp"), { recursive: true });\n',
    },
    text,
    ["\nRUN install -d -o node -g node tmp\nUSER node\n"],
  ],
  [
    "with the files that it lists, whatever else is ignored",
    {
      ...replaced("apps/api/package.json", '"name"', '"files":["dist/"],"name"'),
      "apps/api/.gitignore": "dist\n",
    },
    text,
    ["deploy --legacy /prod/api\n"],
  ],
  [
    "in the folder that a shell goes to",
    {},
    text.replace(/CMD.*/, 'CMD ["sh", "-c", "cd apps/api && exec node dist/index.js"]'),
    [
      " pnpm --filter @acme/api --prod deploy --legacy /prod/api\n",
      "\nWORKDIR /app\nCOPY --from=build --chown=node:node /prod/api ./apps/api\n",
    ],
  ],
  [
    "by the Dockerfile itself",
    {},
    text.replace(
      /CMD.*/,
      'RUN pnpm --filter @acme/api --prod deploy /srv/api\nWORKDIR /srv/api\nCMD ["node", "dist/index.js"]',
    ),
    [
      "\nRUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm --filter @acme/api --prod deploy --legacy /srv/api\n",
      "\nWORKDIR /srv/api\nCOPY --from=build --chown=node:node /srv/api ./\nUSER node\n",
      ' "node", "dist/index.js"]',
    ],
  ],
];

const left: readonly (readonly [title: string, more: Files, reason: RegExp, text?: string])[] = [
  ["another program", {}, /not known which package/, text.replace(/CMD.*/, 'CMD ["pnpm", "-r", "start"]')],
  ["no version", replaced("package.json", ',"packageManager":"pnpm@10.12.1"', ""), /version of pnpm/],
  ["injected packages", { ".npmrc": "inject-workspace-packages=true\n" }, /settings change/],
  ["no name", replaced("apps/api/package.json", '"name":"@acme/api",', ""), /not known which|no name/],
  ["a hook", replaced("apps/api/package.json", '"scripts":{', '"scripts":{"prepare":"x",'), /script prepare/],
  [
    "a hook of a sibling",
    replaced("packages/shared/package.json", '"main"', '"scripts":{"postinstall":"x"},"main"'),
    /script postinstall of packages\/shared/,
  ],
  [
    "a client that is generated",
    replaced("apps/api/package.json", '"express"', '"@prisma/client":"6","express"'),
    /@prisma\/client needs or makes/,
  ],
  ["patches", replaced("package.json", "}", ',"pnpm":{"patchedDependencies":{}}}'), /patches packages/],
  ["dependencies of the workspace", replaced("package.json", "}", ',"dependencies":{"pg":"8"}}'), /of its own/],
  ["output that git ignores", { "apps/api/.gitignore": "dist\n" }, /apps\/api\/\.gitignore leaves out/],
  [
    "files that are not listed",
    { ...replaced("apps/api/package.json", '"name"', '"files":["dist"],"name"'), "apps/api/views/a.hbs": "" },
    /leaves views\/a\.hbs out/,
  ],
  [
    "steps out of the package",
    { "apps/api/src/index.ts": 'join(__dirname, "..", "..", "web", "dist")' },
    /may read files outside/,
  ],
  [
    "another package by its folder",
    { "apps/api/src/index.ts": 'const a = "apps/web/dist";' },
    /may read files outside/,
  ],
  [
    "what is there for development",
    { "apps/api/src/index.ts": 'import ts from "typescript";\nts.version;\n' },
    /loads what no dependency/,
  ],
  [
    "files beside, in the folder that it starts in",
    { "config/a.json": "{}" },
    /may read config\/a\.json/,
    text.replace(/CMD.*/, 'CMD ["node", "apps/api/dist/index.js"]'),
  ],
  [
    "the package at the root",
    { ...replaced("package.json", "}", ',"devDependencies":{"eslint":"9"}}'), "server.js": "" },
    /pnpm prune leaves the dev dependencies of workspaces alone/,
    text.replace(/CMD.*/, 'CMD ["node", "server.js"]'),
  ],
  [
    "a shell that reads a file for it",
    {},
    /not known which package/,
    text.replace(/CMD.*/, 'CMD ["sh", "-c", ". ./env.sh && cd apps/api && exec node dist/index.js"]'),
  ],
  ["more work behind the build", {}, /more is done/, text.replace("CMD", "COPY apps/api/views /srv\nCMD")],
];

describe("a package of a pnpm workspace", () => {
  for (const [title, more, before, wanted] of deployed) {
    test(`is deployed: ${title}`, async () => {
      const { text: after } = await hardened(before, more);
      for (const part of wanted) assert.ok(after.includes(part), after);
      assert.match(after, /\nFROM node:[\w.-]+-slim\n/);
    });
  }

  for (const [title, more, reason, before = text] of left) {
    test(`is left: ${title}`, async () => {
      const result = await hardened(before, more);
      assert.doesNotMatch(result.text, /deploy/);
      const hint = result.left.find(({ rule }) => rule === "single-stage")?.hint;
      assert.match(hint ?? result.text, reason);
    });
  }
});

async function hardened(before: string, more: Files) {
  const facts = await factsOf({ files: { ...files, ...more }, path: "Dockerfile" }, before);
  return harden(before, facts, { rules: {} });
}

test("the package at the root ships with all of the workspace where nothing is there for development alone", async () => {
  const more: Files = {
    "apps/api/package.json": '{"name":"@acme/api","scripts":{"build":"x"},"dependencies":{"express":"5"}}',
    "server.js": "",
  };
  const { text: after } = await hardened(text.replace(/CMD.*/, 'CMD ["node", "server.js"]'), more);
  assert.match(after, /\nFROM node:[\w.-]+-slim\n[\s\S]*\nCOPY --from=build --chown=node:node \/app \.\/\nUSER node\n/);
  assert.doesNotMatch(after, /prune|deploy/);
});

describe("what a Dockerfile deploys by itself", () => {
  const own = text.replace(
    /CMD.*/,
    'RUN pnpm --filter @acme/api --prod deploy /srv/api\nWORKDIR /srv/api\nCMD ["node", "dist/index.js"]',
  );
  for (const [title, more, reason, before = own] of [
    [
      "is left where it may read files of the workspace",
      { "apps/api/src/index.ts": 'readFile("/app/config.json");' },
      /apps\/api\/src\/index\.ts may read files outside of \/srv\/api/,
    ],
    [
      "is left where more is done to it",
      {},
      /more is done/,
      own.replace("WORKDIR /srv", "COPY a /srv/api/\nWORKDIR /srv"),
    ],
  ] as readonly (readonly [string, Files, RegExp, string?])[]) {
    test(title, async () => {
      const result = await hardened(before, more);
      assert.match(result.left.find(({ rule }) => rule === "single-stage")?.hint ?? result.text, reason);
    });
  }

  test("is another package than that of the root where another stage takes it", async () => {
    const taken = `${text.replace("FROM node:24", "FROM node:24 AS build").replace(/CMD.*\n/, "")}RUN pnpm --filter @acme/api --prod deploy /out\n`;
    const result = await hardened(`${taken}FROM node:24\nWORKDIR /srv\nCOPY --from=build /out .\nCMD npm start\n`, {});
    const left = result.left.find(({ rule }) => rule === "package-manager-as-pid1");
    assert.match(left?.hint ?? result.text, /package\.json is not known/);
  });
});

import type { Cases, Valid } from "../cases";

const start = "COPY package.json package-lock.json ./\nRUN npm";
const lock = (version: number, names: readonly string[]) =>
  JSON.stringify({
    lockfileVersion: version,
    packages: {
      "": { dependencies: Object.fromEntries(names.map((name) => [name, "^1.0.0"])) },
      ...Object.fromEntries(names.map((name) => [`node_modules/${name}`, { version: "1.2.0" }])),
    },
    ...(version === 2 ? { dependencies: Object.fromEntries(names.map((name) => [name, { version: "1.2.0" }])) } : {}),
  });
const files = (version: number, names: readonly string[] = ["a", "c", "d"]) => ({
  files: {
    "package.json": '{"dependencies": {"a": "^1.0.0", "c": "^1.0.0", "d": "^1.0.0"}}',
    "package-lock.json": lock(version, names),
  },
});

const berry = (more: Record<string, string> = {}, manifest = "{}") => ({
  files: { "package.json": manifest, "yarn.lock": "__metadata:\n  version: 8\n", ...more },
});
const yarn = "COPY . .\nRUN yarn install --immutable";

export default {
  invalid: [
    [
      "FROM node:24-slim\nRUN corepack enable\nCOPY . .\nRUN yarn [|install|] --immutable",
      undefined,
      { ...berry(), message: "Yarn 1, which the image has, does not read yarn.lock of a newer Yarn" },
    ],
    [
      "FROM node:22\nCOPY package.json yarn.lock ./\nRUN [|yarn|]",
      undefined,
      { ...berry({ ".yarnrc.yml": "nodeLinker: node-modules\n" }), message: "installs what is newest" },
    ],
    [
      "FROM node:24\nRUN npm i -g bun@1.1\nCOPY package.json bun.lock ./\nRUN bun [|install|] --frozen-lockfile",
      undefined,
      { files: { "package.json": "{}", "bun.lock": '{"lockfileVersion": 1}' }, message: "bun 1 cannot read" },
    ],
    [
      `FROM node:12-alpine\n${start} [|ci|] --only=production`,
      undefined,
      { ...files(3), message: "npm 6 of Node.js 12 cannot read package-lock.json (lockfileVersion 3)" },
    ],
    [
      `FROM node:24-slim\n${start} [|ci|]`,
      undefined,
      { ...files(3, ["b", "c", "d"]), message: "it lacks a as package.json" },
    ],
    [
      "FROM node:24-slim\nCOPY . .\nRUN yarn [|install|] --frozen-lockfile",
      undefined,
      {
        files: {
          "package.json": '{"dependencies": {"a": "^2.0.0", "b": "^1.0.0", "c": "^1.0.0"}}',
          "yarn.lock": `# yarn lockfile v1\n\n${["a", "b", "c"].map((name) => `\n${name}@^1.0.0:\n  version "1.0.0"\n`).join("")}`,
        },
      },
    ],
  ],
  valid: [
    [`FROM node:24-slim\nRUN corepack enable\n${yarn}`, berry({}, '{"packageManager": "yarn@4.5.0"}')],
    [`FROM node:24-slim\n${yarn}`, berry({ ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-4.5.0.cjs\n" })],
    [`FROM node:24-slim\nRUN corepack enable && corepack prepare yarn@4.5.0 --activate\n${yarn}`, berry()],
    [`FROM node:24-slim\nRUN corepack prepare yarn@stable --activate\n${yarn}`, berry()],
    [`FROM node:24-slim\nRUN printf '#!/bin/sh\\nexec node /y.cjs "$@"' > /usr/local/bin/yarn\n${yarn}`, berry()],
    [`FROM node:24-slim\nRUN yarn set version stable\n${yarn}`, berry()],
    [`FROM node:24-slim\nRUN npm install -g yarn@berry\n${yarn}`, berry()],
    [`FROM registry.example.com/node:24\n${yarn}`, berry()],
    [`FROM node:24-slim\n${yarn}`, { files: { "package.json": "{}", "yarn.lock": "# yarn lockfile v1\n" } }],
    // The newest of a line, or of a range, is installed.
    ...["bun@1", "bun@^1.1.0"].map(
      (bun): Valid => [
        `FROM node:24\nRUN npm i -g ${bun}\nCOPY package.json bun.lock ./\nRUN bun install --frozen-lockfile`,
        { files: { "package.json": "{}", "bun.lock": '{"lockfileVersion": 1}' } },
      ],
    ),
    [`FROM node:24-slim\n${start} ci`, files(3)],
    [`FROM node:12-alpine\n${start} ci`, files(2)],
    [`FROM node:12-alpine\nRUN npm install -g npm@9\n${start} ci`, files(3)],
    [`FROM node:12-alpine\n${start} install`, files(3)],
    [`FROM node:24-slim\n${start} install`, files(3, ["b", "c", "d"])],
    [`FROM node:24-slim\nCOPY . .\nRUN npm pkg set dependencies.a=1 && npm ci`, files(3, ["b", "c", "d"])],
    [`FROM unknown\n${start} ci`, files(3)],
    // A sample of a lock file.
    [`FROM node:24-slim\n${start} ci`, files(3, ["x"])],
  ],
} satisfies Cases;

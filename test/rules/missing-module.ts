import type { Cases } from "../cases";

const files = {
  ".dockerignore": "node_modules\n",
  "package.json": '{"dependencies": {"express": "5"}, "scripts": {"build": "tsc"}}',
  "package-lock.json": "{}",
  "server.js": 'const express = require("express");\nexpress().listen(3000);\n',
};
const deps = "FROM node:24-slim AS deps\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n";
const final = "FROM node:24-slim\nWORKDIR /app\n";
const start = 'CMD ["node", "server.js"]';
const packages = "COPY --from=deps /app/node_modules ./node_modules";
const dist = "COPY --from=build /app/dist ./dist";
const marked = 'CMD ["node", [|"server.js"|]]';
const parts = {
  ...files,
  "server.js": 'import { a } from "./lib/a.js";\na();\n',
  "lib/a.js": "export const a = () => 1;\n",
};
/** Its lock file has what express brings along, and not what the program loads besides. */
const listless = {
  ...files,
  "package-lock.json": JSON.stringify({
    lockfileVersion: 3,
    packages: { "": { dependencies: { express: "5" } }, "node_modules/express": {}, "node_modules/qs": {} },
  }),
  "server.js": 'require("dotenv/config");\nrequire("express")().listen(3000);\n',
};
const installed = `${final}COPY package*.json ./\nRUN npm ci\nCOPY . .\n`;
const typed = {
  ...files,
  "tsconfig.json": '{"compilerOptions": {"outDir": "dist", "rootDir": "src"}}',
  "src/server.ts": 'import express from "express";\nexpress().listen(3000);\n',
};
const built = "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n";
const withScripts = (scripts: object) => ({
  ...typed,
  "package.json": JSON.stringify({ dependencies: { express: "5" }, scripts }),
});

/** What may bring the package that nothing lists, or lead to it. */
const perhapsBrought: readonly Record<string, string>[] = [
  { "package.json": '{"dependencies": {"express": "5"}, "scripts": {"postinstall": "node fetch.js"}}' },
  // The lock file is from before.
  { "package.json": '{"dependencies": {"express": "5", "is-odd": "^3.0.1"}}' },
  // Packages are kept in the folder of the sources, or they are files of the project under another name.
  { "lib/dotenv/config.js": "" },
  { "server.js": 'require("module-alias/register");\nrequire("dotenv");\n' },
  { "server.js": 'module.paths.push("/opt");\nrequire("dotenv");\n' },
  {
    "server.js":
      'import { createRequire } from "node:module";\nconst load = createRequire("/opt/");\nimport "dotenv";\n',
  },
  { "server.js": 'import { load as require } from "./load.js";\nrequire("dotenv");\n' },
  { "compose.yaml": "services:\n  a:\n    build: .\n    environment:\n      NODE_PATH: /opt\n" },
  {
    "compose.yaml":
      "services:\n  a:\n    build:\n      context: .\n      additional_contexts:\n        node:24-slim: docker-image://example.com/a:1\n",
  },
];

export default {
  invalid: [
    // Nothing names it: it lies in a folder above, on the machine of whoever wrote it.
    [
      `${installed}${marked}`,
      undefined,
      { files: listless, message: "server.js loads dotenv/config, but package.json does not list it" },
    ],
    [
      `${installed.replace("npm ci", "npm install")}${marked}`,
      undefined,
      {
        files: {
          ".dockerignore": "node_modules",
          "package.json": '{"name": "a", "scripts": {"start": "node server.js"}}',
          "server.js": files["server.js"],
        },
        message: "server.js loads express, but package.json does not list it",
      },
    ],
    // The compiler lacks what the ignore file leaves out.
    [
      `${built}${final}COPY --from=build /app/node_modules ./node_modules\n${dist}\nCMD ["node", [|"dist/server.js"|]]`,
      undefined,
      {
        files: {
          ...typed,
          ".dockerignore": "node_modules\nsrc/config\n",
          "src/server.ts": 'import { port } from "./config/port";\nconsole.log(port());\n',
          "src/config/port.ts": "export const port = () => 1;\n",
        },
        message: ".dockerignore leaves src/config/port.ts out: its build stops",
      },
    ],
    [
      `${deps}${final}COPY . .\n${marked}`,
      `${deps}${final}COPY . .\n${packages}\n${start}`,
      { files, message: "server.js loads express, but /app/node_modules is not in the image" },
    ],
    [`${deps}${final}COPY server.js .\n${marked}`, `${deps}${final}COPY server.js .\n${packages}\n${start}`, { files }],
    [
      `${built}${final}${dist}\nCMD ["node", [|"dist/server.js"|]]`,
      `${built}${final}${dist}\nCOPY --from=build /app/node_modules ./node_modules\nCMD ["node", "dist/server.js"]`,
      { files: typed, message: "src/server.ts loads express" },
    ],
    // What says how the compiled files are to be read goes with them.
    [
      `${built}${final}${dist}\nCMD ["node", [|"dist/server.js"|]]`,
      `${built}${final}${dist}\nCOPY --from=build /app/node_modules ./node_modules\nCOPY --from=build /app/package.json ./package.json\nCMD ["node", "dist/server.js"]`,
      {
        files: {
          ...typed,
          "package.json": '{"type": "module", "dependencies": {"express": "5"}, "scripts": {"build": "tsc"}}',
        },
      },
    ],
    [
      `${final}COPY server.js .\n${marked}`,
      undefined,
      { files: parts, message: "server.js loads ./lib/a.js, but nothing puts /app/lib/a.js into the image" },
    ],
    // An install makes no sources, in whatever folder.
    [
      `${final}COPY package*.json ./\nRUN npm ci\nCOPY server.js .\n${marked}`,
      undefined,
      { files: { ...parts, "package-lock.json": "{}" }, message: "nothing puts /app/lib/a.js into the image" },
    ],
    [
      `${final}COPY . .\n${marked}`,
      undefined,
      { files: { ...parts, ".dockerignore": "lib\n" }, message: ".dockerignore leaves lib/a.js out" },
    ],
  ],
  valid: [
    // Another package brings it along, Node.js has it, or it is loaded where it may be missing.
    ...[
      'require("qs");',
      'require("node:fs");',
      'require("fs/promises");',
      'import "a";',
      'try { require("dotenv"); } catch {}',
      'if (process.env.A) require("dotenv");',
      'require("#config");',
    ].map((text): [string, { files: Record<string, string> }] => [
      `${installed}${start}`,
      {
        files: {
          ...listless,
          "package.json": '{"name": "a", "dependencies": {"express": "5"}}',
          "server.js": `${text}\n`,
        },
      },
    ]),
    // What else may bring it: packages of the command line, programs, copies, the hook of an install.
    ...[
      "RUN npm install --no-save is-odd",
      'RUN ["npm", "install", "is-odd"]',
      "RUN make deps",
      "RUN node tools/fetch.js",
      "RUN npx lerna bootstrap --hoist",
      "RUN cd / && npm install",
      "COPY vendor ./node_modules/",
      "ADD vendor.tgz ./",
      "COPY --from=example.com/deps:1 / ./",
      "WORKDIR /\nCOPY other/package.json ./\nRUN npm install\nWORKDIR /app",
    ].map((line): [string, { files: Record<string, string> }] => [
      `${installed}${line}\n${start}`,
      { files: listless },
    ]),
    ...perhapsBrought.map((more): [string, { files: Record<string, string> }] => [
      `${installed}${start}`,
      { files: { ...listless, ".dockerignore": "/node_modules\n", ...more } },
    ]),
    ...["-r ./alias.js", "--import ./register.mjs", "--env-file=.env"].map(
      (option): [string, { files: Record<string, string> }] => [
        `${installed}CMD ${JSON.stringify(["node", ...option.split(" "), "server.js"])}`,
        { files: listless },
      ],
    ),
    [
      `${installed}CMD ["node", "src/server.js"]`,
      {
        files: {
          ...listless,
          ".dockerignore": "/node_modules",
          "src/server.js": 'require("left");\n',
          "src/node_modules/left/index.js": "",
        },
      },
    ],
    [`${installed}CMD npm install --no-save is-odd && node server.js`, { files: listless }],
    [`ARG BASE=node:24-slim\n${installed.replace("FROM node:24-slim", "FROM $BASE")}${start}`, { files: listless }],
    [
      `${installed}${start}`,
      {
        files: {
          ".dockerignore": "node_modules",
          "package.json": '{"name": "a", "peerDependencies": {"express": "5"}}',
          "server.js": 'require("qs");\n',
        },
      },
    ],
    // It is installed by its name, or may be.
    ...["RUN npm install dotenv", "RUN ./setup.sh", "RUN npm link ../env", "ENV NODE_PATH=/opt/packages"].map(
      (line): [string, { files: Record<string, string> }] => [`${installed}${line}\n${start}`, { files: listless }],
    ),
    [`${installed.replace("node:24-slim", "example.com/base:1")}${start}`, { files: listless }],
    [`${installed}${start}`, { files: { ...listless, ".dockerignore": "" } }],
    [`${installed}${start}`, { files: { ...listless, "package-lock.json": "{}" } }],
    [
      `${installed}CMD ["node", "src/server.js"]`,
      { files: { ...listless, "src/server.js": listless["server.js"], "src/package.json": "{}" } },
    ],
    // Its own scripts may make them, as those of its packages in folders.
    ...[
      { scripts: { postinstall: "node make.js" } },
      { workspaces: ["lib"] },
      { dependencies: { lib: "file:lib" } },
    ].map((more): [string, object] => [
      `${final}COPY package*.json ./\nRUN npm ci\nCOPY server.js .\n${start}`,
      {
        files: { ...parts, "package.json": JSON.stringify(more), "package-lock.json": "{}", "lib/package.json": "{}" },
      },
    ]),
    // A folder of the context lies under another name, beside the packages or below them.
    [
      `${final}COPY package.json ./\nRUN npm install\nCOPY src/ ./\n${start}`,
      { files: { ...files, "src/server.js": files["server.js"] } },
    ],
    [`${deps}${final}COPY server.js ./\nCOPY --from=deps /app/node_modules /node_modules\n${start}`, { files }],
    [
      `${built}${final}COPY --from=build /app/dist ./\nCOPY --from=build /app/node_modules ./node_modules\n${start}`,
      { files: typed },
    ],
    [
      `${built}${final}COPY --from=build /app/dist ./\nCOPY package*.json ./\nRUN npm ci --omit=dev\n${start}`,
      { files: typed },
    ],
    [`${built}RUN mv node_modules dist/\n${final}COPY --from=build /app/dist ./\n${start}`, { files: typed }],
    [`${final}COPY server.js ./\nCMD ["env", "NODE_PATH=/usr/local/lib/node_modules", "node", "server.js"]`, { files }],
    [
      `${built}${final}COPY --from=build /app/node_modules ./node_modules\n${dist}\nCMD ["node", "dist/server.js"]`,
      {
        files: {
          ...typed,
          "src/server.ts": 'import { a } from "./a";\na();\n',
          "src/a.ts": "export const a = () => 1;\n",
        },
      },
    ],
    // It is the start file that is missing.
    [`${deps}FROM node:24-slim\nCOPY server.js /app/\n${start}`, { files }],
    [`${deps}${final}COPY --from=deps /app/node_modules ./node_modules\nCOPY . .\n${start}`, { files }],
    [`${deps}${final}COPY --from=deps /app/node_modules /node_modules\nCOPY . .\n${start}`, { files }],
    [`${deps}${final}COPY --from=deps /app ./\nCOPY . .\n${start}`, { files }],
    [`${deps}FROM deps\nCOPY . .\n${start}`, { files }],
    [`${final}COPY . .\nRUN npm install\n${start}`, { files }],
    [`${final}COPY . .\nRUN ./setup.sh\n${start}`, { files }],
    // They may be installed on the machine that builds.
    [`${final}COPY . .\n${start}`, { files: { ...files, ".dockerignore": "" } }],
    [`FROM example.com/base:1\nWORKDIR /app\nCOPY . .\n${start}`, { files }],
    [`${final}ENV NODE_PATH=/opt/packages\nCOPY . .\n${start}`, { files }],
    [`${final}COPY . .\nCMD ["node", "--require", "./.pnp.cjs", "server.js"]`, { files: { ...files, ".pnp.cjs": "" } }],
    // A service has the sources and packages of the host.
    [
      `${final}COPY . .\n${start}`,
      { files: { ...files, "compose.yaml": "services:\n  a:\n    build: .\n    volumes: ['.:/app']\n" } },
    ],
    // What it loads comes when the container starts.
    ...[
      { path: "lib", more: "VOLUME /app/lib\n" },
      { path: "lib", more: "", compose: "volumes: ['./lib:/app/lib:ro']" },
      {
        path: "lib",
        more: "",
        compose: "configs: [{source: a, target: /app/lib/a.js}, {source: b, target: /app/lib/b.js}]",
      },
    ].map(({ path, more, compose }): [string, { files: Record<string, string> }] => [
      `${final}COPY . .\n${more}${start}`,
      {
        files: {
          ...parts,
          ".dockerignore": `node_modules\n${path}`,
          ...(compose ? { "compose.yaml": `services:\n  a:\n    build: .\n    ${compose}\n` } : {}),
        },
      },
    ]),
    // Loaded on a condition, or no package of the project.
    [
      `${final}COPY . .\n${start}`,
      {
        files: {
          ...files,
          "server.js": 'try { require("express"); } catch {}\nrequire("node:fs");\nrequire("other");\n',
        },
      },
    ],
    // What a bundler makes holds it.
    ...[{ build: "esbuild src/server.ts --bundle --outdir=dist" }, { build: "node build.mjs" }].map(
      (scripts): [string, { files: Record<string, string> }] => [
        `${built}${final}COPY --from=build /app/dist ./dist\nCMD ["node", "dist/server.js"]`,
        { files: withScripts(scripts) },
      ],
    ),
    // A type is gone once it is compiled.
    [
      `${built}${final}COPY --from=build /app/dist ./dist\nCMD ["node", "dist/server.js"]`,
      { files: { ...typed, "src/server.ts": 'import type { Express } from "express";\nconsole.log(1);\n' } },
    ],
    [`${final}COPY . .\n${start}`, { files: parts }],
    [`${final}COPY server.js .\nCOPY lib ./lib\n${start}`, { files: parts }],
    [`FROM node:24-slim AS dev\nWORKDIR /app\nCOPY server.js .\n${start}`, { files }],
  ],
} satisfies Cases;

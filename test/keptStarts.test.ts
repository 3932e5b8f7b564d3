/** What a container starts with, of which *Harden Dockerfile* must know or keep more than its command line says. Each was worse by a real build. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { harden } from "../server/engine/harden";
import type { Files } from "../server/types";
import { factsOf } from "./cases";

const listening = 'require("http").createServer().listen(3000);';
/** A project whose package.json has these fields, with its lock file. */
function locked(fields: { dependencies?: Files; devDependencies?: Files; scripts?: Files }, more: Files = {}): Files {
  const { dependencies, devDependencies } = fields;
  const all = Object.entries({ ...dependencies, ...devDependencies });
  const packages = {
    "": { dependencies, devDependencies },
    ...Object.fromEntries(all.map(([name, version]) => [`node_modules/${name}`, { version }])),
  };
  return {
    "package.json": JSON.stringify(fields),
    "package-lock.json": JSON.stringify({ lockfileVersion: 3, packages }),
    "server.js": listening,
    ...more,
  };
}
const head = "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm install\n";
const a = { dependencies: { a: "1.0.0" } };

interface Kept {
  readonly title: string;
  readonly files: Files;
  readonly text: string;
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** What is left, and why. */
  readonly left?: RegExp;
  /** What the ignore file that is made leaves out, and what it does not. */
  readonly hidden?: RegExp;
  readonly shown?: RegExp;
}

const kept: readonly Kept[] = [
  {
    title: "postinstall that builds by another script",
    files: locked(
      {
        ...a,
        devDependencies: { typescript: "5.4.0" },
        scripts: { postinstall: "npm run build", build: "tsc", start: "node lib/index.js" },
      },
      {
        "tsconfig.json": '{"compilerOptions":{"outDir":"lib"}}',
        "src/index.ts": 'import fs from "fs";\nfs.writeFileSync("last.txt", "");',
      },
    ),
    text: `${head}CMD npm start\n`,
    // What the build leaves lies in a folder that WORKDIR has made before.
    has: ["npm ci\n", "npm prune --omit=dev", "chown node:node ."],
    lacks: ["npm ci --omit=dev"],
  },
  {
    title: "sources that the program reads by a pattern",
    files: locked(
      {
        dependencies: { "swagger-jsdoc": "6.2.8" },
        devDependencies: { typescript: "5.4.0" },
        scripts: { build: "tsc", start: "node dist/index.js" },
      },
      {
        "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
        "src/index.ts": 'require("swagger-jsdoc")({ apis: ["./src/routes/*.ts"] });',
        "src/routes/a.ts": "export const a = 1;",
      },
    ),
    text: `${head}RUN npm run build\nCMD npm start\n`,
    has: ["COPY --from=build --chown=node:node /app ./"],
  },
  {
    title: "programs of dev dependencies that an entry script starts",
    files: locked(
      { ...a, devDependencies: { json: "11.0.0" }, scripts: { seed: "json -f a.json" } },
      { "start.sh": "#!/bin/sh\nnpm run seed\nexec node server.js\n" },
    ),
    text: `${head}CMD ["./start.sh"]\n`,
    lacks: ["--omit=dev", "prune"],
  },
  {
    title: ".env that the entry script of a service loads",
    files: locked(a, {
      ".env": "A=1",
      "compose.yaml": "services: {a: {build: ., entrypoint: ./start.sh}}",
      "start.sh": "#!/bin/sh\nexec node -r dotenv/config server.js\n",
    }),
    text: `${head}CMD ["node", "server.js"]\n`,
    shown: /^\*\*\/\.env$/m,
  },
  ...['CMD ["npm", "-w", "@a/api", "start"]', 'WORKDIR /app/api\nCMD ["npm", "start"]'].map((start) => ({
    title: `.env of a package of the workspace: ${start}`,
    files: {
      "package.json": '{"private":true,"workspaces":["api"]}',
      "package-lock.json": '{"lockfileVersion":3,"packages":{}}',
      "api/package.json": '{"name":"@a/api","scripts":{"start":"node --env-file=.env a.js"}}',
      "api/a.js": listening,
      "api/.env": "A=1",
    },
    text: `${head}${start}\n`,
    shown: /^\*\*\/\.env$/m,
  })),
  ...['["npx"]', '["npm", "run", "--silent"]', '["dumb-init", "pnpm", "exec"]'].map((entrypoint) => ({
    title: `dev dependencies of which who runs the image may start one: ${entrypoint}`,
    files: locked({ ...a, devDependencies: { prettier: "3.0.0" } }),
    text: `${head}ENTRYPOINT ${entrypoint}\nCMD ["a"]\n`,
    lacks: ["--omit=dev", "prune"],
  })),
  ...[listening, `${listening}\nprocess.on("SIGTERM", () => process.exit());`].map((source) => ({
    title: `bun run, which ends as bun alone does not: ${source}`,
    files: {
      "package.json": '{"scripts":{"start":"bun a.ts"},"dependencies":{"a":"1"}}',
      "bun.lock": "{}",
      "a.ts": source,
    },
    text: 'FROM oven/bun:1\nWORKDIR /app\nCOPY . .\nRUN bun install\nCMD ["bun", "run", "start"]\n',
    has: [source === listening ? 'CMD ["bun", "run", "start"]' : 'CMD ["dumb-init", "bun", "a.ts"]'],
  })),
  {
    title: "an entry script that hands over to node",
    files: locked({ ...a, scripts: { start: "node server.js" } }, { "entry.sh": '#!/bin/sh\nexec "$@"\n' }),
    text: `${head}ENTRYPOINT ["./entry.sh"]\nCMD ["npm", "start"]\n`,
    has: ['ENTRYPOINT ["dumb-init", "./entry.sh"]\nCMD ["node", "server.js"]'],
  },
  {
    title: "an entry script that hands over to a program of another user, which ends well by itself",
    files: locked(a, {
      "server.js": `process.on("SIGTERM", () => process.exit());\n${listening}`,
      "entry.sh": '#!/bin/sh\nif [ "$(id -u)" = 0 ]; then exec gosu app "$0" "$@"; fi\nexec "$@"\n',
    }),
    text: `${head}ENTRYPOINT ["./entry.sh"]\nCMD ["node", "server.js"]\n`,
    lacks: ["dumb-init"],
  },
  {
    title: "variables that node is told to read by an entry script",
    files: locked(a, { "start.sh": "#!/bin/sh\nexec node --env-file=.env server.js\n", ".env": "A=1" }),
    text: `${head}CMD ["./start.sh"]\n`,
    hidden: /^\*\*\/\.env\.\*$/m,
    shown: /^\*\*\/\.env$/m,
  },
  {
    title: "a script that a heredoc writes",
    files: locked(a),
    text: `${head}COPY <<EOF /entry.sh\n#!/bin/sh\ndate > /app/started\nexec node server.js\nEOF\nENTRYPOINT ["sh", "/entry.sh"]\n`,
    has: ["RUN chown node:node .", "USER node"],
  },
  {
    title: "a program that is installed for all and that nobody knows",
    files: { "config.yaml": "storage: /verdaccio/storage\n" },
    text: 'FROM node:24\nRUN npm install -g verdaccio@6.0.0\nCOPY config.yaml /conf/\nCMD ["verdaccio", "--config", "/conf/config.yaml"]\n',
    lacks: ["USER node"],
    left: /what verdaccio writes/,
  },
  {
    title: "a server of files that is installed for all",
    files: { "public/index.html": "" },
    text: 'FROM node:24\nRUN npm install -g http-server@14.1.1\nWORKDIR /app\nCOPY public public\nCMD ["http-server", "public"]\n',
    has: ["USER node"],
  },
  {
    title: "what bin/www without an ending writes",
    files: locked(
      { ...a, scripts: { start: "node bin/www" } },
      { "bin/www": `#!/usr/bin/env node\nrequire("fs").appendFileSync("logs/a.log", "");\n${listening}` },
    ),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["install -d -o node -g node logs"],
  },
  {
    title: "what a script of the folder scripts writes before the start",
    files: locked(
      { ...a, scripts: { prestart: "node scripts/migrate.js", start: "node server.js" } },
      {
        "scripts/migrate.js": 'require("fs").writeFileSync("state/a.json", "");',
        "scripts/release.js": 'require("fs").writeFileSync(target, "");',
      },
    ),
    text: `${head}CMD ["npm", "start"]\n`,
    has: ["install -d -o node -g node state"],
  },
  {
    title: "what a route of React Router writes",
    files: locked(
      {
        dependencies: { "@react-router/node": "7.1.0", "@react-router/serve": "7.1.0" },
        scripts: { build: "react-router build", start: "react-router-serve ./build/server/index.js" },
      },
      {
        "app/note.js":
          'import fs from "node:fs";\nexport function loader() { fs.mkdirSync(".data", { recursive: true }); }',
      },
    ),
    text: `${head}RUN npm run build\nCMD ["npm", "start"]\n`,
    has: ["install -d -o node -g node .data"],
  },
  {
    title: "the storage of Nitro",
    files: locked(
      { dependencies: { nuxt: "3.13.0" }, scripts: { build: "nuxt build" } },
      {
        "nuxt.config.ts":
          'export default defineNuxtConfig({ nitro: { storage: { a: { driver: "fs", base: "./data/a" } } } });',
      },
    ),
    text: `${head}RUN npm run build\nCMD ["node", ".output/server/index.mjs"]\n`,
    has: ["install -d -o node -g node data/a"],
  },
  {
    title: "packages that Plug'n'Play loads from the cache of root",
    files: {
      "package.json": '{ "dependencies": { "a": "1.0.0" } }',
      "yarn.lock": "__metadata:\n  version: 8\n",
      ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-4.5.0.cjs\n",
      "server.js": listening,
    },
    text: 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN yarn install --immutable\nCMD ["yarn", "node", "server.js"]\n',
    lacks: ["USER node"],
    left: /cache in \/root/,
  },
  {
    title: "settings of node-config for a mode",
    files: locked(a, {
      "server.js": `require("config").get("port");\n${listening}`,
      "config/default.json": "{}",
      "config/development.json": "{}",
    }),
    text: `${head}CMD ["node", "server.js"]\n`,
    lacks: ["NODE_ENV=production"],
  },
  {
    title: "settings of node-config for all modes",
    files: locked(a, { "server.js": `require("config").get("port");\n${listening}`, "config/default.json": "{}" }),
    text: `${head}CMD ["node", "server.js"]\n`,
    has: ["NODE_ENV=production"],
  },
  ...[
    { there: "client/public/index.html", isKept: true },
    { there: "client/dist/index.html", isKept: false },
  ].map(({ there, isKept }) => ({
    title: `a folder that is served in production alone, with ${there}`,
    files: locked(a, {
      "server.js": `serve(process.env.NODE_ENV === "production" ? "client/dist" : "client/public");\n${listening}`,
      [there]: "",
    }),
    text: `${head}CMD ["node", "server.js"]\n`,
    ...(isKept ? { lacks: ["NODE_ENV=production"] } : { has: ["NODE_ENV=production"] }),
  })),
  {
    title: "a script of the project with the name of a server",
    files: locked(a, { "bin/serve": `#!/usr/bin/env node\n${listening}` }),
    text: `${head}ENTRYPOINT ["/app/bin/serve"]\n`,
    has: ["FROM node"],
    lacks: ["nginx"],
  },
  ...[
    { lines: 'HEALTHCHECK CMD node health.js\nCMD ["npm", "start", "-w", "apps/api"]', isKept: true },
    {
      lines: 'HEALTHCHECK CMD curl -f localhost:3000 || exit 1\nCMD ["npm", "start", "-w", "apps/api"]',
      isKept: false,
    },
    { lines: 'ENTRYPOINT ["./entry.sh"]\nCMD ["npm", "start", "-w", "apps/api"]', isKept: true },
    { lines: 'CMD ["npm", "start", "-w", "apps/api"]', service: "command: npm start -w apps/api", isKept: true },
    { lines: 'CMD ["npm", "start", "-w", "apps/api"]', service: "user: node", isKept: false },
  ].map(({ lines, service, isKept }) => ({
    title: `the folder in which something else starts: ${lines}, ${service}`,
    files: {
      ...locked({}),
      "package.json": '{"workspaces":["apps/*"],"dependencies":{"a":"1.0.0"}}',
      "apps/api/package.json": '{"name":"api","scripts":{"start":"node index.js"}}',
      "apps/api/index.js": listening,
      "entry.sh": '#!/bin/sh\nexec "$@"\n',
      "health.js": "process.exit(0)",
      ...(service && { "compose.yaml": `services:\n  a:\n    build: .\n    ${service}\n` }),
    },
    text: `FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n${lines}\n`,
    [isKept ? "lacks" : "has"]: ["WORKDIR /app/apps/api"],
  })),
  {
    title: "words of a service that an ENTRYPOINT in shell form ignores",
    files: locked(a, { "compose.yaml": "services: {a: {build: ., command: worker}}" }),
    text: `${head}ENTRYPOINT node server.js\n`,
    has: ['"sh", "-c", "exec node server.js"]'],
  },
  {
    title: "a folder that an ARG chooses",
    files: locked(a),
    text: 'FROM node:24\nARG DIR=/opt/app\nWORKDIR ${DIR}\nCOPY . .\nRUN npm install\nCMD ["node", "server.js"]\n',
    has: ["\nARG DIR=/opt/app\n", "--chown=node:node ${DIR}/node_modules ./node_modules"],
    lacks: ["WORKDIR /opt/app", " /opt/app"],
  },
  {
    title: "a dev dependency that Bun loads",
    files: {
      "package.json": '{"dependencies":{"a":"1.0.0"},"devDependencies":{"b":"1.0.0"}}',
      "src/index.ts": 'import b from "b";\nBun.serve({ fetch: () => new Response(b) });\n',
    },
    text: 'FROM oven/bun:1\nWORKDIR /app\nCOPY . .\nRUN bun install\nCMD ["bun", "src/index.ts"]\n',
    lacks: ["--production"],
  },
  {
    title: "tsc at the start, which fills the folder that its settings name",
    files: locked(
      { devDependencies: { typescript: "5.4.0" } },
      {
        "tsconfig.json": '{"compilerOptions":{"outDir":"out"}}',
        "src/index.ts": listening,
        "package-lock.json": "",
      },
    ),
    text: `${head}CMD ["sh", "-c", "npx tsc && exec node out/index.js"]\n`,
    has: [" out"],
    lacks: ["dist"],
  },
];

describe("what a start needs", () => {
  for (const { title, files, text, has = [], lacks = [], left, hidden, shown } of kept) {
    test(title, async () => {
      const result = harden(text, await factsOf({ files, path: "Dockerfile" }, text), { rules: {} });
      for (const part of has) assert.ok(result.text.includes(part), `has ${part}:\n${result.text}`);
      for (const part of lacks) assert.ok(!result.text.includes(part), `has no ${part}:\n${result.text}`);
      const ignored = result.files.map((file) => file.text).join("\n");
      if (hidden) assert.match(ignored, hidden);
      if (shown) assert.doesNotMatch(ignored, shown);
      if (left) assert.match(JSON.stringify(result.left), left);
    });
  }
});

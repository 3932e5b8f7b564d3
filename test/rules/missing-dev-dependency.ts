import type { Cases } from "../cases";

const manifest = {
  scripts: { build: "tsc", bundle: "rimraf dist && vite build", nested: "npm run build", start: "ts-node a.ts" },
  devDependencies: { typescript: "5", vite: "5", "ts-node": "10" },
};
const of = (more: object = {}, lock = "{}") => ({
  files: { "package.json": JSON.stringify({ ...manifest, ...more }), "package-lock.json": lock, "yarn.lock": "" },
});
const image = "FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json yarn.lock ./\n";
const omitting = `${image}RUN npm ci --omit=dev\nCOPY . .\n`;
const all = `${image}RUN npm ci\nCOPY . .\n`;
const locked = (dev: boolean) =>
  JSON.stringify({ packages: { "": {}, "node_modules/typescript": { version: "5.0.0", dev } } });

const lockedExpress = (dev: boolean) =>
  JSON.stringify({ packages: { "": {}, "node_modules/express": { version: "5.0.0", dev } } });
const loading = (lock: string) => ({
  files: {
    "package.json": JSON.stringify({ devDependencies: { express: "5" } }),
    "package-lock.json": lock,
    "server.js": 'const { a } = require("./lib/a");\na();\n',
    "lib/a.js": 'const express = require("express");\nexports.a = () => express();\n',
  },
});

export default {
  invalid: [
    [`${omitting}RUN [|npm run build|]`, `${all}RUN npm run build`, { ...of(), message: "needs tsc" }],
    [`${omitting}RUN [|npm run nested|]`, `${all}RUN npm run nested`, of()],
    [`${omitting}RUN [|npx tsc -p .|]`, `${all}RUN npx tsc -p .`, of()],
    [`${omitting}RUN [|node_modules/.bin/vite build|]`, `${all}RUN node_modules/.bin/vite build`, of()],
    [
      `${image}RUN npm install --only production\nRUN [|npm run build|]`,
      `${image}RUN npm install\nRUN npm run build`,
      of(),
    ],
    [
      `${image}RUN yarn install --production --frozen-lockfile && [|yarn build|]`,
      `${image}RUN yarn install --frozen-lockfile && yarn build`,
      of(),
    ],
    [`${image}RUN NODE_ENV=production npm ci\nRUN [|npm run build|]`, undefined, of()],
    // Another stage takes them.
    [
      `${image}RUN npm ci --omit=dev\nFROM build AS other\nRUN [|npm run build|]\nFROM build`,
      `${image}RUN npm ci --omit=dev\nFROM build AS other\nRUN npm ci\nRUN npm run build\nFROM build`,
      of(),
    ],
    [
      `${image}RUN npm ci --omit=dev\nFROM node:24 AS other\nWORKDIR /src\nCOPY --from=build /app/node_modules ./node_modules\nRUN [|npm run build|]\nFROM build`,
      `${image}RUN npm ci --omit=dev\nFROM node:24 AS other\nWORKDIR /src\nCOPY --from=build /app/node_modules ./node_modules\nRUN npm ci\nRUN npm run build\nFROM build`,
      of(),
    ],
    // The container does not start.
    [`${omitting}CMD [[|"npm", "start"|]]`, undefined, { ...of(), message: "the container cannot start" }],
    [`${omitting}CMD [[|"node", "-r", "ts-node/register", "a.ts"|]]`, undefined, of()],
    [`${all}RUN npm prune --omit=dev\nCMD [[|"node_modules/.bin/ts-node", "a.ts"|]]`, undefined, of()],
    // What the lock file says goes before what names suggest.
    [
      `${omitting}RUN [|npm run build|]`,
      `${all}RUN npm run build`,
      of({ dependencies: { "a-plugin": "1" } }, locked(true)),
    ],
    // The program loads it, and nothing else brings it.
    [
      `${omitting}CMD [[|"node", "server.js"|]]`,
      undefined,
      { ...loading(lockedExpress(true)), message: "lib/a.js loads the dev dependency express" },
    ],
  ],
  valid: [
    [`${omitting}CMD ["node", "server.js"]`, loading(lockedExpress(false))],
    [`${omitting}CMD ["node", "server.js"]`, loading("{}")],
    [`${all}CMD ["node", "server.js"]`, loading(lockedExpress(true))],
    // Node.js looks in the folders above as well, and what is copied into node_modules is there.
    [
      `${image}RUN cd / && npm i express\nRUN npm ci --omit=dev\nCOPY . .\nCMD ["node", "server.js"]`,
      loading(lockedExpress(true)),
    ],
    [
      `${all}RUN cp -r node_modules/express /tmp && npm prune --omit=dev && cp -r /tmp/express node_modules/\nCMD ["node", "server.js"]`,
      loading(lockedExpress(true)),
    ],
    [`${omitting}RUN npm install express\nCMD ["node", "server.js"]`, loading(lockedExpress(true))],
    [`${omitting}ENV NODE_PATH=/usr/local/lib/node_modules\nCMD ["node", "server.js"]`, loading(lockedExpress(true))],
    // Brought for all, or by the system.
    [`${image}RUN npm i -g typescript && npm ci --omit=dev && npm run build`, of()],
    [`${image}RUN apt-get install -y node-typescript && npm ci --omit=dev && npm run build`, of()],
    [
      `FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev && npm run build`,
      of({ scripts: { build: "make" }, devDependencies: { make: "1" } }),
    ],
    // Told to include them in another way than by an option.
    [`${image}ENV NODE_ENV=production NPM_CONFIG_INCLUDE=dev\nRUN npm ci && npm run build`, of()],
    [`${image}ENV NODE_ENV=production\nRUN npm config set include dev && npm ci && npm run build`, of()],
    [`${image}ENV NODE_ENV=production\nRUN unset NODE_ENV && npm ci && npm run build`, of()],
    [`${omitting}RUN npm run bundle`, of({ dependencies: { "@react-router/dev": "7" } })],
    [`${omitting}RUN npm run build`, of({ dependencies: { "@trpc/server": "11" } })],
    [
      `FROM node:24-slim\nRUN npm i -g typescript\n${omitting.slice(omitting.indexOf("\n") + 1)}RUN npm run build`,
      of(),
    ],
    [`${all}RUN npm run build`, of()],
    [`${omitting}RUN npm run build`, of({ dependencies: { typescript: "5" } })],
    [`${omitting}RUN npm run build`, of({}, locked(false))],
    // Something else may bring it.
    [`${omitting}RUN npm i -g typescript && npm run build`, of()],
    [`${omitting}RUN npm install --no-save typescript && npm run build`, of()],
    [`${omitting}RUN npm ci\nRUN npm run build`, of()],
    [`${omitting}RUN npm run bundle`, of({ dependencies: { "vite-plugin-a": "5" } })],
    [`${omitting}RUN npm run build`, of({ workspaces: ["a"] })],
    [`${omitting}RUN npm run build`, { files: { ...of().files, "node_modules/": "" } }],
    [`${omitting}COPY --from=other /app/node_modules ./node_modules\nRUN npm run build`, of()],
    [`${omitting}RUN npx vite build`, of()],
    [`${omitting}RUN npm run build || true`, of()],
    [`${omitting}RUN cd web && npm run build`, of()],
    [`${image}RUN npm ci --omit=dev --prefix web\nRUN npm run build`, of()],
    // node-env-before-build tells of it.
    [`${image}ENV NODE_ENV=production\nRUN npm ci\nRUN npm run build`, of()],
    [`${omitting}CMD ["node", "a.js"]`, of()],
    `${omitting}RUN npm run build`,
  ],
} satisfies Cases;

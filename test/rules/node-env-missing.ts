import type { Cases, Invalid } from "../cases";

const scripts = (dev: string, more = {}) => ({
  files: {
    "package.json": JSON.stringify({ scripts: { dev, start: "node server.js" }, devDependencies: { nodemon: "3" } }),
    ...more,
  },
});
const compose = (command: string) => ({ "compose.yaml": `services:\n  web:\n    build: .\n    command: ${command}\n` });
const end = 'WORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n';

const pm2 = (settings: string) => ({ files: { "ecosystem.config.js": settings } });
const managed = "WORKDIR /app\nCOPY . .\nCMD ";

export default {
  invalid: [
    // It sets what its settings say alone.
    [
      `[|FROM|] node:24\n${managed}["pm2-runtime", "server.js"]`,
      `FROM node:24\nENV NODE_ENV=production\n${managed}["pm2-runtime", "server.js"]`,
      { files: { "server.js": "" } },
    ],
    [
      `[|FROM|] node:24\n${managed}["pm2-runtime", "ecosystem.config.js"]`,
      `FROM node:24\nENV NODE_ENV=production\n${managed}["pm2-runtime", "ecosystem.config.js"]`,
      pm2('module.exports = { apps: [{ script: "server.js" }] }'),
    ],
    // What Next.js and Nitro build sees to it itself.
    ...["/app/.next/standalone ./", "/app/.output/server/index.mjs ./server.js"].map(
      (copied): Invalid => [
        `FROM node:24 AS b\n[|FROM|] node:24-slim\nWORKDIR /app\nCOPY --from=b ${copied}\nCMD ["node", "server.js"]`,
        `FROM node:24 AS b\nFROM node:24-slim\nENV NODE_ENV=production\nWORKDIR /app\nCOPY --from=b ${copied}\nCMD ["node", "server.js"]`,
        { severity: "info" },
      ],
    ),
    [
      '[|FROM|] node:24\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
      'FROM node:24\nENV NODE_ENV=production\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
      {
        files: {
          "package.json": '{ "scripts": { "start": "react-router-serve ./build/server/index.js" } }',
          "server.js": "",
        },
        severity: "info",
      },
    ],
    [
      '[|FROM|] node:24\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
      'FROM node:24\nENV NODE_ENV=production\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
      {
        files: { "package.json": '{ "scripts": { "start": "NODE_ENV=production node server.js" } }', "server.js": "" },
        severity: "info",
      },
    ],
    [
      '[|FROM|] node:24\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
      'FROM node:24\nENV NODE_ENV=production\nWORKDIR /app\nCOPY . .\nCMD ["npm", "start"]',
      {
        files: { "package.json": '{ "scripts": { "start": "node server.js" } }', "server.js": "" },
        severity: "warning",
      },
    ],
    [`[|FROM|] node:24-slim\n${end}`, `FROM node:24-slim\nENV NODE_ENV=production\n${end}`],
    [
      `[|FROM|] node:24-slim\nARG A\nARG B=1\n${end}`,
      `FROM node:24-slim\nARG A\nARG B=1\nENV NODE_ENV=production\n${end}`,
    ],
    [
      `FROM node:24 AS build\nRUN npm ci\n# The image.\n[|FROM|] node:24-slim\n${end}`,
      `FROM node:24 AS build\nRUN npm ci\n# The image.\nFROM node:24-slim\nENV NODE_ENV=production\n${end}`,
    ],
    [
      '[|FROM|] node:24\nCOPY . .\nRUN npm ci \\\n  && npm run build\nRUN ls\nCMD ["npm", "start"]',
      'FROM node:24\nCOPY . .\nRUN npm ci \\\n  && npm run build\nENV NODE_ENV=production\nRUN ls\nCMD ["npm", "start"]',
    ],
    [
      '[|FROM|] node:24\nCOPY . .\nRUN npm install\nCMD "npm" "start"',
      'FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm install\nCMD "npm" "start"',
    ],
    [
      '[|FROM|] node:24\nENTRYPOINT ["dumb-init", "--"]\nCMD node x',
      'FROM node:24\nENV NODE_ENV=production\nENTRYPOINT ["dumb-init", "--"]\nCMD node x',
    ],
    // A service keeps its development server, and what it needs.
    [`[|FROM|] node:24-slim\n${end}`, undefined, scripts("nodemon server.js", compose("npm run dev"))],
    // Behind an init of the image as well.
    [
      `[|FROM|] node:24-slim\n${end.replace("CMD", 'ENTRYPOINT ["dumb-init", "--"]\nCMD')}`,
      undefined,
      scripts("nodemon server.js", compose("npx nodemon server.js")),
    ],
    [
      `[|FROM|] node:24-slim\n${end}`,
      `FROM node:24-slim\nENV NODE_ENV=production\n${end}`,
      scripts("nodemon server.js", compose("node worker.js")),
    ],
    [
      '[|FROM|] node:24\nWORKDIR /app\nWORKDIR /app\nCOPY . .\nCMD ["npm", "run", "dev"]',
      'FROM node:24\nENV NODE_ENV=production\nWORKDIR /app\nWORKDIR /app\nCOPY . .\nCMD ["npm", "run", "dev"]',
      scripts("node server.js --watch"),
    ],
  ],
  valid: [
    [
      `FROM node:24\n${managed}["pm2-runtime", "ecosystem.config.js"]`,
      pm2('module.exports = { apps: [{ script: "server.js", env: { NODE_ENV: "production" } }] }'),
    ],
    // Another file, or another interpreter.
    ...[
      "const base = require('./base');\nmodule.exports = { apps: [{ ...base, script: 'server.js' }] };",
      'module.exports = { apps: [{ script: "server.js", node_args: "--env-file=prod.env" }] };',
      'module.exports = { apps: [{ script: "api.py", interpreter: "python3" }] };',
    ].map((settings) => [`FROM node:24\n${managed}["pm2-runtime", "ecosystem.config.js"]`, pm2(settings)] as const),
    [
      'FROM node:24\nCMD ["node", "a.js"]',
      { files: { "compose.yaml": "services:\n  a:\n    build: .\n    env_file: web.env\n" } },
    ],
    `FROM node:24\n${managed}["pm2-runtime", "ecosystem.config.js"]`,
    [`FROM node:24\n${managed}["pm2-runtime", "server.js", "--env", "production"]`, { files: { "server.js": "" } }],
    ...[
      "nodemon a.js",
      "tsx watch a.ts",
      "node --watch a.js",
      "turbo run dev",
      "nest start -w",
      "react-router dev",
    ].map(
      (dev) => ['FROM node:24\nWORKDIR /app\nWORKDIR /app\nCOPY . .\nCMD ["npm", "run", "dev"]', scripts(dev)] as const,
    ),
    ["FROM node:24\nWORKDIR /app\nCOPY . .\nCMD node migrate.js && npm run dev", scripts("nodemon a.js")],
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]\nCMD ["npm", "run", "dev"]',
      scripts("nodemon a.js", { "start.sh": '#!/bin/sh\nexec "$@"\n' }),
    ],
    `FROM node:24-slim\nENV NODE_ENV=production\n${end}`,
    `FROM node:24-slim AS base\nENV NODE_ENV=production\nFROM base\n${end}`,
    `FROM node:24-slim\nARG NODE_ENV\n${end}`,
    "FROM node:24\nCMD NODE_ENV=production node x",
    `FROM node:24\nRUN npm ci\n`,
    [`FROM node:24-slim\n${end}`, { path: "Dockerfile.dev" }],
    `FROM nginx:1.29\n${end}`,
    `FROM node:24\nCMD ["./start.sh"]`,
    `FROM $BASE\n${end}`,
    'FROM node:24\nRUN npm ci\nCMD ["npx", "webpack-dev-server", "--host", "0.0.0.0"]',
    'FROM node:24\nRUN npm ci\nCMD ["bunx", "vite"]',
    'FROM node:24\nRUN npm ci\nCMD ["node", "--watch", "server.js"]',
  ],
} satisfies Cases;

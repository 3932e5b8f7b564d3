import type { Cases, Invalid } from "../cases";

const scripts = (all: Record<string, string>, more = {}) => ({
  "package.json": JSON.stringify({ scripts: all, ...more }),
  "server.js": "",
});
const files = scripts(
  { start: "node server.js", dev: "nodemon server.js", serve: "next start" },
  { dependencies: { next: "15" } },
);

const mail = { "mail/package.json": '{"scripts": {"start": "node src/boot.js"}}', "mail/src/boot.js": "" };

const workspaces = {
  "package.json": '{"workspaces": ["apps/*", "lib"], "scripts": {"start": "node root.js"}}',
  "apps/api/package.json": '{"name": "@shop/api", "scripts": {"start": "node src/server.js"}}',
  "apps/api/src/server.js": "",
  "lib/package.json": '{"name": "lib"}',
};

const ofRoot = (scripts: string) => ({ "package.json": `{"workspaces": ["apps/*", "lib"], "scripts": {${scripts}}}` });

const webWorkspace = {
  "package.json": '{"workspaces": ["web"]}',
  "web/package.json": '{"name": "web", "scripts": {"start": "next start"}, "dependencies": {"next": "15"}}',
};

export default {
  invalid: [
    // A shell as the first process gets no signal, where npm ends.
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start"|]]',
      undefined,
      { files: { ...scripts({ start: "sh go.sh" }), "go.sh": "node up.js\nnode server.js\n" } },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD ["sh", "go.sh"]',
      { files: { ...scripts({ start: "sh go.sh" }), "go.sh": "node up.js\nexec node server.js\n" } },
    ],
    // It is there, where npx would find it as well.
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npx", "react-router-serve", "build/server/index.js"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD ["node", "node_modules/@react-router/serve/bin.js", "build/server/index.js"]',
      { files: { "package.json": '{"dependencies": {"@react-router/serve": "7"}}' } },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npx", "react-router-serve", "build/server/index.js"|]]',
      undefined,
      { files: { "package.json": '{"devDependencies": {"@react-router/serve": "7"}}' } },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "--prefix", "mail", "start"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nWORKDIR /app/mail\nCMD ["node", "src/boot.js"]',
      { files: { ...files, ...mail } },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"yarn", "--cwd", "/app/mail", "start"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nWORKDIR /app/mail\nCMD ["node", "src/boot.js"]',
      { files: { ...files, ...mail } },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "--prefix", "other", "start"|]]',
      undefined,
      { files: { ...files, ...mail } },
    ],
    ['FROM node\nCMD [[|"npm", "start"|]]', 'FROM node\nCMD ["node", "server.js"]', { files, message: "SIGTERM" }],
    ['FROM node\nCMD [[|"npm", "start"|]]', undefined, { message: "npm start puts npm" }],
    ['FROM node:24-slim\nCMD [[|"npm", "start"|]]', undefined, { message: "does not get SIGTERM" }],
    // The shell of BusyBox has turned into the program, and that of an image that is not known may have.
    ['FROM node:24-alpine\nCMD [[|"npm", "start"|]]', undefined, { message: "may not get SIGTERM" }],
    ['FROM example/node:24\nCMD [[|"npm", "start"|]]', undefined, { message: "may not get SIGTERM" }],
    ['FROM node\nCMD [[|"yarn", "start"|]]', 'FROM node\nCMD ["node", "server.js"]', { files }],
    [
      'FROM node\nCMD [[|"npm", "run", "start"|]]',
      'FROM node\nCMD ["node", "server.js"]',
      { files, message: "npm run start" },
    ],
    ['FROM node\nCMD [[|"pnpm", "start"|]]', 'FROM node\nCMD ["node", "server.js"]', { files }],
    [
      'FROM node\nCMD [[|"npm", "start", "--", "--port", "80"|]]',
      'FROM node\nCMD ["node", "server.js", "--port", "80"]',
      { files },
    ],
    // The package.json that lies where npm is started, wherever COPY has it from.
    [
      'FROM node\nWORKDIR /code\nCOPY mail/package.json ./\nCOPY mail/src ./src\nCMD [[|"npm", "start"|]]',
      'FROM node\nWORKDIR /code\nCOPY mail/package.json ./\nCOPY mail/src ./src\nCMD ["node", "src/boot.js"]',
      { files: mail },
    ],
    [
      'FROM node\nWORKDIR /code\nCOPY mail ./mail\nWORKDIR /code/mail\nCMD [[|"npm", "start"|]]',
      'FROM node\nWORKDIR /code\nCOPY mail ./mail\nWORKDIR /code/mail\nCMD ["node", "src/boot.js"]',
      { files: { ...mail, ...files } },
    ],
    [
      'FROM node\nWORKDIR /code\nCOPY mail ./mail\nCMD [[|"npm", "start"|]]',
      undefined,
      { files: { ...mail, ...files } },
    ],
    ['FROM node\nENTRYPOINT [[|"npm", "start"|]]', 'FROM node\nENTRYPOINT ["node", "server.js"]', { files }],
    ['FROM node\nENTRYPOINT [[|"npm"|]]\nCMD ["start"]', undefined, { files }],
    [
      'FROM node\nENTRYPOINT ["tini", "--"]\nCMD [[|"npm", "start"|]]',
      'FROM node\nENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]',
      { files, message: "SIGTERM" },
    ],
    [
      'FROM node\nCMD ["dumb-init", [|"npm", "start"|]]',
      'FROM node\nCMD ["dumb-init", "node", "server.js"]',
      { files, message: "hides" },
    ],
    [
      'FROM node\nCMD [[|"npm", "start"|]]',
      'FROM node\nENV NODE_ENV=production\nCMD ["node", "server.js"]',
      { files: scripts({ start: "NODE_ENV=production node server.js" }) },
    ],
    [
      'FROM node\nCMD [[|"npm", "start"|]]',
      'FROM node\nCMD ["sh", "-c", "node a.js && exec node b.js"]',
      { files: scripts({ start: "node a.js && node b.js" }) },
    ],
    ['FROM node\nCMD [[|"npm", "start"|]]', undefined, { files: scripts({ start: "node a.js || node b.js" }) }],
    ['FROM node\nCMD [[|"npm", "start"|]]', undefined, { files: scripts({ prestart: "x", start: "node server.js" }) }],
    ['FROM node\nCMD [[|"npm", "start"|]]', undefined, { files: scripts({ start: "node server.js --port $PORT" }) }],
    ['FROM node\nCMD [[|"npm", "run", "dev"|]]', 'FROM node\nCMD ["node", "server.js"]', { files }],
    [
      'FROM node\nCMD [[|"npm", "run", "serve"|]]',
      'FROM node\nCMD ["node", "node_modules/next/dist/bin/next", "start"]',
      { files },
    ],
    [
      'FROM node AS base\nCMD [[|"npm", "start"|]]\nFROM base\nRUN x',
      'FROM node AS base\nCMD ["node", "server.js"]\nFROM base\nRUN x',
      { files },
    ],
    [
      'FROM node\nWORKDIR /app/api\nCMD [[|"npm", "start"|]]',
      undefined,
      { files: { ...files, "api/package.json": "{}" } },
    ],
    // The script of a workspace, which runs in its folder.
    ...[
      '"npm", "start", "--workspace", "apps/api"',
      '"npm", "run", "start", "-w", "@shop/api"',
      '"npm", "start", "--workspace=./apps/api"',
      '"yarn", "workspace", "@shop/api", "start"',
      '"pnpm", "--filter", "@shop/api", "start"',
    ].map(
      (call): Invalid => [
        `FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|${call}|]]`,
        'FROM node\nWORKDIR /app\nCOPY . .\nWORKDIR /app/apps/api\nCMD ["node", "src/server.js"]',
        { files: workspaces },
      ],
    ),
    // What comes before stays with a shell, which then turns into the program.
    ...(
      [
        ["npm run migrate && node server.js", "npm run migrate && exec node server.js"],
        ["prisma migrate deploy && npm run serve", "node_modules/.bin/prisma migrate deploy && exec node dist/main.js"],
        ["cd a && node server.js", "cd a && exec node server.js"],
        ["npx prisma db push && node . --port 80", "npx prisma db push && exec node . --port 80"],
      ] as const
    ).map(
      ([start, script]): Invalid => [
        'FROM node\nCMD [[|"npm", "start"|]]',
        `FROM node\nCMD ["sh", "-c", "${script}"]`,
        {
          files: scripts(
            { start, migrate: "node a.js", serve: "node dist/main.js" },
            { dependencies: { prisma: "6" } },
          ),
        },
      ],
    ),
    ...[
      "tsc && node server.js",
      "knex migrate:latest && node server.js",
      "npm run migrate; node server.js",
      "cd a && npm run serve",
      "cd a && cd b && node server.js",
      "npm run migrate && PORT=1 node server.js",
      "npm run migrate && node server.js &",
      "npm run migrate && node server.js --name $npm_package_name",
      "npm run migrate > a.log && node server.js",
      "npm run migrate && node server.js $PORT",
      "node server.js && npm run missing",
    ].map(
      (start): Invalid => [
        'FROM node\nCMD [[|"npm", "start"|]]',
        undefined,
        {
          files: scripts({ start, migrate: "node a.js" }, { devDependencies: { typescript: "5", knex: "3" } }),
          message: "npm start puts npm",
        },
      ],
    ),
    // By a script of the whole project that calls nothing else.
    ...['"npm start --workspace apps/api"', '"yarn workspace @shop/api start"', '"npm run up"'].map(
      (script): Invalid => [
        'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start"|]]',
        'FROM node\nWORKDIR /app\nCOPY . .\nWORKDIR /app/apps/api\nCMD ["node", "src/server.js"]',
        { files: { ...workspaces, ...ofRoot(`"start": ${script}, "up": "npm run start -w @shop/api"`) } },
      ],
    ),
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nWORKDIR /app/mail\nCMD ["node", "src/boot.js"]',
      { files: { ...files, ...mail, "package.json": '{"scripts": {"start": "npm --prefix mail start"}}' } },
    ],
    ...[
      '"start": "npm start -w @shop/api", "prestart": "node a.js"',
      '"start": "npm start -w @shop/api; node a.js"',
      '"start": "npm start -w @shop/api > a.log"',
      '"start": "PORT=1 npm start -w @shop/api"',
    ].map(
      (scripts): Invalid => [
        'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start"|]]',
        undefined,
        { files: { ...workspaces, ...ofRoot(scripts) } },
      ],
    ),
    // npm puts it into the folder of the whole project, pnpm beside the package.json of the workspace.
    ['FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start", "-w", "web"|]]', undefined, { files: webWorkspace }],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"pnpm", "--filter", "web", "start"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nWORKDIR /app/web\nCMD ["node", "node_modules/next/dist/bin/next", "start"]',
      { files: { ...webWorkspace, "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "packages:\n  - web\n" } },
    ],
    ['FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "start", "-w", "lib"|]]', undefined, { files: workspaces }],
    ['FROM node\nCOPY . /app\nCMD [[|"npm", "start", "-w", "apps/api"|]]', undefined, { files: workspaces }],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entry.sh"]\nCMD [[|"npm", "start"|]]',
      'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entry.sh"]\nCMD ["node", "server.js"]',
      { files: { ...files, "entry.sh": '#!/bin/sh\nset -e\nnode migrate.js\nexec "$@"\n' } },
    ],
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entry.sh"]\nCMD [[|"npm", "start"|]]',
      undefined,
      { files: { ...files, "entry.sh": '#!/bin/sh\nif [ "$1" = npm ]; then node migrate.js; fi\nexec "$@"\n' } },
    ],
    ['FROM node\nWORKDIR /app\nCOPY . .\nCMD [[|"pnpm", "-r", "start"|]]', undefined, { files: workspaces }],
  ],
  valid: [
    'FROM node\nCMD ["node", "server.js"]',
    'FROM node\nCMD ["dumb-init", "node", "server.js"]',
    "FROM node\nCMD npm start",
    'FROM node\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["npm", "start"]',
    [
      'FROM node\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entry.sh"]\nCMD ["npm", "start"]',
      { files: { ...files, "entry.sh": "#!/bin/sh\nexec node server.js\n" } },
    ],
    'FROM node AS dev\nCMD ["npm", "start"]\nFROM node\nCMD ["node", "x"]',
    'FROM node AS base\nRUN x\nFROM base AS dev\nCMD ["npm", "run", "dev"]',
    'FROM node\nCMD ["npm", "--version"]',
    'FROM node\nCMD ["npm", "ci"]',
    'FROM node\nHEALTHCHECK CMD ["npm", "run", "health"]\nCMD ["node", "x"]',
    'FROM node\nRUN ["npm", "start"]',
    'FROM node\nONBUILD CMD ["npm", "start"]',
  ],
} satisfies Cases;

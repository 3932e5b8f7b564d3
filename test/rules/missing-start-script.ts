import type { Cases } from "../cases";

const files = { "package.json": '{ "scripts": { "test": "node --test" } }', "index.js": "" };
const image = "FROM node:24-slim\nWORKDIR /app\n";
const install = `${image}COPY package*.json ./\nRUN npm ci --omit=dev\nCOPY . .\nUSER node\n`;

const workspace = {
  "package.json": '{ "workspaces": ["web"], "scripts": { "build": "tsc" } }',
  "web/package.json": '{ "name": "@a/web", "scripts": { "bundle": "x" } }',
};

export default {
  invalid: [
    // Of a package of the workspace.
    [
      'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD [[|"npm", "run", "build", "-w", "web"|]]',
      undefined,
      { files: workspace, message: "web/package.json" },
    ],
    [
      `${install}CMD [[|"npm", "start"|]]`,
      undefined,
      { files, message: 'package.json has no script "start", and there is no server.js either' },
    ],
    [`${install}CMD [|npm start|]`, undefined, { files }],
    [`${install}CMD [[|"npm", "run", "serve"|]]`, undefined, { files, message: 'has no script "serve"' }],
    [`${install}CMD [[|"pnpm", "start"|]]`, undefined, { files }],
    // What runs programs of packages as well finds none of that name.
    [`${install}CMD [[|"yarn", "start:prod"|]]`, undefined, { files, message: 'has no script "start:prod"' }],
    [`${install}CMD [|pnpm dev|]`, undefined, { files }],
    [`${install}CMD [[|"yarn", "serve"|]]`, undefined, { files: { ...files, "yarn.lock": "express@^4:\n" } }],
    [
      `${image}COPY api .\nCMD [[|"npm", "start"|]]`,
      undefined,
      {
        files: { "api/package.json": "{}", "package.json": '{ "scripts": { "start": "node a.js" } }', "server.js": "" },
      },
    ],
  ],
  valid: [
    ['FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["npm", "run", "bundle", "-w", "web"]', { files: workspace }],
    [`${install}CMD ["npm", "start"]`, { files: { ...files, "server.js": "" } }],
    [`${install}CMD ["npm", "test"]`, { files }],
    [`${install}RUN npm install -g serve@14\nCMD ["pnpm", "serve"]`, { files: { ...files, "pnpm-lock.yaml": "" } }],
    [`${install}CMD ["yarn", "node", "index.js"]`, { files: { ...files, "yarn.lock": "# yarn lockfile v1\n" } }],
    [`${install}CMD ["npm", "start"]`, { files: { "package.json": '{ "scripts": { "start": "node ." } }' } }],
    [`${install}CMD ["npm", "run", "serve", "--if-present"]`, { files }],
    // Another program may be meant, and there may be one.
    [`${install}CMD ["yarn", "vite"]`, { files }],
    [`${install}CMD ["yarn", "vite"]`, { files: { ...files, "yarn.lock": "vite@^7:\n" } }],
    [`${install}CMD ["yarn", "micro-dev"]`, { files: { ...files, "yarn.lock": "express@^4:\n" } }],
    // Written, or changed, by a step of the build.
    [`${install}RUN npm run build\nCMD ["npm", "start"]`, { files }],
    [`${image}COPY . .\nRUN npm pkg set scripts.start="node ."\nCMD ["npm", "start"]`, { files }],
    [`${image}RUN npm init -y\nCMD ["npm", "start"]`, { files }],
    `${install}CMD ["npm", "start"]`,
    [`${install}WORKDIR /elsewhere\nCMD ["npm", "start"]`, { files }],
  ],
} satisfies Cases;

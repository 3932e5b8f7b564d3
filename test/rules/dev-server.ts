import type { Cases } from "../cases";

const scripts = (start: string) => ({ files: { "package.json": JSON.stringify({ scripts: { start } }) } });

export default {
  invalid: [
    ['FROM node:24\nCMD [[|"nodemon", "server.js"|]]', 'FROM node:24\nCMD ["node", "server.js"]'],
    [
      'FROM node:24\nCMD ["dumb-init", [|"node", "--watch", "server.js"|]]',
      'FROM node:24\nCMD ["dumb-init", "node", "server.js"]',
    ],
    ['FROM node:24\nCMD [[|"npx", "ts-node", "src/index.ts"|]]', undefined],
    ['FROM node:24\nENTRYPOINT [[|"node_modules/.bin/vite", "--host"|]]', undefined],
    ['FROM node:24\nCMD [[|"next", "dev"|]]', undefined, { message: "next dev" }],
    ["FROM node:24\nCMD [|nodemon app.js|]", undefined],
    [
      'FROM node:24\nCMD [[|"npm", "start"|]]',
      undefined,
      { ...scripts("react-scripts start"), message: "react-scripts start" },
    ],
    ['FROM node:24\nCMD [[|"npm", "start"|]]', undefined, scripts("nodemon server.js")],
  ],
  valid: [
    'FROM node:24\nCMD ["node", "server.js"]',
    'FROM node:24\nCMD ["next", "start"]',
    'FROM node:24\nCMD ["vite", "preview"]',
    ['FROM node:24\nCMD ["nodemon", "server.js"]', { path: "Dockerfile.dev" }],
    'FROM node:24 AS dev\nCMD ["nodemon", "server.js"]',
    'FROM node:24 AS dev\nCMD ["nodemon", "x.js"]\nFROM node:24\nCMD ["node", "x.js"]',
    ['FROM node:24\nCMD ["npm", "start"]', scripts("node server.js")],
    'FROM node:24\nCMD ["npm", "start"]',
  ],
} satisfies Cases;

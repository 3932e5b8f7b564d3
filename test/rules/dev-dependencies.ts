import type { Cases } from "../cases";

const start = "FROM node:24-slim\nWORKDIR /app\nCOPY . .\n";
const manifest = '{"devDependencies": {"eslint": "9"}}';
const project = { files: { "package.json": manifest, "package-lock.json": "{}" } };

export default {
  invalid: [
    [`${start}RUN npm [|ci|]`, `${start}RUN npm ci --omit=dev`, project],
    [`${start}RUN npm [|install|] --no-audit`, `${start}RUN npm install --omit=dev --no-audit`, project],
    [`FROM node:12\nCOPY . .\nRUN npm [|ci|]`, `FROM node:12\nCOPY . .\nRUN npm ci --only=production`, project],
    [`${start}RUN [|yarn|] --frozen-lockfile`, `${start}RUN yarn --production --frozen-lockfile`, project],
    [`${start}RUN pnpm [|install|] --frozen-lockfile`, `${start}RUN pnpm install --prod --frozen-lockfile`, project],
    [
      'FROM oven/bun:1\nCOPY . .\nRUN ["bun", [|"install"|]]',
      'FROM oven/bun:1\nCOPY . .\nRUN ["bun", "install", "--production"]',
      project,
    ],
    [
      `${start}RUN yarn [|install|]`,
      undefined,
      { files: { "package.json": '{"packageManager": "yarn@4.1.0", "devDependencies": {"a": "1"}}' } },
    ],
    [`${start}RUN npm [|ci|] && npm run build`, undefined, { ...project, message: "which the build needs" }],
    [`${start}RUN npm [|ci|]\nRUN npx tsc`, undefined, project],
    [
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm [|ci|]\nFROM node:24-slim\nCOPY --from=build /app/node_modules ./node_modules`,
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nFROM node:24-slim\nCOPY --from=build /app/node_modules ./node_modules`,
      project,
    ],
    [
      `${start}RUN npm [|ci|]`,
      undefined,
      { files: { "package.json": '{"scripts": {"prepare": "husky"}, "devDependencies": {"husky": "9"}}' } },
    ],
    [`${start}RUN npm [|ci|]`, `${start}RUN npm ci --omit=dev`],
  ],
  valid: [
    [`${start}RUN npm ci --omit=dev`, project],
    [`${start}RUN npm ci`, { files: { "package.json": '{"dependencies": {"fastify": "5"}}' } }],
    [`FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci`, project],
    [
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html`,
      project,
    ],
    [`${start}RUN npm ci && npm run build && npm prune --omit=dev`, project],
    [`${start}RUN npm ci $FLAGS`, project],
    [`${start}RUN npm ci`, { ...project, path: "Dockerfile.test" }],
    [`${start}RUN NODE_ENV=production npm ci`, project],
    [`${start}ARG NODE_ENV\nRUN npm ci`, project],
    [`${start}RUN npm install -g eslint`, project],
  ],
} satisfies Cases;

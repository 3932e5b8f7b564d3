import type { Cases } from "../cases";

const command = 'CMD ["node", "a.js"]\n';
const start = `FROM node:24-slim\nWORKDIR /app\n${command}COPY . .\n`;
const bash = start.replace(command, "CMD bash -l\n");
const manifest = '{"devDependencies": {"eslint": "9"}}';
const project = { files: { "package.json": manifest, "package-lock.json": "{}" } };

const building = "FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\n";
const shipping =
  'FROM node:24-slim\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY --from=build /app/dist ./dist\nCMD ["node", "dist/a.js"]\n';
const compiled = {
  files: {
    "package.json":
      '{"scripts": {"build": "tsc", "test": "vitest"}, "devDependencies": {"typescript": "5", "vitest": "4"}}',
    "package-lock.json": "{}",
    "tsconfig.json": '{"compilerOptions": {"outDir": "dist", "rootDir": "src"}}',
    "src/a.ts": "console.log(1);\n",
  },
};

export default {
  invalid: [
    // A workbench, which may have its use for them.
    [`${bash}RUN npm [|ci|]`, `${bash}RUN npm ci --omit=dev`, { ...project, severity: "info" }],
    // Which takes out only what nothing needs at all.
    [`${start}RUN npm [|ci|] && npm run build && npm prune`, undefined, project],
    // Without it the program does not start.
    [
      `${start}RUN npm [|ci|]`,
      undefined,
      { files: { ...project.files, "a.js": "require('eslint')" }, message: "since a.js loads eslint" },
    ],
    [`${start}RUN npm [|ci|]`, `${start}RUN npm ci --omit=dev`, project],
    // Settings that are not in the image say nothing to npm.
    [
      `${start.replace("COPY . .", "COPY package*.json ./")}RUN npm [|ci|]`,
      `${start.replace("COPY . .", "COPY package*.json ./")}RUN npm ci --omit=dev`,
      { files: { ...project.files, ".npmrc": "omit=dev\n" } },
    ],
    // What the container starts with is needed there.
    [
      `${building}RUN npm [|ci|]\n${shipping.replace('"node", "dist/a.js"', '"npm", "start"')}`,
      undefined,
      {
        files: {
          "package.json": '{"scripts": {"start": "tsx src/a.ts"}, "devDependencies": {"tsx": "4"}}',
          "package-lock.json": "{}",
        },
      },
    ],
    [
      `${building}RUN npm [|ci|]\nCOPY . .\nRUN npm run build\n${shipping}`,
      `${building}RUN npm ci\nCOPY . .\nRUN npm run build\nRUN npm prune --omit=dev\n${shipping}`,
      compiled,
    ],
    [
      `${building.replace("build", "deps")}RUN npm [|ci|]\nFROM deps AS build\nCOPY . .\nRUN npm run build\n${shipping}`,
      `${building.replace("build", "deps")}RUN npm ci\nFROM deps AS build\nCOPY . .\nRUN npm run build\nRUN npm prune --omit=dev\n${shipping}`,
      compiled,
    ],
    [
      `${building.replace("build", "deps")}RUN npm [|ci|]\nFROM node:24-slim AS build\nWORKDIR /app\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nRUN npm run build\n${shipping}`,
      `${building.replace("build", "deps")}RUN npm ci\nFROM node:24-slim AS build\nWORKDIR /app\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY . .\nRUN npm run build\nRUN npm prune --omit=dev\n${shipping}`,
      compiled,
    ],
    // Where they are left out, npx fetches another version of what a later stage builds with.
    [
      `${building.replace("build", "deps")}RUN npm [|ci|]\nFROM deps AS build\nCOPY . .\nRUN npx esbuild src/a.ts --outdir=dist\n${shipping.replace("build", "deps")}`,
      undefined,
      {
        files: {
          "package.json": '{"dependencies": {"hono": "4"}, "devDependencies": {"esbuild": "0.25.0"}}',
          "package-lock.json": "{}",
        },
        message: "prune them afterwards",
      },
    ],
    // Another stage needs them still, or nobody knows who runs what at the end.
    [
      `${building}RUN npm [|ci|]\nCOPY . .\nRUN npm run build\nFROM build AS test\nRUN npm test\n${shipping}`,
      undefined,
      compiled,
    ],
    [`${building}RUN npm [|ci|]\nCOPY . .\nRUN npm run build\n${shipping}RUN npm run build\n`, undefined, compiled],
    [`${building}RUN npm [|ci|]\nCOPY . .\nWORKDIR /app/api\nRUN npm run build\n${shipping}`, undefined, compiled],
    [`${start}RUN npm [|install|] --no-audit`, `${start}RUN npm install --omit=dev --no-audit`, project],
    [`FROM node:12\n${command}RUN npm [|ci|]`, `FROM node:12\n${command}RUN npm ci --only=production`, project],
    [`${start}RUN [|yarn|] --frozen-lockfile`, `${start}RUN yarn --production --frozen-lockfile`, project],
    [`${start}RUN pnpm [|install|] --frozen-lockfile`, `${start}RUN pnpm install --prod --frozen-lockfile`, project],
    [
      `FROM oven/bun:1\n${command}COPY . .\nRUN ["bun", [|"install"|]]`,
      `FROM oven/bun:1\n${command}COPY . .\nRUN ["bun", "install", "--production"]`,
      project,
    ],
    // A compiler reads types, and what builds several packages starts the tools of each.
    [
      `FROM node:24\nRUN npm i -g typescript\nCOPY . .\nRUN npm [|ci|]\nRUN tsc\nCMD ["node", "a.js"]`,
      undefined,
      { files: { "package.json": '{"devDependencies": {"@types/node": "24"}}' }, message: "which the build may need" },
    ],
    // It asks no variable.
    [
      `${start}ENV NODE_ENV=production\nRUN yarn [|install|]`,
      undefined,
      { files: { "package.json": '{"packageManager": "yarn@4.1.0", "devDependencies": {"a": "1"}}' } },
    ],
    [
      `${start}RUN yarn [|install|]`,
      undefined,
      { files: { "package.json": '{"packageManager": "yarn@4.1.0", "devDependencies": {"a": "1"}}' } },
    ],
    [`${start}RUN npm [|ci|] && npm run build`, undefined, { ...project, message: "which the build may need" }],
    [`${start}RUN npm [|ci|]\nRUN npx tsc`, undefined, project],
    [`${start}RUN yarn [|install|] --frozen-lockfile\nRUN ./b build server`, undefined, project],
    [
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm [|ci|]\nFROM node:24-slim\n${command}COPY --from=build /app/node_modules ./node_modules`,
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nFROM node:24-slim\n${command}COPY --from=build /app/node_modules ./node_modules`,
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
    // Settings leave them out.
    [`${start}COPY .npmrc ./\nRUN npm ci`, { files: { ...project.files, ".npmrc": "omit=dev\n" } }],
    // Of two folders of modules, the other one ships.
    [
      'FROM oven/bun:1 AS a\nCOPY package.json bun.lock /dev/\nRUN cd /dev && bun install --frozen-lockfile\nCOPY package.json bun.lock /prod/\nRUN cd /prod && bun install --frozen-lockfile --production\nFROM oven/bun:1\nCOPY --from=a /prod/node_modules node_modules\nCMD ["bun", "a.ts"]',
      { files: { "package.json": '{ "devDependencies": { "typescript": "5" } }', "bun.lock": "", "a.ts": "" } },
    ],
    [
      `${building.replace("build", "deps")}RUN npm ci\nFROM deps AS build\nCOPY . .\nRUN npm run build && npm prune --omit=dev\n${shipping}`,
      compiled,
    ],
    [
      `${building.replace("build", "deps")}RUN npm ci\nFROM deps AS build\nCOPY . .\nRUN npm run build\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build /app/dist ./dist\nCMD ["node", "dist/a.js"]\n`,
      compiled,
    ],
    [
      `${start}RUN yarn install --frozen-lockfile\nRUN yarn build\nRUN yarn install --frozen-lockfile --production`,
      project,
    ],
    [
      `FROM node:24 AS build\nARG X\nCOPY . .\nRUN npm ci\nFROM node:24-slim\n${command}ARG X\nCOPY --from=build $X /app`,
      project,
    ],
    [`${start}RUN npm ci --omit=dev`, project],
    [`${start}RUN npm ci`, { files: { "package.json": '{"dependencies": {"fastify": "5"}}' } }],
    [`FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci`, project],
    [
      `FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html`,
      project,
    ],
    [`${start}RUN npm ci && npm run build && npm prune --omit=dev`, project],
    [`${start}ENV NODE_ENV=production\nRUN npm ci --include=dev && npm run build && npm prune`, project],
    [`${start}RUN npm ci $FLAGS`, project],
    [`${start}RUN npm ci`, { ...project, path: "Dockerfile.test" }],
    [`${start}RUN NODE_ENV=production npm ci`, project],
    [`${start}ARG NODE_ENV\nRUN npm ci`, project],
    [`${start}RUN npm install -g eslint`, project],
    // To work with, without a program of its own, or thrown away with the mount.
    ["FROM node:24\nCOPY . .\nRUN npm ci", project],
    ['FROM cypress/included:15.20.1\nCOPY . .\nRUN npm ci\nENTRYPOINT ["cypress", "run"]', project],
    [`${start}RUN npm install --only=development`, project],
    [`${start}RUN --mount=type=bind,from=source,target=/tmp/clone,rw cd /tmp/clone && yarn install`, project],
    [`${start}RUN --mount=type=bind,target=/app,rw npm ci && cp -r lib /lib/app`, project],
  ],
} satisfies Cases;

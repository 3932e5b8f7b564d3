import type { Cases } from "../cases";

/** A project that a script builds. */
function built(build: string, start: string, more: Readonly<Record<string, string>> = {}, manifest = {}) {
  const scripts = { build, start };
  return {
    "package.json": JSON.stringify({
      scripts,
      dependencies: { next: "15" },
      devDependencies: { typescript: "5" },
      ...manifest,
    }),
    ...more,
  };
}

const compiled = { "tsconfig.json": '{"compilerOptions": {"outDir": "dist"}}', "src/app.ts": "" };
const head = "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n";

const workspace = {
  "package.json": '{"workspaces": ["apps/*"]}',
  "apps/api/package.json": '{"name": "api", "scripts": {"build": "nest build", "start": "node dist/main.js"}}',
  "apps/api/src/main.ts": "",
  "apps/api/tsconfig.json": '{"compilerOptions": {"outDir": "dist"}}',
};

/** The same package in a folder, with nothing around it. */
const alone = {
  "api/package.json": workspace["apps/api/package.json"],
  "api/src/main.ts": "",
  "api/tsconfig.json": workspace["apps/api/tsconfig.json"],
};

const inFolder = "FROM node:24\nWORKDIR /app\nCOPY api/package.json ./\nRUN npm ci\nCOPY api .\n";

export default {
  invalid: [
    [
      `${head}CMD [|npm start|]`,
      `${head}RUN npm run build\nCMD npm start`,
      { files: built("tsc", "node dist/app", compiled) },
    ],
    [
      `${head}CMD ["npm", "run", [|"start"|]]`.replace('["npm", "run", [|"start"|]]', '[|["npm", "run", "start"]|]'),
      `${head}RUN npm run build\nCMD ["npm", "run", "start"]`,
      { files: built("next build", "next start -p 8080"), message: 'No step builds ".next"' },
    ],
    [
      `${head}CMD [|["npx", "next", "start"]|]`,
      `${head}RUN npm run build\nCMD ["npx", "next", "start"]`,
      { files: built("next build", "") },
    ],
    [
      `${head}CMD [[|"node", ".output/server/index.mjs"|]]`,
      `${head}RUN npm run build\nCMD ["node", ".output/server/index.mjs"]`,
      { files: built("nuxt build", "") },
    ],
    [
      `${head}CMD [[|"node", "build"|]]`,
      `${head}RUN npm run build\nCMD ["node", "build"]`,
      {
        files: built(
          "vite build",
          "",
          {
            "svelte.config.js":
              'import adapter from "@sveltejs/adapter-node";\nexport default { kit: { adapter: adapter() } };',
            "vite.config.js": "export default {};",
          },
          { devDependencies: { "@sveltejs/kit": "2", vite: "7" } },
        ),
      },
    ],
    [
      `${head}CMD [[|"node", "dist/main.js"|]]`,
      `${head}RUN npm run build:prod\nCMD ["node", "dist/main.js"]`,
      {
        files: built(
          "",
          "",
          {
            "webpack.config.js": 'module.exports = { output: { path: path.resolve(__dirname, "dist") } };',
          },
          { scripts: { "build:dev": "webpack -w", "build:prod": "webpack --mode production" } },
        ),
      },
    ],
    // The dev dependencies that are left out come back, and arguments of the build are declared.
    [
      'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD [[|"node", "dist/app.js"|]]',
      'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/app.js"]',
      { files: built("tsc", "", compiled) },
    ],
    [
      'FROM node:24\nENV NODE_ENV=production\nWORKDIR /app\nCOPY . .\nRUN npm ci --only production\nCMD [[|"node", "dist/app.js"|]]',
      'FROM node:24\nENV NODE_ENV=production\nWORKDIR /app\nCOPY . .\nRUN npm ci --include=dev\nRUN npm run build\nCMD ["node", "dist/app.js"]',
      { files: built("tsc", "", compiled) },
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn --production\nCOPY . .\nCMD [[|"node", "dist/app.js"|]]',
      'FROM node:24\nWORKDIR /app\nCOPY package.json yarn.lock ./\nRUN yarn\nCOPY . .\nRUN yarn run build\nCMD ["node", "dist/app.js"]',
      { files: built("tsc", "", { ...compiled, "yarn.lock": "" }) },
    ],
    [
      `${head}CMD [[|"node", "dist/app.js"|]]`,
      `${head}RUN npm run build\nCMD ["node", "dist/app.js"]`,
      {
        files: built("tsc", "", { ...compiled, "dist/app.js": "", ".dockerignore": "dist\n" }),
        message: "the ignore file leaves it out",
      },
    ],
    [
      `${head}CMD [|npm start|]`,
      `${head}RUN npm run build\nCMD ["node", "dist/main"]`,
      {
        files: built("nest build", "nest start", { "src/main.ts": "", "test/app.ts": "", "tsconfig.json": "{}" }),
        message: "nest start compiles it anew each time",
      },
    ],
    [
      `${head}CMD [|["npm", "start"]|]`,
      `${head}RUN npm run build\nCMD ["node", "--enable-source-maps", "lib/src/main.js"]`,
      {
        files: built(
          "",
          "",
          { "src/main.ts": "", "prisma/seed.ts": "", "tsconfig.json": '{"compilerOptions": {"outDir": "lib"}}' },
          {
            scripts: {
              build: "nest build",
              start: "nest start",
              "start:prod": "node --enable-source-maps lib/src/main.js",
            },
          },
        ),
      },
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY --chown=node src src\nCMD [[|"node", "dist/app.js"|]]',
      'FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY --chown=node src src\nCOPY --chown=node tsconfig.json ./\nRUN npm run build\nCMD ["node", "dist/app.js"]',
      { files: built("tsc", "", compiled) },
    ],
    [
      `${head}CMD [[|"node", "server.js"|]]`,
      `${head}RUN npm run build\nCMD ["node", "server.js"]`,
      {
        files: built("next build", "", {
          "server.js": 'const app = require("next")({});\nconst b = next({ dev: false })',
        }),
      },
    ],
    [
      `${head}RUN npx prisma generate\nCMD [[|"node", "dist/app.js"|]]`,
      `${head}RUN npx prisma generate\nRUN npm run build\nCMD ["node", "dist/app.js"]`,
      { files: built("tsc", "", compiled) },
    ],
    [
      `${head}CMD [|["npx", "serve", "-l", "8080", "-s", "build"]|]`,
      `${head}RUN npm run build\nCMD ["npx", "serve", "-l", "8080", "-s", "build"]`,
      { files: built("react-scripts build", "") },
    ],
    // What package.json names is what node runs.
    [
      `${head}CMD [[|"node", "."|]]`,
      `${head}RUN npm run build\nCMD ["node", "."]`,
      { files: built("tsc", "", compiled, { main: "./dist/app.js" }) },
    ],
    // Folders for the user hold nothing yet.
    [
      `${head}RUN install -d -o node -g node .next\nUSER node\nCMD [|npm start|]`,
      `${head}RUN npm run build\nRUN install -d -o node -g node .next\nUSER node\nCMD npm start`,
      { files: built("next build", "next start") },
    ],
    // The package that starts is one of several.
    [
      `${head}WORKDIR /app/apps/api\nCMD [[|"node", "dist/main.js"|]]`,
      `${head}RUN npm run build --workspace apps/api\nWORKDIR /app/apps/api\nCMD ["node", "dist/main.js"]`,
      { files: workspace, message: 'No step builds "apps/api/dist/main.js"' },
    ],
    [
      `${head}CMD [|["npm", "start", "-w", "api"]|]`,
      `${head}RUN npm run build --workspace apps/api\nCMD ["npm", "start", "-w", "api"]`,
      { files: workspace },
    ],
    [
      `${head}WORKDIR /app/apps/api\nCMD [[|"node", "dist/main.js"|]]`,
      undefined,
      {
        files: {
          ...workspace,
          "libs/db/package.json": '{"name": "db", "scripts": {"build": "tsc"}}',
          "package.json": '{"workspaces": ["apps/*", "libs/*"]}',
          "apps/api/package.json": '{"name": "api", "scripts": {"build": "nest build"}, "dependencies": {"db": "*"}}',
        },
      },
    ],
    [
      `${inFolder}CMD [[|"node", "dist/main.js"|]]`,
      `${inFolder}RUN npm run build\nCMD ["node", "dist/main.js"]`,
      { files: alone },
    ],
    [`${inFolder}CMD [|npm start|]`, `${inFolder}RUN npm run build\nCMD npm start`, { files: alone }],
    [
      "FROM node:24\nWORKDIR /app\nCOPY . .\nWORKDIR api\nRUN npm ci --omit=dev\nCMD [|npm start|]",
      "FROM node:24\nWORKDIR /app\nCOPY . .\nWORKDIR api\nRUN npm ci\nRUN npm run build\nCMD npm start",
      {
        files: {
          ...alone,
          "api/package.json": alone["api/package.json"].replace(/}$/, ', "devDependencies": {"@nestjs/cli": "11"}}'),
        },
      },
    ],
    // It stands in another folder than the one where the install works.
    [
      "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN cd api && npm ci\nCMD [|cd api && npm start|]",
      undefined,
      { files: alone },
    ],
    // Nobody can tell: it is said, and left.
    [`${head}CMD [[|"node", "dist/app.js"|]]`, undefined, { files: built("node build.mjs", "") }],
    [`${head}CMD [[|"node", "dist/app.js"|]]`, undefined, { files: built("turbo run build", "") }],
    [`${head}CMD [[|"node", "dist/app.js"|]]`, undefined, { files: { "package.json": "{}" } }],
    [
      `${head}CMD [[|"node", "dist/app.js"|]]`,
      undefined,
      { files: built("tsc", "", { ...compiled, ".dockerignore": "src\n" }) },
    ],
    [
      'FROM node:24 AS deps\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nFROM node:24\nWORKDIR /app\nCOPY . .\nCMD [[|"node", "dist/app.js"|]]',
      undefined,
      { files: built("tsc", "", compiled) },
    ],
  ],
  valid: [
    // The stage that it is copied from has nothing of the kind, which missing-in-stage tells.
    [
      'FROM node:24 AS b\nWORKDIR /app\nCOPY package.json .\nRUN npm i\nCOPY src src\nFROM node:24\nWORKDIR /app\nCOPY --from=b /app/dist dist\nCMD ["node", "dist/app.js"]',
      { files: built("tsc", "node dist/app", compiled) },
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY api/package.json ./\nRUN npm ci\nCOPY api .\nRUN npm run build\nCMD ["node", "dist/main.js"]',
      { files: alone },
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY api/package.json ./\nRUN npm ci\nCOPY api .\nCMD ["node", "dist/main.js"]',
      { files: { ...alone, "api/package.json": '{"scripts": {"build": "nest build", "prepare": "nest build"}}' } },
    ],
    [
      `${head}WORKDIR /app/apps/api\nCMD ["node", "src/main.js"]`,
      { files: { ...workspace, "apps/api/src/main.js": "" } },
    ],
    [`${head}RUN npm run build -w api\nWORKDIR /app/apps/api\nCMD ["node", "dist/main.js"]`, { files: workspace }],
    [
      `${head}WORKDIR /app/apps/api\nCMD ["node", "dist/main.js"]`,
      { files: { ...workspace, "apps/api/dist/main.js": "" } },
    ],
    [`${head}CMD ["node", "."]`, { files: built("tsc", "", { ...compiled, "index.js": "" }) }],
    // Images that are made of it build.
    [`${head}ONBUILD RUN npm run build\nCMD ["node", "dist/app.js"]`, { files: built("tsc", "", compiled) }],
    [`${head}CMD ["node", "dist/app.js"]`, { files: built("tsc", "", { ...compiled, "dist/app.js": "" }) }],
    [`${head}RUN npm run build\nCMD ["node", "dist/app.js"]`, { files: built("tsc", "", compiled) }],
    [`${head}CMD ["node", "server.js"]`, { files: built("tsc --noEmit", "", { "server.js": "" }) }],
    // Built at the start, by the install, or outside and copied by name.
    [`${head}CMD npm start`, { files: built("tsc", "npm run build && node dist/app.js", compiled) }],
    [`${head}CMD npm start`, { files: built("tsc", "nest start", compiled) }],
    [`${head}CMD npm start`, { files: built("nest build", "nest start --watch", { "src/main.ts": "" }) }],
    [
      `${head}CMD npm start`,
      { files: built("nest build", "nest start", { "src/main.ts": "", "nest-cli.json": '{"monorepo": true}' }) },
    ],
    [
      `${head}CMD ["node", "dist/app.js"]`,
      { files: built("tsc", "", compiled, { scripts: { build: "tsc", prepare: "npm run build" } }) },
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY dist dist\nCMD ["node", "dist/app.js"]',
      { files: built("tsc", "", compiled) },
    ],
    [`${head}RUN ./compile.sh\nCMD ["node", "dist/app.js"]`, { files: built("tsc", "", compiled) }],
    [
      `${head}CMD ["pm2-runtime", "ecosystem.config.js"]`,
      { files: built("tsc", "", { ...compiled, "ecosystem.config.js": "" }) },
    ],
    ['FROM node:24\nWORKDIR /app\nCMD ["node", "dist/app.js"]', {}],
  ],
} satisfies Cases;

import type { Cases } from "../cases";

const files = {
  "package.json": '{ "scripts": { "build": "tsc", "test": "node --test" } }',
  "package-lock.json": "{}",
  "web/package.json": '{ "scripts": { "bundle": "vite build" } }',
};
const image = "FROM node:24-slim\nWORKDIR /app\n";

const workspace = {
  "package.json": '{ "workspaces": ["web"], "scripts": { "build": "tsc" } }',
  "package-lock.json": "{}",
  "web/package.json": '{ "name": "@a/web", "scripts": { "bundle": "vite build" } }',
};

export default {
  invalid: [
    [
      `${image}COPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run [|biuld|]`,
      `${image}COPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build`,
      { files, message: 'package.json has no script "biuld", so that the build stops here; did you mean "build"?' },
    ],
    [`${image}COPY . .\nRUN npm ci && npm run [|compile|] && rm -rf src`, undefined, { files }],
    [`${image}COPY . .\nRUN pnpm run [|compile|]`, undefined, { files }],
    [`${image}COPY . .\nRUN cd web && npm run [|build|]`, undefined, { files, message: "web/package.json" }],
    [`${image}COPY . .\nRUN npm --prefix web run [|build|]`, undefined, { files, message: "web/package.json" }],
    [`${image}COPY . .\nRUN pnpm -C ./web run [|bulid|]`, undefined, { files, message: "web/package.json" }],
    // Of a package of the workspace.
    ...["--workspace=web", "-w @a/web"].map((option): [string, undefined, object] => [
      `${image}COPY . .\nRUN npm ci\nRUN npm run [|build|] ${option}`,
      undefined,
      { files: workspace, message: 'web/package.json has no script "build"' },
    ]),
  ],
  valid: [
    ...[
      "-w web run bundle",
      "run bundle -w @a/web",
      "run build",
      "run build --workspaces --if-present",
      "run x -w none",
    ].map((call): [string, object] => [`${image}COPY . .\nRUN npm ci && npm ${call}`, { files: workspace }]),
    ...[
      "RUN npm run build",
      "RUN npm test",
      "RUN npm run env",
      "RUN cd web && npm run bundle",
      "RUN npm run lint --if-present",
      "RUN npm run lint || true",
      "RUN npm run lint; true",
      "RUN npm run lint -w web",
      "RUN npm --prefix web run bundle",
      "RUN npm pkg set scripts.lint=eslint && npm run lint",
      "RUN sed -i s/build/compile/ package.json && npm run compile",
      "RUN yarn run compile",
      "RUN npm run $TARGET",
      'RUN pnpm run "/^build:.*/"',
      "RUN --mount=type=bind,target=/app npm run compile",
    ].map((run) => [`${image}COPY . .\n${run}`, { files }] as const),
    [`${image}RUN npm run compile`, { files }],
    [`${image}COPY . .\nRUN npm run compile`, { files: { "src/a.js": "" } }],
  ],
} satisfies Cases;

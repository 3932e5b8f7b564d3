import type { Cases } from "../cases";

const start = "FROM node:24-slim\nCOPY . .\n";
const yarn = { files: { "package.json": "{}", "yarn.lock": "" } };
const berry = { files: { "package.json": '{"packageManager": "yarn@4.9.1"}', "yarn.lock": "" } };
const pnpm = { files: { "package.json": "{}", "pnpm-lock.yaml": "" } };
const bun = { files: { "package.json": "{}", "bun.lock": "" } };

export default {
  invalid: [
    [`${start}RUN yarn [|install|]`, `${start}RUN yarn install --frozen-lockfile`, yarn],
    [`${start}RUN [|yarn|]`, `${start}RUN yarn --frozen-lockfile`, yarn],
    [
      `${start}RUN [|yarn|] --production && yarn cache clean`,
      `${start}RUN yarn --frozen-lockfile --production && yarn cache clean`,
      yarn,
    ],
    [`${start}RUN yarn [|install|]`, `${start}RUN yarn install --immutable`, berry],
    [
      `${start}RUN corepack enable && \\\n  pnpm [|i|] --prod`,
      `${start}RUN corepack enable && \\\n  pnpm i --frozen-lockfile --prod`,
      pnpm,
    ],
    [
      `FROM oven/bun:1\nCOPY . .\nRUN bun [|install|]`,
      "FROM oven/bun:1\nCOPY . .\nRUN bun install --frozen-lockfile",
      bun,
    ],
    [`${start}RUN ["yarn", [|"install"|]]`, `${start}RUN ["yarn", "install", "--frozen-lockfile"]`, yarn],
    [`${start}RUN yarn [|install|]`, `${start}RUN yarn install --frozen-lockfile`],
    [`${start}RUN jq '.a = 1' package.json > a && mv a package.json && yarn [|install|]`, undefined, yarn],
    [`${start}RUN CI= pnpm [|i|]`, `${start}RUN CI= pnpm i --frozen-lockfile`, pnpm],
  ],
  valid: [
    [`${start}RUN yarn install --frozen-lockfile`, yarn],
    [`${start}RUN yarn --immutable`, berry],
    [`${start}RUN pnpm install --frozen-lockfile --prod`, pnpm],
    // Nothing but what was fetched by the lock file can be installed.
    [`${start}RUN pnpm fetch && pnpm install -r --offline`, pnpm],
    [`${start}RUN pnpm install`, { files: { "package.json": "{}" } }],
    [`${start}RUN npm install`, yarn],
    [`${start}RUN yarn add left-pad && yarn global add pm2 && yarn build`, yarn],
    [`${start}RUN yarn $ARGS`, yarn],
    // pnpm obeys it by itself in CI.
    [`${start}RUN CI=1 pnpm install`, pnpm],
    [`${start}ENV CI=true\nRUN pnpm install`, pnpm],
    [`${start}RUN corepack enable && export CI=1 && pnpm install`, pnpm],
    [`${start}ENV CI=true\nRUN yarn install`, berry],
    [`${start}RUN --mount=type=bind,from=source,target=/src,rw cd /src && yarn install`, yarn],
    [`${start}RUN yarn install`, { ...yarn, path: "dev.Dockerfile" }],
  ],
} satisfies Cases;

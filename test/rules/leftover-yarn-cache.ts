import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:22\nRUN --mount=type=cache,target=/root/.cache/yarn [|yarn|] install",
      undefined,
      { files: { "package.json": '{"packageManager": "yarn@1.22.22"}' } },
    ],
    ["RUN [|yarn|] install foo", "RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install foo"],
    [
      "RUN [|yarn|] install foo",
      "RUN yarn install foo && yarn cache clean",
      { fix: 'Add "yarn cache clean" to this RUN' },
    ],
    [
      "FROM node\nRUN yarn cache clean && [|yarn|] \\\n  --prod",
      "FROM node\nRUN yarn cache clean && yarn \\\n  --prod \\\n  && yarn cache clean",
      { fix: 'Add "yarn cache clean" to this RUN' },
    ],
    [
      "FROM node\nRUN [|yarn|] global add a",
      "FROM node\nRUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn global add a",
    ],
    [
      "FROM node AS a\nONBUILD RUN [|yarn|] install\nFROM scratch",
      "FROM node AS a\nONBUILD RUN yarn install && yarn cache clean\nFROM scratch",
      { fix: 'Add "yarn cache clean" to this RUN' },
    ],
    [
      "FROM node AS a\nRUN [|yarn|]\nFROM a",
      "FROM node AS a\nRUN yarn && yarn cache clean\nFROM a",
      { fix: 'Add "yarn cache clean" to this RUN' },
    ],
    ["FROM node AS a\nUSER node\nRUN [|yarn|] || true", undefined],
  ],
  valid: [
    // What is installed into a mount is gone, and the cache is what it was done for.
    "FROM node\nRUN --mount=type=bind,src=/repo,from=a,target=/tmp/a,rw cd /tmp/a && (if [ -f yarn.lock ]; then yarn install; fi)",
    "RUN yarn install && yarn cache clean",
    "RUN yarn && yarn cache clean --force && yarn build",
    "RUN --mount=type=cache,target=/root/.cache/yarn yarn install",
    "RUN --mount=type=cache,target=/home/node/.yarn yarn install",
    "FROM node AS a\nRUN yarn install\nFROM node\nCOPY --from=a /a /a",
    "FROM node\nRUN yarn --version && yarn build && npm ci",
    "FROM node AS dev\nRUN yarn",
    ["FROM node\nRUN yarn install", { files: { "package.json": '{"packageManager": "yarn@4.9.1"}' } }],
  ],
} satisfies Cases;

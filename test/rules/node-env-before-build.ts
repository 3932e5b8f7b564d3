import type { Cases } from "../cases";

const files = { "package.json": '{"scripts": {"build": "tsc"}, "devDependencies": {"typescript": "5"}}' };

export default {
  invalid: [
    [
      "FROM node:24\nENV NODE_ENV=[|production|]\nCOPY . .\nRUN npm ci && npm run build\n",
      "FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci --include=dev && npm run build\n",
      { files },
    ],
    [
      "FROM node:24\nENV NODE_ENV=[|production|]\nCOPY . .\nRUN yarn --frozen-lockfile && yarn build\n",
      "FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN yarn --production=false --frozen-lockfile && yarn build\n",
      { files },
    ],
    [
      "FROM node:24\nENV NODE_ENV=[|production|]\nCOPY . .\nRUN npm ci\nRUN npm run build\nUSER node\n",
      "FROM node:24\nCOPY . .\nRUN npm ci\nRUN npm run build\nENV NODE_ENV=production\nUSER node\n",
      { files, fix: "Set NODE_ENV after the last RUN" },
    ],
    [
      "FROM node:24\nENV A=1 NODE_ENV=[|production|]\nRUN pnpm i\nRUN pnpm build",
      "FROM node:24\nENV A=1 NODE_ENV=production\nRUN pnpm i --prod=false\nRUN pnpm build",
      { files },
    ],
  ],
  valid: [
    // Something else goes before NODE_ENV.
    ...[
      "ENV NPM_CONFIG_PRODUCTION=false\nRUN npm ci",
      "ENV npm_config_include=dev\nRUN npm ci",
      "RUN npm config set production false && npm ci",
      "RUN unset NODE_ENV && npm ci",
      "RUN export NODE_ENV=development; npm ci",
    ].map((install): [string, object] => [
      `FROM node:24\nENV NODE_ENV=production\nCOPY . .\n${install} && npm run build\n`,
      { files },
    ]),
    [
      "FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci && npm run build\n",
      { files: { ...files, ".npmrc": "include=dev\n" } },
    ],
    // A compiler for all, and a hook that does without.
    ["FROM node:24\nRUN npm i -g typescript\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci\nRUN tsc -p .\n", { files }],
    [
      "FROM node:24\nENV NODE_ENV=production\nCOPY . .\nRUN npm ci\n",
      {
        files: {
          "package.json":
            '{"scripts": {"prepare": "[ \\"$NODE_ENV\\" = production ] || husky"}, "devDependencies": {"husky": "9"}}',
        },
      },
    ],
    "FROM node:24\nENV NODE_ENV=production\nRUN npm ci\nRUN npm run build",
    ["FROM node:24\nENV NODE_ENV=production\nRUN npm ci --include=dev\nRUN npm run build", { files }],
    ["FROM node:24\nENV NODE_ENV=production\nRUN npm ci\n", { files }],
    ["FROM node:24\nRUN npm ci && npm run build\nENV NODE_ENV=production", { files }],
    [
      "FROM node:24\nENV NODE_ENV=production\nRUN npm ci && npm run build",
      { files: { "package.json": '{"dependencies": {"typescript": "5"}}' } },
    ],
    ["FROM node:24\nENV NODE_ENV=production\nRUN npm ci --omit=dev && npm run build", { files }],
  ],
} satisfies Cases;

import type { Cases, More } from "../cases";

const head = "FROM node:24-slim\nWORKDIR /app\n";
const own = (manager: string, more = {}) => JSON.stringify({ packageManager: manager, ...more });
const pnpm = { "package.json": own("pnpm@10.18.0+sha512.abc"), "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" };
const berry = {
  "package.json": own("yarn@4.10.3"),
  "yarn.lock": "__metadata:\n",
  ".yarnrc.yml": "nodeLinker: node-modules\n",
};

export default {
  invalid: [
    [
      `${head}COPY . .\nRUN npm [|ci|] --omit=dev --no-audit && npm run lint && npm cache clean --force`,
      `${head}RUN npm install -g pnpm@10.18.0\nCOPY . .\nRUN pnpm install --frozen-lockfile --prod && pnpm run lint && pnpm store prune`,
      { files: pnpm, message: "npm does not obey pnpm-lock.yaml" },
    ],
    [
      `${head}COPY package*.json ./\nRUN --mount=type=cache,target=/root/.npm npm [|i|]\nCOPY . .`,
      `${head}RUN npm install -g pnpm@8\nCOPY package*.json pnpm-lock.yaml ./\nRUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm install --frozen-lockfile\nCOPY . .`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "lockfileVersion: '6.0'\n" } },
    ],
    [
      `${head}COPY package.json .\nRUN npm [|install|]\nCOPY . .`,
      `${head}RUN corepack enable\nCOPY package.json yarn.lock .yarnrc.yml .\nRUN yarn install --immutable\nCOPY . .`,
      { files: berry },
    ],
    [
      `${head}COPY package.json /app\nRUN npm [|install|] --ignore-scripts\nCOPY . .`,
      `${head}ENV YARN_NODE_LINKER=node-modules\nCOPY package.json yarn.lock .yarnrc.yml /app/\nCOPY .yarn ./.yarn/\nRUN yarn install --immutable --mode=skip-build\nCOPY . .`,
      {
        files: {
          ...berry,
          ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-3.6.4.cjs\n",
          ".yarn/releases/yarn-3.6.4.cjs": "",
        },
      },
    ],
    [
      "FROM node:26-slim\nWORKDIR /app\nCOPY . .\nRUN npm [|install|]",
      "FROM node:26-slim\nWORKDIR /app\nRUN npm install -g --force @yarnpkg/cli-dist@4.10.3\nCOPY . .\nRUN yarn install --immutable",
      { files: berry },
    ],
    [
      `${head}COPY . .\nRUN npm [|install|]`,
      `${head}RUN npm install -g bun@1\nCOPY . .\nRUN bun install --frozen-lockfile`,
      { files: { "package.json": "{}", "bun.lock": "{}" } },
    ],
    [
      `${head}COPY package.json ./\nRUN yarn [|install|] --production\nCOPY . .`,
      `${head}COPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCOPY . .`,
      { files: { "package.json": "{}", "package-lock.json": "{}" } },
    ],
    // Left to people, with the reason.
    [
      `${head}COPY . .\nRUN npm [|install|]`,
      undefined,
      { files: { "package.json": "{}", "yarn.lock": "", ".dockerignore": "yarn.lock\n" } },
    ],
    [
      `${head}COPY . .\nRUN npm [|install|]`,
      undefined,
      { files: { ...berry, ".npmrc": "registry=https://r.example.com/\n" } },
    ],
    [`FROM node:16\nWORKDIR /app\nCOPY . .\nRUN npm [|ci|]`, undefined, { files: pnpm }],
    [`${head}COPY . .\nRUN npm [|install|] --registry=https://npm.example.com`, undefined, { files: pnpm }],
    [`${head}COPY . .\nRUN npm [|install|] && npm rebuild sharp`, undefined, { files: pnpm }],
    [`${head}COPY . .\nUSER node\nRUN npm [|install|]\nUSER node`, undefined, { files: { ...berry, ".pnp.cjs": "" } }],
    [`FROM debian:12\nWORKDIR /app\nCOPY . .\nRUN npm [|install|]`, undefined, { files: pnpm }],
    [
      `${head}COPY . .\nRUN npm [|install|]`,
      undefined,
      { files: { "package.json": "{}", "yarn.lock": "__metadata:\n", ".yarnrc.yml": "nodeLinker: node-modules\n" } },
    ],
  ],
  valid: [
    // It has written a lock file of its own by the other one.
    ...["pnpm import && pnpm i --frozen-lockfile", "npx synp@1 -s package-lock.json && yarn --frozen-lockfile"].map(
      (run): [string, More] => [
        `${head}COPY package*.json ./\nRUN ${run}`,
        { files: { "package.json": "{}", "package-lock.json": "{}" } },
      ],
    ),
    // It is chosen when it runs.
    [
      `${head}COPY package.json package-lock.json* yarn.lock* ./\nRUN if [ -f yarn.lock ]; then yarn; else npm ci; fi`,
      { files: { "package.json": "{}", "package-lock.json": "{}" } },
    ],
    [`${head}COPY . .\nRUN npm ci`, { files: { "package.json": "{}", "package-lock.json": "{}", "yarn.lock": "" } }],
    [
      `${head}COPY . .\nRUN npm ci`,
      { files: { "package.json": own("pnpm@9.0.0"), "package-lock.json": "{}", "pnpm-lock.yaml": "" } },
    ],
    [`${head}COPY . .\nRUN npm install`, { files: { "package.json": own("pnpm@9.0.0") } }],
    [`${head}COPY . .\nRUN corepack enable && pnpm install`, { files: pnpm }],
    [`${head}COPY . .\nRUN npm install -g pnpm@10`, { files: pnpm }],
    [`${head}COPY . .\nRUN yarn`, { files: berry }],
    [`${head}COPY . .\nRUN npm install`, {}],
  ],
} satisfies Cases;

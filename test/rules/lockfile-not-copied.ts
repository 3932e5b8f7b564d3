import type { Cases, More } from "../cases";

const start = "FROM node:24-slim\nWORKDIR /app\n";

export default {
  invalid: [
    // There is none to copy.
    [
      `${start}COPY package*.json ./\nRUN npm [|ci|] --omit=dev\nCOPY . .`,
      undefined,
      { files: { "package.json": "{}", "a.js": "" }, severity: "warning", message: "not in the build context" },
    ],
    [`${start}COPY . .\nRUN npm [|ci|]`, undefined, { files: { "package.json": "{}", "a.js": "" } }],
    [`${start}COPY [|package.json|] ./\nRUN npm ci`, `${start}COPY package.json package-lock.json ./\nRUN npm ci`],
    [
      `${start}COPY --chown=node:node [|./api/package.json|] tsconfig.json ./\nRUN yarn install --frozen-lockfile`,
      `${start}COPY --chown=node:node ./api/package.json ./api/yarn.lock tsconfig.json ./\nRUN yarn install --frozen-lockfile`,
      // The first version of yarn goes on.
      { severity: "warning", message: "whatever versions are newest" },
    ],
    [
      `${start}COPY [|package.json|] ./\nRUN npm ci`,
      `${start}COPY package.json npm-shrinkwrap.json ./\nRUN npm ci`,
      { files: { "package.json": "{}", "npm-shrinkwrap.json": "{}" } },
    ],
    [
      `${start}COPY [[|"package.json"|], "./"]\nRUN npm ci`,
      `${start}COPY ["package.json", "package-lock.json", "./"]\nRUN npm ci`,
    ],
    [
      `${start}COPY [|package.json|] ./\nRUN npm ci`,
      undefined,
      { files: { "package.json": "{}" }, message: "not in the build context" },
    ],
    [
      `${start}COPY [|package.json|] ./\nRUN yarn install --immutable`,
      `${start}COPY package.json yarn.lock ./\nRUN yarn install --immutable`,
      { severity: "error", message: "fails without it" },
    ],
    [
      `FROM oven/bun:1\nCOPY [|package.json|] ./\nRUN bun install --frozen-lockfile`,
      undefined,
      {
        files: { "package.json": "{}" },
        severity: "warning",
        message: "to obey bun.lock, which is not in the build context",
      },
    ],
    [
      `${start}COPY [|package.json|] ./\nRUN pnpm i --frozen-lockfile\nCOPY . .`,
      `${start}COPY package.json pnpm-lock.yaml ./\nRUN pnpm i --frozen-lockfile\nCOPY . .`,
    ],
  ],
  valid: [
    // One is made before.
    ...[
      "RUN npm install --package-lock-only && npm ci",
      "RUN npm i\nRUN npm shrinkwrap\nRUN npm ci",
      "RUN echo '{}' > package-lock.json\nRUN npm ci",
      "RUN node make-lock.js\nRUN npm ci",
      "RUN yarn import && yarn install --immutable",
      "RUN pnpm import\nRUN pnpm install --frozen-lockfile",
      // Or it is seen whether there is one.
      "RUN if [ -f package-lock.json ]; then npm ci; else npm i; fi",
      "RUN test -f package-lock.json && npm ci; npm install",
      "RUN npm ci || npm install",
    ].map((runs) => `${start}COPY package.json ./\n${runs}`),
    ...[
      { ".gitignore": "package-lock.json\n" },
      { "package-lock.json": "{}" },
      { "package-lock.json": "{}", ".dockerignore": "package-lock.json\n" },
    ].map((more: object): [string, More] => [
      `${start}COPY . .\nRUN npm ci`,
      { files: { "package.json": "{}", ...more } },
    ]),
    [`${start}COPY . .\nRUN npm install --package-lock-only && npm ci`, { files: { "package.json": "{}" } }],
    [`${start}COPY . .\nRUN npm ci || npm install`, { files: { "package.json": "{}" } }],
    `${start}COPY package*.json ./\nRUN npm ci`,
    `${start}COPY package.json package-lock.json ./\nRUN npm ci`,
    `${start}COPY package.json ./\nCOPY package-lock.json ./\nRUN npm ci`,
    `${start}COPY . .\nRUN npm ci`,
    `${start}COPY package.json *.lock ./\nRUN yarn install --frozen-lockfile`,
    `${start}COPY package.json ./\nRUN npm install`,
    `${start}COPY package.json yarn.lock* ./\nRUN yarn --frozen-lockfile`,
    `${start}COPY package.json ./\nRUN --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci`,
    `${start}COPY package.json ./\nCOPY --from=locks / ./\nRUN npm ci`,
    `${start}COPY package.json ./\nCOPY api ./\nRUN npm ci`,
    `FROM base AS b\nFROM b\nCOPY package.json ./\nRUN npm ci`,
  ],
} satisfies Cases;

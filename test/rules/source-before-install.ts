import type { Cases } from "../cases";

const files = { "package.json": "{}", "package-lock.json": "{}" };
const start = "FROM node:24-slim\nWORKDIR /usr/src/app\n";

export default {
  invalid: [
    [
      `${start}COPY [|.|] /usr/src/app\nRUN npm install\nCMD x\n`,
      `${start}COPY package.json package-lock.json ./\nRUN npm install\nCOPY . /usr/src/app\nCMD x\n`,
      { files },
    ],
    [
      `${start}# Everything.\nCOPY --chown=node:node [|.|] .\n# Exact versions.\nRUN npm ci \\\n  && npm cache clean --force\n\nCMD x`,
      `${start}COPY --chown=node:node package.json package-lock.json ./\n# Exact versions.\nRUN npm ci \\\n  && npm cache clean --force\n# Everything.\nCOPY --chown=node:node . .\n\nCMD x`,
      { files },
    ],
    [
      "FROM node:24\nCOPY [|.|] /srv\nRUN npm ci --prefix /srv",
      "FROM node:24\nCOPY package.json package-lock.json /srv/\nRUN npm ci --prefix /srv\nCOPY . /srv",
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN pnpm i --frozen-lockfile`,
      `${start}COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./\nRUN pnpm i --frozen-lockfile\nCOPY . .`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "" } },
    ],
    [
      `${start}COPY [|.|] .\nRUN --mount=type=cache,target=/root/.npm npm ci`,
      `${start}COPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .`,
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci && npm run build`,
      `${start}COPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build`,
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN --mount=type=cache,target=/root/.npm npm ci && \\\n  npm cache clean --force && \\\n  npm run build && \\\n  npm prune\n`,
      `${start}COPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci && \\\n  npm cache clean --force\nCOPY . .\nRUN npm run build && \\\n  npm prune\n`,
      { files },
    ],
    [
      `${start}COPY [|.|] .\nENV A=1\nRUN npm ci`,
      `${start}COPY package.json package-lock.json ./\nENV A=1\nRUN npm ci\nCOPY . .`,
      { files },
    ],
    [
      "FROM node:24\nCOPY [|.|] /app\nWORKDIR /app\nRUN npm ci",
      "FROM node:24\nCOPY package.json package-lock.json /app/\nWORKDIR /app\nRUN npm ci\nCOPY . /app",
      { files },
    ],
    [
      `${start}COPY [|.|] .\nRUN corepack enable\n\nRUN pnpm i --frozen-lockfile\n\nCMD x\n`,
      `${start}COPY package.json pnpm-lock.yaml ./\nRUN corepack enable\n\nRUN pnpm i --frozen-lockfile\n\nCOPY . .\n\nCMD x\n`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "" } },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm install -g pnpm@10 && pnpm i --frozen-lockfile`,
      `${start}COPY package.json pnpm-lock.yaml ./\nRUN npm install -g pnpm@10 && pnpm i --frozen-lockfile\nCOPY . .`,
      { files: { "package.json": "{}", "pnpm-lock.yaml": "" } },
    ],
    // Settings go along; a token would have to be mounted first.
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      `${start}COPY package.json package-lock.json .npmrc ./\nRUN npm ci\nCOPY . .`,
      { files: { ...files, ".npmrc": "//registry.example.org/:_authToken=${TOKEN}\n" } },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      { files: { ...files, ".npmrc": "//registry.example.org/:_authToken=x\n" } },
    ],
    // What the scripts of the install read.
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      `${start}COPY package.json package-lock.json ./\nCOPY patches patches/\nCOPY prisma prisma/\nRUN npm ci\nCOPY . .`,
      {
        files: {
          ...files,
          "package.json":
            '{"scripts": {"postinstall": "patch-package && prisma generate"}, "dependencies": {"prisma": "6"}}',
          "patches/a.patch": "",
          "prisma/schema.prisma": "",
        },
      },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      {
        files: {
          ...files,
          "package.json": '{"dependencies": {"@prisma/client": "6"}}',
          "db/schema.prisma": "",
        },
      },
    ],
    // Workspaces.
    [
      `${start}COPY --chown=node:node [|.|] ./\nRUN npm ci`,
      `${start}COPY --chown=node:node package.json package-lock.json ./\nCOPY --chown=node:node apps/api/package.json apps/api/\nCOPY --chown=node:node lib/package.json lib/\nRUN npm ci\nCOPY --chown=node:node . ./`,
      {
        files: {
          ...files,
          "package.json": '{"workspaces": ["apps/*", "lib"]}',
          "apps/api/package.json": "{}",
          "lib/package.json": "{}",
          "test/package.json": "{}",
        },
      },
    ],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      {
        files: {
          ...files,
          "package.json": '{"workspaces": ["lib"]}',
          "lib/package.json": '{"scripts": {"prepare": "tsc"}}',
        },
      },
    ],
    [
      "FROM node:24\nCOPY [|.|] /srv\nRUN pnpm i --dir /srv",
      "FROM node:24\nCOPY package.json pnpm-lock.yaml pnpm-workspace.yaml /srv/\nCOPY packages/a/package.json /srv/packages/a/\nRUN pnpm i --dir /srv\nCOPY . /srv",
      {
        files: {
          "package.json": "{}",
          "pnpm-lock.yaml": "",
          "pnpm-workspace.yaml": "# all\npackages:\n  - 'packages/**' # these\n  - \"!packages/b\"\ncatalog:\n  a: 1\n",
          "packages/a/package.json": "{}",
        },
      },
    ],
    [`${start}COPY [|.|] .\nRUN npm ci; npm run build`, undefined, { files }],
    [`${start}COPY [|.|] .\nRUN cd . && npm ci`, undefined, { files }],
    [`${start}COPY [|.|] .\nWORKDIR /app\nRUN npm ci`, undefined, { files }],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      { files: { ...files, "package.json": '{"scripts": {"postinstall": "node x.js"}}' } },
    ],
    [`${start}COPY [|.|] .\nRUN npm ci`, undefined, { files: { ...files, "package.json": '{"workspaces": ["a"]}' } }],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      { files: { ...files, "package.json": '{"workspaces": ["{a,b}"]}' } },
    ],
    [`${start}COPY [|.|] .\nRUN npm ci`, undefined],
  ],
  valid: [
    `${start}COPY package*.json ./\nRUN npm ci\nCOPY . .`,
    `${start}COPY . .\nRUN npm run build`,
    `${start}COPY . .\nRUN npm install -g pm2`,
    `${start}COPY package.json package-lock.json ./\nCOPY . .\nRUN npm ci`,
    `FROM node:24 AS a\nCOPY . .\nFROM node:24\nRUN npm ci`,
  ],
} satisfies Cases;

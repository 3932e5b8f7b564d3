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
    [`${start}COPY [|.|] .\nRUN npm ci && npm run build`, undefined, { files }],
    [`${start}COPY [|.|] .\nENV A=1\nRUN npm ci`, undefined, { files }],
    [
      `${start}COPY [|.|] .\nRUN npm ci`,
      undefined,
      { files: { ...files, "package.json": '{"scripts": {"postinstall": "node x.js"}}' } },
    ],
    [`${start}COPY [|.|] .\nRUN npm ci`, undefined, { files: { ...files, "package.json": '{"workspaces": ["a"]}' } }],
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

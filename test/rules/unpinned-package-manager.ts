import type { Cases } from "../cases";

const from = "FROM node:24-slim\n";
const rest = "\nWORKDIR /app\nCOPY package.json pnpm-lock.yaml ./\nRUN pnpm install --frozen-lockfile";
const files = (manifest: string) => ({
  files: { "package.json": manifest, "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" },
});

export default {
  invalid: [
    [`${from}RUN [|corepack enable|]${rest}`, undefined, files('{"name":"x"}')],
    [`${from}RUN [|corepack enable pnpm|] && corepack prepare pnpm@latest --activate${rest}`, undefined, files("{}")],
    [`${from.trim()} AS base\nRUN [|corepack enable|]\nFROM base${rest}\nFROM base${rest}`, undefined, files("{}")],
  ],
  valid: [
    [`${from}RUN corepack enable${rest}`, files('{"packageManager":"pnpm@10.0.0"}')],
    [
      `${from}RUN corepack enable${rest}`,
      files('{"devEngines":{"packageManager":{"name":"pnpm","version":"10.0.0"}}}'),
    ],
    [`${from}RUN corepack enable && corepack prepare pnpm@9.1.0 --activate${rest}`, files("{}")],
    [`${from}RUN corepack enable && corepack install -g pnpm@9${rest}`, files("{}")],
    [`${from}ENV COREPACK_DEFAULT_TO_LATEST=0\nRUN corepack enable${rest}`, files("{}")],
    [`${from}RUN npm install -g pnpm@9.1.0${rest}`, files("{}")],
    `${from}RUN corepack enable${rest}`,
  ],
} satisfies Cases;

import type { Cases } from "../cases";

const project = (version: string, more: Record<string, string> = {}) => ({
  files: {
    "package.json": `{"packageManager": "pnpm@${version}"}`,
    "pnpm-lock.yaml": "",
    "pnpm-workspace.yaml": "packages:\n  - api\n",
    "api/package.json": '{"name": "api"}',
    ...more,
  },
});
const start = "FROM node:24\nWORKDIR /app\nCOPY . .\n";

export default {
  invalid: [
    [
      `${start}RUN pnpm [|deploy|] --filter api --prod /out\n`,
      `${start}RUN pnpm deploy --legacy --filter api --prod /out\n`,
      project("11.0.0"),
    ],
  ],
  valid: [
    [`${start}RUN pnpm --filter api deploy --legacy /out`, project("10.4.1")],
    [`${start}RUN pnpm --filter api deploy /out`, project("9.15.4")],
    [`${start}RUN pnpm --filter api deploy /out`, project("10.4.1", { ".npmrc": "inject-workspace-packages=true\n" })],
    [`${start}ENV NPM_CONFIG_FORCE_LEGACY_DEPLOY=true\nRUN pnpm --filter api deploy /out`, project("10.4.1")],
    [`${start}RUN pnpm config set inject-workspace-packages true && pnpm --filter api deploy /out`, project("10.4.1")],
    [`${start}RUN pnpm run deploy /out`, project("10.4.1")],
    `${start}RUN pnpm --filter api deploy /out`,
  ],
} satisfies Cases;

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
    // By the pnpm that the image gets, and from a script of package.json.
    [
      `FROM node:24\nRUN npm install -g pnpm@10.12.1\nWORKDIR /app\nCOPY . .\nRUN pnpm [|deploy|] --filter api --prod /out\n`,
      `FROM node:24\nRUN npm install -g pnpm@10.12.1\nWORKDIR /app\nCOPY . .\nRUN pnpm deploy --legacy --filter api --prod /out\n`,
      { files: { ...project("").files, "package.json": "{}" } },
    ],
    [
      `${start}RUN pnpm run [|bundle|]\n`,
      undefined,
      project("10.4.1", {
        "package.json": '{"packageManager":"pnpm@10.4.1","scripts":{"bundle":"tsc && pnpm --filter api deploy /out"}}',
      }),
    ],
    [
      `${start}RUN pnpm [|deploy|] --filter api --prod /out\n`,
      `${start}RUN pnpm deploy --legacy --filter api --prod /out\n`,
      project("11.0.0"),
    ],
  ],
  valid: [
    [
      "FROM node:24\nRUN npm install -g pnpm@9\nWORKDIR /app\nCOPY . .\nRUN pnpm deploy --filter api /out",
      { files: { ...project("").files, "package.json": "{}" } },
    ],
    [
      `${start}RUN pnpm run bundle`,
      project("10.4.1", {
        "package.json": '{"packageManager":"pnpm@10.4.1","scripts":{"bundle":"pnpm deploy --legacy /out"}}',
      }),
    ],
    [`${start}RUN pnpm --filter api deploy --legacy /out`, project("10.4.1")],
    [`${start}RUN pnpm --filter api deploy /out`, project("9.15.4")],
    [`${start}RUN pnpm --filter api deploy /out`, project("10.4.1", { ".npmrc": "inject-workspace-packages=true\n" })],
    [`${start}ENV NPM_CONFIG_FORCE_LEGACY_DEPLOY=true\nRUN pnpm --filter api deploy /out`, project("10.4.1")],
    [`${start}RUN pnpm config set inject-workspace-packages true && pnpm --filter api deploy /out`, project("10.4.1")],
    [`${start}RUN pnpm run deploy /out`, project("10.4.1")],
    `${start}RUN pnpm --filter api deploy /out`,
  ],
} satisfies Cases;

import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|a|]\n", "a\n**/*.test.*\n", { files: { "src/a.test.ts": "" } }],
    ["[|a|]\n", "a\ndocs\ntests\n", { files: { "docs/a.md": "", "tests/a.py": "" }, message: "docs is copied" }],
    // A clean install runs no tests.
    ...["npm ci", "npm clean-install", "bun ci", "npm ci --omit=dev"].map(
      (install) =>
        [
          "[|a|]\n",
          "a\ntest\n",
          { files: { "test/a.js": "" }, dockerfile: `FROM node:24\nCOPY . .\nRUN ${install}\n` },
        ] as const,
    ),
  ],
  valid: [
    ["**/*.test.*\n", { files: { "src/a.test.ts": "", "README.md": "" } }],
    ["a\n", { files: { "test/a.js": "" }, dockerfile: "FROM node:24\nCOPY . .\nRUN npm test\n" }],
    ["a\n", { files: { "test/a.js": "" }, dockerfile: "FROM node:24\nCOPY . .\nCOPY test test\n" }],
    [
      "a\n",
      {
        files: { "test/a.js": "", "package.json": '{"scripts": {"all": "npm run lint && vitest"}}' },
        dockerfile: "FROM node:24\nCOPY . .\nRUN npm run all\n",
      },
    ],
    ...["npm t", "npm cit", "bun test", "npm run ci", "npx jest", "pnpm -r test", "node --test", "make test"].map(
      (run) =>
        ["a\n", { files: { "test/a.js": "" }, dockerfile: `FROM node:24\nCOPY . .\nRUN npm ci && ${run}\n` }] as const,
    ),
    "a\n",
  ],
} satisfies Cases;

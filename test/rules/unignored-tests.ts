import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|a|]\n", "a\n**/*.test.*\n", { files: { "src/a.test.ts": "" } }],
    ["[|a|]\n", "a\ndocs\ntests\n", { files: { "docs/a.md": "", "tests/a.py": "" }, message: "docs is copied" }],
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
    "a\n",
  ],
} satisfies Cases;

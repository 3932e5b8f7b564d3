import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|fixturs|]\n", "fixtures\n", { files: { "fixtures/a": "" }, message: "did you mean fixtures?" }],
    ["[|/src/asets/|]\n", "src/assets\n", { files: { "src/assets/a": "" } }],
    ["[|**/stroies|]\n", "**/stories\n", { files: { "src/stories/a": "" } }],
    ["a\n[|jest.config.js|]\n", "a\njest.config.ts\n", { files: { "jest.config.ts": "" } }],
    ["[|fixturs|]\n", "", { files: { "fixtures/a": "" }, fix: 'Remove "fixturs"' }],
  ],
  valid: [
    ["fixtures\n", { files: { "fixtures/a": "" } }],
    [
      "dist\nlogs\n.env*\n*.pem\ntest\n.idea\nREADME.md\ndocs\n",
      { files: { "lists/a": "", "tests/a": "", "READM.md": "" } },
    ],
    ["node_modules/.cache\nfixtures/big\n", { files: { "node_modules/": "", "src/a": "" } }],
    ["fixturs\nfixtures\n", { files: { "fixtures/a": "" } }],
    ["report-2023\n", { files: { "report-2024": "" } }],
    ["Fixtures\n", { files: { "fixtures/a": "" } }],
    ["fixturs\n", { files: { "fixtures/a": "" }, dockerfile: "FROM scratch\nCOPY fixtures /\n" }],
    ["fix?urs\n!fixturs\n# fixturs\n  # fixturs\n", { files: { "fixtures/a": "" } }],
    "fixturs\n",
  ],
} satisfies Cases;

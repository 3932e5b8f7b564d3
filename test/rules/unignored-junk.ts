import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "[|a|]\n",
      "a\ncoverage\n**/npm-debug.log*\n",
      {
        files: { "coverage/lcov.info": "", "coverage/index.html": "", "npm-debug.log.1": "" },
        message: "coverage, npm-debug.log.1",
      },
    ],
    ["[|a|]\n", "a\n**/.DS_Store\n", { files: { "src/.DS_Store": "" } }],
    [
      "[|a|]\n",
      "a\n**/.idea\n**/.venv\n**/__pycache__\n",
      { files: { ".idea/a.xml": "", ".venv/bin/python": "", "app/__pycache__/a.pyc": "" }, message: "and 1 more" },
    ],
    [
      "[|a|]\n",
      "a\n**/.vscode\n",
      { files: { ".vscode/a.json": "" }, dockerfile: "FROM alpine\nCOPY . .\nCOPY src src\n" },
    ],
  ],
  valid: [
    ["**/.vscode\ncoverage\n", { files: { ".vscode/a.json": "", "coverage/a": "", "src/coverage/report.ts": "" } }],
    ["a\n", { files: { ".vscode/a.json": "" }, dockerfile: "FROM alpine\nCOPY src src\n" }],
    ["a\n", { files: { "coverage/a": "" }, dockerfile: "FROM alpine\nCOPY . .\nCOPY coverage /report\n" }],
    [".DS_Store\n", { files: { "src/.DS_Store": "" } }],
    ["a\n", { files: { "src/logs.ts": "", "src/catalog.log.ts": "" } }],
    "a\n",
  ],
} satisfies Cases;

import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|node_modules|]\n", "node_modules\n.git\n", { files: { ".git/": "" } }],
    ["[|.gitignore|]", ".gitignore\n.git\n", { files: { ".git/": "" } }],
    ["[|a|]\n", "a\n.hg\n**/.svn\n", { files: { ".hg/store/a": "", "src/.svn/entries": "" } }],
    ["[|a|]\n", "a\n**/.git\n", { files: { "sub/.git/": "" } }],
  ],
  valid: [
    ["a\n", { files: { ".git/": "" }, dockerfile: "FROM golang:1\nCOPY --exclude=.git . .\n" }],
    ["a\n", { files: { ".git/": "" }, dockerfile: "FROM golang:1\nCOPY . .\nRUN V=$(git describe --tags) make\n" }],
    ["a\n", { files: { ".git/": "" }, dockerfile: "FROM golang:1\nCOPY . .\nCOPY .git .git\n" }],
    [
      "a\n",
      {
        files: {
          ".git/": "",
          "package.json": '{"scripts": {"build": "npm run v && tsc", "v": "git rev-parse HEAD > v"}}',
        },
        dockerfile: "FROM node:24\nCOPY . .\nRUN npm run build\n",
      },
    ],
    [".git\n", { files: { ".git/": "" } }],
    ["/.git/\n", { files: { ".git/": "" } }],
    [".git*\n", { files: { ".git/": "" } }],
    ["node_modules\n", { files: { "package.json": "{}" } }],
    ["*\n!src\n", { files: { ".git/": "" } }],
  ],
} satisfies Cases;

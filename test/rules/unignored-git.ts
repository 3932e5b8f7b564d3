import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|node_modules|]\n", "node_modules\n.git\n", { files: { ".git/": "" } }],
    ["[|.gitignore|]", ".gitignore\n.git\n", { files: { ".git/": "" } }],
  ],
  valid: [
    [".git\n", { files: { ".git/": "" } }],
    ["/.git/\n", { files: { ".git/": "" } }],
    [".git*\n", { files: { ".git/": "" } }],
    ["node_modules\n", { files: { "package.json": "{}" } }],
    ["*\n!src\n", { files: { ".git/": "" } }],
  ],
} satisfies Cases;

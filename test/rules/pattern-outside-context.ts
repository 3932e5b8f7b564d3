import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n[|..|]\n# b\n[|!../a/*.md|]", "a\n# b"],
    ["[|./../a|]\n", ""],
    ["[|C:\\app\\bin|]\n[|D:/app|]\na\n", "a\n"],
    ["[|/home/ann/app/dist|]\n[|/Users/ann/app|]\n[|/mnt/c/app/dist|]\n", ""],
    ["[|~/.npm|]\n[|$HOME/.npm|]\n", ""],
    ["[|!../dist/|]\n", "!dist\n", { fix: 'Write "!dist"' }],
    ["[|/home/ann/app|]\n", "", { files: { "home/a.js": "" } }],
  ],
  valid: [
    "/app\n",
    "/home\n/home/ann\n",
    "a/../b\n/../b\n",
    "..a\n...\n",
    "~\n*~\n",
    "a:b\n",
    ["/home/ann/app\n", { files: { "home/ann/app/a.js": "" } }],
  ],
} satisfies Cases;

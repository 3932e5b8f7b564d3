import type { Cases } from "../cases";

export default {
  invalid: [
    ["a\n  [|build/|] \n", "a\n  build/ \n  !build\n", { files: { build: "" }, message: "build is no folder" }],
    ["[|**/bin/|]\n[|/log/|]", "**/bin/\n!a/bin\n/log/\n!log", { files: { "a/bin": "", log: "", "b/log": "" } }],
  ],
  valid: [
    "build/\n",
    ["build/\n", { files: { "build/a.js": "", "a/build": "" } }],
    ["**/build\n", { files: { build: "" } }],
    ["**/build/\na\n", { files: { "a/build": "" } }],
    ["a/\n**/build/\n", { files: { "a/build": "" } }],
    ["node_modules/\n", { files: { "node_modules/": "" } }],
    ["build/\n!build\n", { files: { build: "" } }],
  ],
} satisfies Cases;

import type { Cases } from "../cases";

export default {
  invalid: [
    ["[|.git|]\n", ".git\n**/node_modules\n", { files: { "package.json": "{}" } }],
    ["a\n[|.git|]", "a\n.git\n**/node_modules\n", { files: { "package.json": "{}" } }],
    ["[||]", "**/node_modules\n", { files: { "package.json": "{}" } }],
    [
      "[|/node_modules|]\n",
      "/node_modules\n**/node_modules\n",
      { files: { "package.json": "{}", "api/node_modules/": "" }, message: "api/node_modules" },
    ],
    ["[|*.log|]\n", "*.log\n**/node_modules\n", { dockerfile: "FROM node:24\nCOPY . .", files: {} }],
  ],
  valid: [
    ["a\n", { files: { "package.json": "{}" }, dockerfile: "FROM node:24\nCOPY --exclude=node_modules . ." }],
    ["node_modules\n", { files: { "package.json": "{}" } }],
    ["**/node_modules/\n", { files: { "package.json": "{}", "api/node_modules/": "" } }],
    ["*\n!src\n!package.json\n", { files: { "package.json": "{}" } }],
    ["node_modules\n!node_modules\n", { files: { "package.json": "{}" } }],
    ["# nothing\n", { files: { "go.mod": "" } }],
    [".git\n", { files: { "package.json": "{}" }, dockerfile: "FROM node:24\nCOPY package.json server.js ./" }],
  ],
} satisfies Cases;

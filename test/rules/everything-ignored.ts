import type { Cases } from "../cases";

const dockerfile = "FROM node\nCOPY package*.json ./\nCOPY src lib /app/\nCOPY src /b";

export default {
  invalid: [
    ["# all\n[|**|]", "# all\n**\n!package*.json\n!src\n!lib\n", { files: {}, dockerfile, message: "package*.json" }],
    ["a\n[|**/*|]\n", "a\n**/*\n!src\n", { files: {}, dockerfile: "FROM node\nADD ./src/ /src" }],
    ["[|*|]\n", undefined, { files: {}, dockerfile: "FROM node\nCOPY . ." }],
    ["[|*|]\n", "*\n!a\n", { files: {}, dockerfile: "FROM node\nCOPY . .\nCOPY a /" }],
  ],
  valid: [
    "*\n",
    ["*\n", { files: {}, dockerfile: "FROM node\nRUN npm -v\nCOPY --from=a b c" }],
    ["*\n!src\n", { files: {}, dockerfile }],
    ["!src\n*\n", { files: {}, dockerfile }],
    ["*/*\n*.md\n", { files: {}, dockerfile }],
  ],
} satisfies Cases;

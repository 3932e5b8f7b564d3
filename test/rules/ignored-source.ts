import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "a\n[|config.json|]\n",
      "a\n",
      { files: {}, dockerfile: "FROM scratch\nCOPY config.json /\n", message: "which Dockerfile needs" },
    ],
    ["[|config|]\n", "config\n!config/a.json\n", { files: {}, dockerfile: "FROM scratch\nCOPY config/a.json /\n" }],
    ["[|*.json|]", "*.json\n!config.json", { files: {}, dockerfile: "FROM scratch\nADD ./config.json /\n" }],
    [
      "[|dist|]\n",
      "dist\n!dist\n",
      { files: {}, dockerfile: "FROM scratch\nCOPY dist /\n", fix: "Add !dist below it" },
    ],
    [
      "[|*.json|]\n",
      "*.json\n!package.json\n!package-lock.json\n",
      { files: {}, dockerfile: "FROM scratch\nCOPY package.json package-lock.json /\n", message: "and 1 more" },
    ],
    [
      "[|package.json|]\n",
      "",
      { files: {}, dockerfile: "FROM node:24\nRUN --mount=type=bind,source=package.json,target=package.json npm ci\n" },
    ],
    ["[|*.json|]\n", "", { files: {}, dockerfile: "FROM scratch\nCOPY *.json /\n" }],
    [
      "[|*.json|]\n",
      "*.json\n!package*.json\n",
      { files: { "package.json": "", "package-lock.json": "" }, dockerfile: "FROM scratch\nCOPY package*.json /\n" },
    ],
    ["[|*|]\n!src\n", "*\n!config.json\n!src\n", { files: {}, dockerfile: "FROM scratch\nCOPY config.json src /\n" }],
    ["[|a|]\n[|b|]\n", "", { files: {}, dockerfile: "FROM scratch\nCOPY a b /\n" }],
  ],
  valid: [
    ["*\n!src\n", { files: {}, dockerfile: "FROM scratch\nCOPY src /\nCOPY . /\n" }],
    ["*\n", { files: {}, dockerfile: "FROM scratch\nCOPY src /\n" }],
    ["src\n!src/a\n", { files: {}, dockerfile: "FROM scratch\nCOPY src /\n" }],
    [".*\n", { files: {}, dockerfile: "FROM scratch\nCOPY . /\n" }],
    ["config.json\n", { files: {}, dockerfile: "FROM scratch AS a\nFROM scratch\nCOPY --from=a config.json /\n" }],
    ["config.json\n", { files: {}, dockerfile: "FROM scratch\nONBUILD COPY config.json /\n" }],
    [
      "a\n",
      {
        files: {},
        dockerfile: "FROM alpine\nRUN --mount=type=bind,from=x,source=a ls\nRUN --mount=type=bind,source=$A ls\n",
      },
    ],
    "config.json\n",
  ],
} satisfies Cases;

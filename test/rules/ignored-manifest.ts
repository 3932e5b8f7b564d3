import type { Cases } from "../cases";

const node = "FROM node:24\nWORKDIR /app\nCOPY . .\n";
const files = { "package.json": "{}", "package-lock.json": "{}" };

export default {
  invalid: [
    [
      "[|package-lock.json|]\n",
      "",
      { files: { ...files, Dockerfile: `${node}RUN npm ci\n` }, message: '"npm ci" in Dockerfile' },
    ],
    [
      "[|*.json|]\n!package.json\n",
      "*.json\n!package-lock.json\n!package.json\n",
      { files: { ...files, Dockerfile: `${node}RUN npm ci\n` } },
    ],
    [
      "[|tsconfig*.json|]\n",
      "tsconfig*.json\n!tsconfig.json\n",
      {
        files: {
          "package.json": '{"scripts": {"build": "tsc -p ."}}',
          "tsconfig.json": "{}",
          Dockerfile: `${node}RUN npm run build\n`,
        },
        message: "tsconfig.json",
      },
    ],
    [
      "[|prisma|]\n",
      "prisma\n!prisma/schema.prisma\n",
      { files: { "prisma/schema.prisma": "", Dockerfile: `${node}RUN npx prisma generate\n` } },
    ],
    [
      "[|*.txt|]\n",
      "*.txt\n!requirements.txt\n",
      {
        files: {
          "requirements.txt": "",
          Dockerfile: "FROM python:3\nWORKDIR /a\nCOPY . /a/\nRUN pip install -r requirements.txt\n",
        },
      },
    ],
    [
      "[|go.sum|]\n",
      "",
      { files: { "go.mod": "", "go.sum": "", Dockerfile: "FROM golang:1\nWORKDIR /a\nADD . .\nRUN go build ./...\n" } },
    ],
  ],
  valid: [
    ["node_modules\n", { files: { ...files, Dockerfile: `${node}RUN npm ci\n` } }],
    ["*\n!*.json\n", { files: { ...files, Dockerfile: `${node}RUN npm ci\n` } }],
    ["yarn.lock\n", { files: { ...files, "yarn.lock": "", Dockerfile: `${node}RUN npm ci\n` } }],
    ["package-lock.json\n", { files: { ...files, Dockerfile: `${node}RUN npm i -g pnpm\n` } }],
    [
      "package-lock.json\n",
      { files: { ...files, Dockerfile: "FROM node:24\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n" } },
    ],
    ["package-lock.json\n", { files: { ...files, Dockerfile: `${node}RUN cd web && npm ci\n` } }],
    ["package-lock.json\n", { files: { ...files, Dockerfile: `${node}WORKDIR /app/web\nRUN npm ci\n` } }],
    ["package-lock.json\n", { files: { "package.json": "{}", Dockerfile: `${node}RUN npm ci\n` } }],
    ["package-lock.json\n", { files }],
  ],
} satisfies Cases;

import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node:24\nWORKDIR /app\nCOPY --exclude=.env . .\nRUN rm -f .env [|a/.env|]",
      undefined,
      { files: { ".env": "A=1", "a/.env": "A=1" } },
    ],
    ["FROM node:24\nWORKDIR /app\nCOPY --parents a/.npmrc ./\nRUN rm [|a/.npmrc|]", undefined],
    ["FROM node:24\nWORKDIR /app\nCOPY --parents x/./a/.npmrc ./\nRUN rm [|a/.npmrc|]", undefined],
    [
      "FROM node:24\nWORKDIR /app\nCOPY .npmrc package.json ./\nRUN npm ci\nRUN rm -f [|.npmrc|]",
      undefined,
      { message: "layer of line 3" },
    ],
    ["FROM node:24\nWORKDIR /app\nCOPY .npmrc .\nRUN npm ci && rm -f dist [|/app/.npmrc|]", undefined],
    [
      'FROM node:24\nARG T\nWORKDIR /app\nRUN echo "//r/:_authToken=$T" > .npmrc && npm ci\nRUN ls && \\\n  # gone\n  rm -rf [|.npmrc|]',
      undefined,
    ],
    ["FROM debian:13\nCOPY id_rsa /root/.ssh/id_rsa\nRUN git clone x\nRUN rm [|/root/.ssh/id_rsa|]", undefined],
    ["FROM debian:13\nCOPY id_rsa /root/.ssh/\nRUN git clone x && rm [|~/.ssh/id_rsa|]", undefined],
    ["FROM debian:13 AS base\nCOPY .netrc /root/\nFROM base\nRUN rm [|/root/.netrc|]", undefined],
    ["FROM debian:13\nRUN echo $KEY > /tmp/private.key\nRUN shred [|/tmp/private.key|]", undefined],
    ["FROM node:24\nWORKDIR /app\nCOPY . .\nRUN rm -f [|.env|]", undefined, { files: { ".env": "A=1" } }],
  ],
  valid: [
    ["FROM node:24\nWORKDIR /app\nCOPY --exclude=.env . .\nRUN rm -f .env", { files: { ".env": "A=1" } }],
    "FROM node:24\nWORKDIR /app\nCOPY --parents a/.npmrc ./\nRUN rm .npmrc",
    "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci\nRUN rm -f .npmrc",
    "FROM node:24 AS build\nWORKDIR /app\nCOPY .npmrc .\nRUN npm ci && rm .npmrc\nFROM node:24",
    "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN rm -f .env",
    ["FROM node:24\nWORKDIR /app\nCOPY . .\nRUN rm -f .env", { files: { ".env": "A=1", ".dockerignore": ".env" } }],
    ["FROM node:24\nWORKDIR /app\nCOPY .npmrc .\nRUN rm .npmrc", { files: { ".npmrc": "save-exact=true" } }],
    'FROM node:24\nARG T\nWORKDIR /app\nRUN echo "//r/:_authToken=$T" > .npmrc && npm ci && rm .npmrc\nRUN rm -f .npmrc',
    "FROM node:24\nWORKDIR /app\nRUN echo registry=x > .npmrc\nRUN rm .npmrc",
    "FROM node:24\nWORKDIR /app\nCOPY .npmrc .\nWORKDIR /other\nRUN rm -f .npmrc package.json",
  ],
} satisfies Cases;

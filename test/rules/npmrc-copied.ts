import type { Cases } from "../cases";

const token = "//registry.example.org/:_authToken=0000\n";
const mount = "--mount=type=secret,id=npmrc,target=/app/.npmrc,required=true";

export default {
  invalid: [
    // Whatever it is called in the build context.
    ["FROM node:24\nCOPY [|conf/npmrc|] /usr/local/etc/npmrc", undefined, { files: { "conf/npmrc": token } }],
    ["FROM node:24\nCOPY [|conf/npmrc|] /root/.npmrc", undefined, { files: { "conf/npmrc": token } }],
    ["FROM node:24\nWORKDIR /app\nCOPY [|.npmrc|] .\nRUN npm ci", `FROM node:24\nWORKDIR /app\nRUN ${mount} npm ci`],
    [
      "FROM node:24\nWORKDIR /app\nCOPY [|.npmrc|] package*.json ./\nRUN npm ci && rm -f .npmrc\nRUN npm ci",
      `FROM node:24\nWORKDIR /app\nCOPY package*.json ./\nRUN ${mount} npm ci\nRUN npm ci`,
      { files: { ".npmrc": token }, filesAfter: { ".dockerignore": ".npmrc\n" }, message: "holds a registry token" },
    ],
    [
      "FROM node:24\nWORKDIR /app\nCOPY package.json \\\n     # for the private packages\n     [|./.npmrc|] \\\n     ./\nRUN npm ci\nRUN rm .npmrc",
      `FROM node:24\nWORKDIR /app\nCOPY package.json \\\n     # for the private packages\n     ./\nRUN ${mount} npm ci`,
    ],
    [
      'FROM node:24\nWORKDIR /app\nCOPY ["package.json", [|".npmrc"|], "./"]\nRUN yarn install && yarn add x',
      `FROM node:24\nWORKDIR /app\nCOPY ["package.json", "./"]\nRUN ${mount} yarn install && yarn add x`,
    ],
    [
      "FROM node:24\nWORKDIR /app\nUSER node\nADD --chown=node [|.npmrc|] /app/\nRUN npm ci\nFROM node:24",
      `FROM node:24\nWORKDIR /app\nUSER node\nRUN ${mount},uid=1000 npm ci\nFROM node:24`,
    ],
    [
      "FROM node:24\nCOPY [|config/.npmrc|] /root/.npmrc\nRUN npm install -g @example/tool",
      "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true npm install -g @example/tool",
    ],
    [
      "FROM node:24\nWORKDIR /app\nCOPY package.json [|*.npmrc|] ./\nRUN npm ci",
      `FROM node:24\nWORKDIR /app\nCOPY package.json ./\nRUN ${mount} npm ci`,
    ],
    // Installs elsewhere, or nowhere.
    ["FROM node:24 AS base\nWORKDIR /app\nCOPY [|.npmrc|] .\nFROM base\nRUN npm ci", undefined],
    ["FROM node:24\nCOPY --from=build [|/app/.npmrc|] /app/", undefined],
    ["FROM node:24\nONBUILD COPY [|.npmrc|] /app/\nONBUILD RUN npm ci", undefined],
    ["FROM node:24\nCOPY [|.npmrc|] /app/npm\nRUN npm ci", undefined],
  ],
  valid: [
    ["FROM node:24\nCOPY conf/npmrc /root/.npmrc", { files: { "conf/npmrc": "save-exact=true\n" } }],
    "FROM node:24\nCOPY conf/npmrc /root/.npmrc",
    ["FROM node:24\nWORKDIR /app\nCOPY package.json .npmrc* ./\nRUN npm ci", { files: { "package.json": "{}" } }],
    [
      "FROM node:24\nWORKDIR /app\nCOPY package.json .npmrc* ./\nRUN npm ci",
      { files: { ".npmrc": token, ".dockerignore": ".npmrc\n" } },
    ],
    "FROM node:24\nCOPY package.json ./",
    "FROM node:24\nCOPY . .",
    ["FROM node:24\nCOPY .npmrc package.json ./\nRUN npm ci", { files: { ".npmrc": "save-exact=true\n" } }],
    [
      "FROM node:24\nCOPY .npmrc package.json ./\nRUN npm ci",
      { files: { ".npmrc": "# the token comes later\n//r/:_authToken=${NPM_TOKEN}\n" } },
    ],
    "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci",
  ],
} satisfies Cases;

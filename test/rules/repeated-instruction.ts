import type { Cases } from "../cases";

export default {
  invalid: [
    [
      "FROM node\nRUN [|RUN|] apt-get update && apt-get install -y --no-install-recommends dumb-init",
      "FROM node\nRUN apt-get update && apt-get install -y --no-install-recommends dumb-init",
      { message: "program" },
    ],
    ["FROM [|FROM|] node:20 AS build", "FROM node:20 AS build", { message: "name of the image" }],
    ["FROM node\nCOPY [|COPY|] . .", "FROM node\nCOPY . ."],
    ["FROM node\nCOPY [|COPY|] --chown=node:node . .", "FROM node\nCOPY --chown=node:node . ."],
    ['FROM node\nCMD [|CMD|] ["node", "x.js"]', 'FROM node\nCMD ["node", "x.js"]'],
    ["FROM node\nWORKDIR   [|WORKDIR|]   /app", "FROM node\nWORKDIR   /app", { message: "its value" }],
    ["FROM node\nUSER [|USER|] node", "FROM node\nUSER node"],
    ["FROM node\nENV [|ENV|] NODE_ENV=production", "FROM node\nENV NODE_ENV=production"],
    ["FROM node\nRUN --mount=type=cache,target=/c [|RUN|] x", "FROM node\nRUN --mount=type=cache,target=/c x"],
    ["FROM node\nRUN [|RUN|] \\\n  npm ci", "FROM node\nRUN  \\\n  npm ci"],
    ["FROM node\nRUN [|RUN|] RUN x", "FROM node\nRUN x"],
    ["FROM node\nONBUILD RUN [|RUN|] x", "FROM node\nONBUILD RUN x"],
  ],
  valid: [
    "FROM node\nRUN npm ci\nRUN npm run build",
    "FROM node\nRUN run x",
    "FROM node\nRUN echo RUN RUN",
    "FROM node\nENV ENV=1",
    "FROM node\nENV ENV production",
    "ARG ARG\nFROM node",
    "FROM node\nCOPY COPY /dest",
    "FROM node\nCOPY COPYING /dest/",
    "FROM node\nRUN RUNNER=1 x",
    "FROM node\n# RUN RUN x\nRUN x",
    'FROM node\nRUN ["RUN", "x"]',
    "FROM node\nRUN",
    "FROM node\nRUN RUN",
  ],
} satisfies Cases;

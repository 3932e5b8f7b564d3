import type { Cases } from "../cases";

const start = "FROM node:24-slim\nWORKDIR /app\n";
const mount = "--mount=type=secret,id=npmrc,target=/app/.npmrc,required=true";
const files = {
  "package.json": "{}",
  ".npmrc": "//registry.example.org/:_authToken=0123abcd",
  ".dockerignore": "**/.npmrc\n",
};

export default {
  invalid: [
    [
      `${start}COPY --exclude=.npmrc . .\nRUN [|npm|] ci`,
      `${start}COPY --exclude=.npmrc . .\nRUN ${mount} npm ci`,
      {
        files: { ...files, ".dockerignore": "a" },
        filesAfter: { ".dockerignore": "a\n.npmrc\n" },
        message: "is not there when this installs",
      },
    ],
    [
      `${start}COPY package*.json ./\nRUN [|npm|] ci\nCOPY . .`,
      `${start}COPY package*.json ./\nRUN ${mount} npm ci\nCOPY . .`,
      { files },
    ],
    [
      `${start}COPY . .\nRUN [|npm|] ci`,
      `${start}COPY . .\nRUN ${mount} npm ci`,
      {
        files: { ...files, ".dockerignore": "a" },
        filesAfter: { ".dockerignore": "a\n.npmrc\n" },
        message: "with everything else",
      },
    ],
    [
      `${start}USER node\nRUN --network=host [|yarn|] --frozen-lockfile`,
      `${start}USER node\nRUN --network=host ${mount},uid=1000 yarn --frozen-lockfile`,
      { files },
    ],
    ["FROM debian\nWORKDIR $HERE\nRUN [|npm|] ci", undefined, { files }],
  ],
  valid: [
    [`${start}RUN ${mount} npm ci`, { files }],
    [`${start}RUN npm ci`, { files: { ...files, ".npmrc": "engine-strict=true" } }],
    [`${start}COPY package.json .npmrc ./\nRUN npm ci`, { files }],
    [`${start}RUN echo "//r/:_authToken=$T" > .npmrc && npm ci`, { files }],
    [`${start}RUN npm install -g pm2`, { files }],
    `${start}RUN npm ci`,
  ],
} satisfies Cases;

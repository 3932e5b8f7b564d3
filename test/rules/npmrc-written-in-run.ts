import type { Cases } from "../cases";

const context = { "package.json": "{}", "package-lock.json": "{}", "server.js": "" };
const ignoring = { ...context, ".dockerignore": "node_modules\n.npmrc\n" };

const before = `FROM node:20.9.0-bullseye-slim

RUN apt-get update && apt-get install -y --no-install-recommends dumb-init
ENV NODE_ENV production
`;
const after = `USER node
CMD ["dumb-init", "node", "server.js"]
`;
const mounted = "RUN --mount=type=secret,id=npmrc,target=/usr/src/app/.npmrc,required=true npm ci --only=production\n";

export default {
  invalid: [
    // A token in ENV, and the file left in the layer.
    [
      `${before}ENV NPM_TOKEN 1234
WORKDIR /usr/src/app
COPY --chown=node:node *.js* ./
#RUN npm ci --only=production
RUN [|echo "//registry.example.org/:_authToken=$NPM_TOKEN" > .npmrc|] && \\
   npm ci --only=production
${after}`,
      `${before}WORKDIR /usr/src/app
COPY --chown=node:node *.js* ./
#RUN npm ci --only=production
${mounted}${after}`,
      { files: context, filesAfter: { ".dockerignore": ".npmrc\n" }, message: "stays in this layer" },
    ],
    // Deleted in another layer.
    [
      `${before}ENV NPM_TOKEN 1234
WORKDIR /usr/src/app
COPY --chown=node:node . .
RUN [|echo "//registry.example.org/:_authToken=$NPM_TOKEN" > .npmrc|] && \\
   npm ci --only=production
RUN rm -rf .npmrc
${after}`,
      `${before}WORKDIR /usr/src/app
COPY --chown=node:node . .
${mounted}${after}`,
      {
        files: { ...context, ".dockerignore": "node_modules" },
        filesAfter: { ".dockerignore": "node_modules\n.npmrc\n" },
      },
    ],
    // Deleted in the same RUN, the token written down in the file.
    [
      `${before}ENV NPM_TOKEN 1234
WORKDIR /usr/src/app
COPY --chown=node:node . .
RUN [|echo "//registry.example.org/:_authToken=$NPM_TOKEN" > .npmrc|] && \\
   npm ci --only=production; \\
   rm -rf .npmrc
${after}`,
      `${before}WORKDIR /usr/src/app
COPY --chown=node:node . .
${mounted}${after}`,
      { files: ignoring, message: "image history" },
    ],
    // The same with a build argument.
    [
      `${before}ARG NPM_TOKEN
WORKDIR /usr/src/app
COPY --chown=node:node . .
RUN [|echo "//registry.example.org/:_authToken=$NPM_TOKEN" > .npmrc|] && \\
   npm ci --only=production; \\
   rm -rf .npmrc
${after}`,
      `${before}WORKDIR /usr/src/app
COPY --chown=node:node . .
${mounted}${after}`,
      { files: ignoring },
    ],
    // In a build stage.
    [
      `# --------------> The build image
FROM node:latest AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init
ARG NPM_TOKEN
WORKDIR /usr/src/app
COPY package*.json /usr/src/app/
RUN [|echo "//registry.example.org/:_authToken=$NPM_TOKEN" > .npmrc|] && \\
   npm ci --only=production && \\
   rm -f .npmrc

# --------------> The production image
FROM node:20.9.0-bullseye-slim
COPY --from=build /usr/src/app/node_modules /usr/src/app/node_modules
`,
      `# --------------> The build image
FROM node:latest AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init
WORKDIR /usr/src/app
COPY package*.json /usr/src/app/
${mounted}
# --------------> The production image
FROM node:20.9.0-bullseye-slim
COPY --from=build /usr/src/app/node_modules /usr/src/app/node_modules
`,
      { files: ignoring },
    ],
    // Comments and other commands between stay.
    [
      `FROM node:24
ARG NPM_TOKEN
WORKDIR /app
RUN [|echo "//registry.example.org/:_authToken=\${NPM_TOKEN}" > .npmrc|] \\
    # Exactly what the lock file says.
    && npm ci \\
    && npm run build \\
    # The token must not stay.
    && rm .npmrc
CMD ["node", "server.js"]
`,
      `FROM node:24
WORKDIR /app
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true \\
    # Exactly what the lock file says.
    npm ci \\
    && npm run build
    # The token must not stay.
CMD ["node", "server.js"]
`,
    ],
    [
      `FROM node:24
ARG NPM_TOKEN
WORKDIR /app
RUN set -e && \\
    # For the private packages.
    [|echo "//registry.example.org/:_authToken=\${NPM_TOKEN}" >> .npmrc|] && \\
    # Exactly what the lock file says.
    npm ci
CMD ["node", "server.js"]
`,
      `FROM node:24
WORKDIR /app
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true set -e && \\
    # For the private packages.
    # Exactly what the lock file says.
    npm ci
CMD ["node", "server.js"]
`,
    ],
    // Several lines written; a RUN of their own; the install further down.
    [
      `FROM node:24
ARG NPM_TOKEN
ARG SCOPE
WORKDIR /app
COPY package.json ./
RUN echo "@$SCOPE:registry=https://registry.example.org/" > .npmrc && [|printf '//registry.example.org/:_authToken=%s' "$NPM_TOKEN" >> .npmrc|]
RUN npm install
RUN npm run build && rm -rf dist/tmp .npmrc
RUN npm install --offline
`,
      `FROM node:24
WORKDIR /app
COPY package.json ./
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm install
RUN npm run build && rm -rf dist/tmp
RUN npm install --offline
`,
    ],
    // Where everything is copied, a new .dockerignore holds more than this one line.
    [
      'FROM node:24\nARG T\nWORKDIR /app\nCOPY . .\nRUN [|echo "//r/:_authToken=$T" > .npmrc|] && npm ci',
      "FROM node:24\nWORKDIR /app\nCOPY . .\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
      {
        files: { "package.json": "{}" },
        filesAfter: {
          ".dockerignore":
            "# Dependencies and logs\n**/node_modules\n**/npm-debug.log*\n\n# Secrets and local settings\n**/.env\n" +
            "**/.env.*\n!**/.env.example\n**/.npmrc\n**/*.pem\n**/*.key\n\n# Version control\n.git\n.gitignore\n\n" +
            "# The build itself\n**/Dockerfile*\n**/.dockerignore\n",
        },
      },
    ],
    // A whole RUN, with comments, goes.
    [
      `FROM node:24
ARG NPM_TOKEN
WORKDIR /app
RUN [|echo "//registry.example.org/:_authToken=$NPM_TOKEN" \\
    # where npm looks for it
    > .npmrc|]
RUN yarn install
`,
      `FROM node:24
WORKDIR /app
    # where npm looks for it
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true yarn install
`,
    ],
    // The home of the user in force; a user who must be able to read the secret.
    [
      'FROM node:24\nARG NPM_TOKEN\nRUN [|echo "//r.example.org/:_authToken=$NPM_TOKEN" > ~/.npmrc|] && npm ci && rm ~/.npmrc',
      "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true npm ci",
    ],
    [
      'FROM node:24\nARG NPM_TOKEN\nUSER node\nRUN [|echo "//r.example.org/:_authToken=$NPM_TOKEN" > "$HOME/.npmrc"|] && npm ci',
      "FROM node:24\nUSER node\nRUN --mount=type=secret,id=npmrc,target=/home/node/.npmrc,required=true,uid=1000 npm ci",
    ],
    [
      'FROM debian:13\nARG NPM_TOKEN\nWORKDIR /app\nUSER 1001:0\nRUN cd web && [|echo "_auth=$NPM_TOKEN" | base64 -d | tee .npmrc|] && npm ci',
      "FROM debian:13\nWORKDIR /app\nUSER 1001:0\nRUN --mount=type=secret,id=npmrc,target=/app/web/.npmrc,required=true,uid=1001 cd web && npm ci",
    ],
    [
      "FROM node:24\nARG NPM_TOKEN\nWORKDIR /app\nRUN [|npm config set //registry.example.org/:_authToken=$NPM_TOKEN|] && npm ci && npm config delete //registry.example.org/:_authToken",
      "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required=true npm ci",
    ],
    // A heredoc.
    [
      'FROM node:24\nARG NPM_TOKEN\nWORKDIR /app\nRUN <<EOF\nset -e\n[|echo "//r.example.org/:_authToken=$NPM_TOKEN" > .npmrc|]\nnpm ci\nrm .npmrc\nEOF\nCMD ["node", "a.js"]',
      'FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true <<EOF\nset -e\nnpm ci\nEOF\nCMD ["node", "a.js"]',
    ],
    // Variables that something else needs stay; so do other assignments.
    [
      'FROM node:24\nARG A=1 NPM_TOKEN B=2\nARG HOST\nWORKDIR /app\nRUN [|echo "//$HOST/:_authToken=$NPM_TOKEN" > .npmrc|] && npm ci\nRUN curl "https://$HOST"',
      'FROM node:24\nARG A=1 B=2\nARG HOST\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci\nRUN curl "https://$HOST"',
    ],
    [
      'ARG NPM_TOKEN\nFROM node:24\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\nWORKDIR /app\nRUN [|echo "//r.example.org/:_authToken=$NPM_TOKEN" > .npmrc|] && npm ci',
      "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
    ],
    // Two stages, each with its own.
    [
      'FROM node:24 AS a\nARG NPM_TOKEN\nWORKDIR /a\nRUN [|echo "//r/:_authToken=$NPM_TOKEN" > .npmrc|] && npm ci\nFROM node:24\nARG NPM_TOKEN\nWORKDIR /b\nRUN [|echo "//r/:_authToken=$NPM_TOKEN" > .npmrc|] && npm ci',
      "FROM node:24 AS a\nWORKDIR /a\nRUN --mount=type=secret,id=npmrc,target=/a/.npmrc,required=true npm ci\nFROM node:24\nWORKDIR /b\nRUN --mount=type=secret,id=npmrc,target=/b/.npmrc,required=true npm ci",
    ],
    // What cannot be taken apart is reported only.
    [
      'FROM node:24\nARG T\nWORKDIR /app\nRUN if [ -n "$T" ]; then [|echo "//r/:_authToken=$T" > .npmrc|]; fi && npm ci',
      undefined,
    ],
    ['FROM node:24\nARG T\nWORKDIR /app\nRUN [|echo "//r/:_authToken=$T" > .npmrc|] || exit 1; npm ci', undefined],
    ['FROM example.org/base\nARG T\nRUN [|echo "//r/:_authToken=$T" > .npmrc|] && npm ci', undefined],
    [
      'FROM node:24\nARG T\nWORKDIR /app\nRUN useradd app\nUSER app\nRUN [|echo "//r/:_authToken=$T" > .npmrc|] && npm ci',
      undefined,
    ],
    [
      'FROM node:24 AS base\nARG T\nWORKDIR /app\nRUN [|echo "//r/:_authToken=$T" > .npmrc|]\nFROM base\nRUN npm ci',
      undefined,
    ],
    [
      "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=token [|echo //r/:_authToken=$(cat /run/secrets/token) > .npmrc|] && npm ci",
      undefined,
    ],
    ["FROM node:24\nWORKDIR /app\nRUN [|cat > .npmrc <<EOF|] && npm ci\n//r/:_authToken=$NPM_TOKEN\nEOF", undefined],
    [
      "FROM node:24\nWORKDIR /app\nRUN <<EOF\n[|cat > .npmrc <<X|]\n//r/:_authToken=$NPM_TOKEN\nX\nnpm ci\nEOF",
      undefined,
    ],
  ],
  valid: [
    "FROM node:24\nWORKDIR /app\nRUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci",
    "FROM node:24\nWORKDIR /app\nRUN echo 'save-exact=true' > .npmrc && npm ci",
    "FROM node:24\nRUN npm config set registry https://registry.example.org/ && npm ci",
    "FROM node:24\nRUN --mount=type=secret,id=token echo //r/:_authToken=$(cat /run/secrets/token) > .npmrc && npm ci && rm .npmrc",
    "FROM example.org/base\nRUN --mount=type=secret,id=token echo //r/:_authToken=$(cat /run/secrets/token) > .npmrc && npm ci && rm .npmrc",
    'FROM node:24\nARG NPM_TOKEN\nRUN echo "$NPM_TOKEN" > /tmp/x',
    'FROM node:24\nCMD echo "//r/:_authToken=$NPM_TOKEN" > .npmrc && npm start',
  ],
} satisfies Cases;

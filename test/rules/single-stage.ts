import type { Cases } from "../cases";

const start = "WORKDIR /app\nCOPY package*.json ./\n";
const end = 'USER node\nCMD ["node", "server.js"]\n';

export default {
  invalid: [
    [
      '[|FROM|] node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]',
      undefined,
      { files: { "package.json": '{ "devDependencies": { "mocha": "^11.0.0" } }', "server.js": "" } },
    ],
    [
      `# syntax=docker/dockerfile:1

# The service.
[|FROM|] node:24.1.0-trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY package*.json ./
# From the lock file.
RUN npm ci --omit=dev
COPY --chown=node:node . .
EXPOSE 3000
USER node
CMD ["dumb-init", "node", "server.js"]
`,
      `# syntax=docker/dockerfile:1

# The service.
FROM node:24.1.0-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package*.json ./
# From the lock file.
RUN npm ci --omit=dev

FROM node:24.1.0-trixie-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --chown=node:node . .
EXPOSE 3000
USER node
CMD ["dumb-init", "node", "server.js"]
`,
    ],
    [
      `[|FROM|] node:24-alpine
RUN apk add --no-cache dumb-init python3 make g++
${start}RUN npm ci --omit=dev
COPY . .
USER node
CMD ["dumb-init", "node", "server.js"]
`,
      `FROM node:24-alpine AS build
RUN apk add --no-cache dumb-init python3 make g++
${start}RUN npm ci --omit=dev

FROM node:24-alpine
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY . .
USER node
CMD ["dumb-init", "node", "server.js"]
`,
    ],
    [
      `[|FROM|] node:24-alpine
RUN apk add --no-cache python3 make g++
${start}RUN npm ci
COPY . .
RUN npm run build
${end}`,
      `FROM node:24-alpine AS build
RUN apk add --no-cache python3 make g++
${start}RUN npm ci
COPY . .
RUN npm run build
RUN npm prune --omit=dev

FROM node:24-alpine
WORKDIR /app
COPY --from=build /app ./
${end}`,
      { message: "python3, make, g++" },
    ],
    [
      `[|FROM|] node:24-slim\nARG PORT=3000\nENV A=1\n${start}RUN npm ci --omit=dev\nCOPY . .\nEXPOSE $PORT\n${end}`,
      `FROM node:24 AS build\nENV A=1\n${start}RUN npm ci --omit=dev\n\nFROM node:24-slim\nARG PORT=3000\nENV A=1\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY . .\nEXPOSE $PORT\n${end}`,
    ],
    // With its comment; but a build may ask for it by itself, and so may tools for theirs.
    [
      `[|FROM|] node:24-slim\n# The version\nARG VERSION=1\nARG NPM_REGISTRY\n${start}RUN npm ci --omit=dev\nCOPY . .\nENV V=$VERSION R=$NPM_REGISTRY\n${end}`,
      `FROM node:24 AS build\nARG NPM_REGISTRY\n${start}RUN npm ci --omit=dev\n\nFROM node:24-slim\n# The version\nARG VERSION=1\nARG NPM_REGISTRY\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY . .\nENV V=$VERSION R=$NPM_REGISTRY\n${end}`,
    ],
    // Where it does not ship, the cache need not be emptied, and is mounted.
    [
      `[|FROM|] node:24\n${start}RUN npm ci --omit=dev \\\n  && npm cache clean --force\nCOPY . .\n${end}`,
      `FROM node:24 AS build\n${start}RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev\n\nFROM node:24\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY . .\n${end}`,
    ],
    // The gaps stay, the name of the new stage is another one, and only what ships has an owner.
    [
      `# Service
[|FROM|] node:24-alpine AS builder

# Where it lives
WORKDIR /app

ENV A=1

COPY --link --chown=node:node package*.json ./
RUN npm ci --omit=dev

# The sources
COPY --chown=node:node . .

EXPOSE 3000
${end}`,
      `# Service
FROM node:24-alpine AS dependencies

# Where it lives
WORKDIR /app

ENV A=1

COPY --link package*.json ./
RUN npm ci --omit=dev

FROM node:24-alpine AS builder

ENV A=1
WORKDIR /app
COPY --from=dependencies --chown=node:node /app/node_modules ./node_modules

# The sources
COPY --chown=node:node . .

EXPOSE 3000
${end}`,
    ],
    // An entrypoint, an account, a user who installs, files elsewhere.
    [
      `[|FROM|] node:24\nRUN useradd app\nUSER app\n${start}RUN npm ci --omit=dev\nCOPY --chown=app . .\nCOPY entry.sh /usr/bin/\nRUN chmod +x /usr/bin/entry.sh\nENTRYPOINT ["entry.sh"]\n`,
      `FROM node:24 AS build\nRUN useradd app\nUSER app\n${start}RUN npm ci --omit=dev\n\nFROM node:24\nRUN useradd app\nUSER app\nWORKDIR /app\nCOPY --from=build --chown=app /app/node_modules ./node_modules\nCOPY --chown=app . .\nCOPY entry.sh /usr/bin/\nRUN chmod +x /usr/bin/entry.sh\nENTRYPOINT ["entry.sh"]\n`,
    ],
    // An account that nothing has before the end is of what ships alone, and so are its comments.
    [
      `[|FROM|] node:24\n# Ours.\nRUN groupadd -r app && useradd -r -g app app\n${start}RUN npm ci --omit=dev\nCOPY . .\nUSER app\n${end}`,
      `FROM node:24 AS build\n${start}RUN npm ci --omit=dev\n\nFROM node:24\n# Ours.\nRUN groupadd -r app && useradd -r -g app app\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY . .\nUSER app\n${end}`,
    ],
    // The install needs the sources, which then come from the build stage.
    [
      `[|FROM|] node:24\nARG A\nARG B\nLABEL a=$B\nWORKDIR /app\nCOPY . .\nCOPY etc/ /etc/app/\nRUN npm ci --omit=dev\n${end}`,
      `FROM node:24 AS build\nARG A\nWORKDIR /app\nCOPY . .\nCOPY etc/ /etc/app/\nRUN npm ci --omit=dev\n\nFROM node:24\nARG B\nLABEL a=$B\nCOPY etc/ /etc/app/\nWORKDIR /app\nCOPY --from=build /app ./\n${end}`,
    ],
    // Nothing else brings package.json.
    [
      `[|FROM|] node:24\n${start}RUN npm ci --omit=dev\nCOPY src/ src/\nCMD ["npm", "start"]\n`,
      `FROM node:24 AS build\n${start}RUN npm ci --omit=dev\n\nFROM node:24\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY --from=build /app/package.json ./package.json\nCOPY src/ src/\nCMD ["npm", "start"]\n`,
    ],
    // Comments that stand alone stay.
    [
      `[|FROM|] node:24\n\n# Alone.\n\n# With it.\n${start}# Also alone.\n\nRUN npm ci --omit=dev\n\n\n# The end.\n\nCOPY . .\n${end}`,
      `FROM node:24 AS build\n\n# Alone.\n\n# With it.\n${start}# Also alone.\n\nRUN npm ci --omit=dev\n\nFROM node:24\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\n\n# The end.\n\nCOPY . .\n${end}`,
    ],
    // A token for the registry is no matter of the program.
    [
      `[|from|] node:24\narg NPM_TOKEN\nenv NPM_TOKEN=$NPM_TOKEN\n${start}run npm ci --omit=dev\nCOPY . .\n${end}`,
      `from node:24 as build\narg NPM_TOKEN\nenv NPM_TOKEN=$NPM_TOKEN\n${start}run npm ci --omit=dev\n\nfrom node:24\nworkdir /app\ncopy --from=build /app/node_modules ./node_modules\nCOPY . .\n${end}`,
    ],
    // Programs that are installed globally ship, unless they only build or install.
    [
      `[|FROM|] node:24\nRUN npm i -g pm2\nRUN npm i -g pnpm@10\n${start}RUN pnpm i --prod\nCOPY . .\nCMD ["pm2-runtime", "a.js"]\n`,
      `FROM node:24 AS build\nRUN npm i -g pnpm@10\n${start}RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm i --prod\n\nFROM node:24\nRUN npm i -g pm2\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY . .\nCMD ["pm2-runtime", "a.js"]\n`,
    ],
    [`[|FROM|] node:24\n${start}RUN npm i -g pnpm && pnpm i --prod\nCOPY . .\nCMD ["pnpm", "start"]\n`, undefined],
    [`[|FROM|] node:24\nWORKDIR /app\nCOPY . .\nRUN npm install\n${end}`, undefined],
    [`[|FROM|] node:24\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY . .\n${end}`, undefined],
    [`[|FROM|] node:24\n${start}RUN npm ci --omit=dev\nRUN cd client && npm ci\nCOPY . .\n${end}`, undefined],
    [`[|FROM|] node:24\n${start}RUN ["npm", "ci", "--omit=dev"]\nCOPY . .\n${end}`, undefined],
    [`[|FROM|] node:24\n${start}RUN npm ci --omit=dev\nRUN curl -s x | sh\nCOPY . .\n${end}`, undefined],
    [`[|FROM|] node:24\n${start}RUN npm ci --omit=dev\nONBUILD RUN x\nCOPY . .\n${end}`, undefined],
    [`[|FROM|] node:24\n${start}RUN npm ci $FLAGS\nCOPY . .\nRUN npm run build\n${end}`, undefined],
    [
      `[|FROM|] node:24\n${start}RUN bun install\nCOPY . .\nRUN bun run build\n${end}`,
      `FROM node:24 AS build\n${start}RUN bun install\nCOPY . .\nRUN bun run build\nRUN rm -rf node_modules && bun install --production\n\nFROM node:24\nWORKDIR /app\nCOPY --from=build /app ./\n${end}`,
    ],
    [`[|FROM|] node:24\n${start}RUN npm ci --omit=dev && ./prepare.sh\nCOPY . .\n${end}`, undefined],
    // A folder that WORKDIR makes is not made before, and each stage gets the packages that it has a use for.
    [
      `[|FROM|] node:24\nRUN mkdir -p /app\nRUN apt-get update && apt-get install -y ffmpeg make g++\n${start}RUN npm ci --omit=dev\nCOPY . .\n${end}`,
      `FROM node:24 AS build\nRUN apt-get update && apt-get install -y make g++\n${start}RUN npm ci --omit=dev\n\nFROM node:24\nRUN apt-get update && apt-get install -y ffmpeg\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY . .\n${end}`,
    ],
    [
      `[|FROM|] node:24\nRUN apt-get update && apt-get install -y ffmpeg\n${start}RUN npm ci --omit=dev\nCOPY . .\n${end}`,
      `FROM node:24 AS build\n${start}RUN npm ci --omit=dev\n\nFROM node:24\nRUN apt-get update && apt-get install -y ffmpeg\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY . .\n${end}`,
    ],
    [`[|FROM|] node:24\n${start}RUN npm ci --omit=dev\nCOPY . .\nRUN ./after.sh\n${end}`, undefined],
  ],
  valid: [
    ['FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["npm", "run", "dev"]', { path: "Dockerfile.dev" }],
    `FROM node:24\n${start}RUN npm ci\n`,
    `FROM node:24\nCOPY server.js .\n${end}`,
    `FROM python:3\n${start}RUN npm ci\n${end}`,
    `FROM node:24 AS build\n${start}RUN npm ci\nFROM node:24-slim\nCOPY --from=build /app /app\n${end}`,
    `FROM node:24\nRUN npm install -g pm2\n${end}`,
  ],
} satisfies Cases;

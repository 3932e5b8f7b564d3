/** Node servers: what *Harden Dockerfile* makes of naive Dockerfiles. */

import { newestNode } from "../../server/data/node";
import type { Shape } from "../cases";

const node22 = newestNode(22);
const node24 = newestNode(24);
const lockfile = '{"lockfileVersion": 3}';

export const nodeServers: readonly Shape[] = [
  {
    title: "TypeScript: dist and what it needs",
    files: {
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"ts","scripts":{"build":"tsc","start":"node dist/main.js"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5"}}',
      "src/main.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
    },
    before: `FROM node:20
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build
EXPOSE 3000
CMD npm start
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build
RUN npm prune --omit=dev

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/dist ./dist
EXPOSE 3000
USER node
CMD ["dumb-init", "node", "dist/main.js"]
`,
  },
  {
    title: "TypeScript that takes dev dependencies out by itself",
    files: {
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"ts","scripts":{"build":"tsc","start":"node dist/main.js"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5"}}',
      "src/main.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
    },
    before: `FROM node:20
WORKDIR /app
COPY . .
RUN npm ci && npm run build && npm prune --production && rm -rf src
CMD npm start
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf src

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/dist ./dist
USER node
CMD ["dumb-init", "node", "dist/main.js"]
`,
  },
  {
    title: "TypeScript that installs again without dev dependencies",
    files: {
      "yarn.lock": "# yarn lockfile v1\n",
      "package.json":
        '{"name":"ts","scripts":{"build":"tsc"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5"}}',
      "src/main.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
    },
    before: `FROM node:20
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn --frozen-lockfile
COPY . .
RUN yarn build
RUN rm -rf node_modules && yarn --frozen-lockfile --production
CMD ["node", "dist/main.js"]
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn --frozen-lockfile
COPY . .
RUN yarn build
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn rm -rf node_modules && yarn --frozen-lockfile --production

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/dist ./dist
USER node
CMD ["dumb-init", "node", "dist/main.js"]
`,
  },
  {
    title: "TypeScript that nothing builds, of pnpm",
    files: {
      "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
      "package.json":
        '{"name":"ts","scripts":{"build":"tsc","start":"node dist/main.js"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5"},"packageManager":"pnpm@10.18.0"}',
      "src/main.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"dist","rootDir":"src"}}',
    },
    before: `FROM node:20
WORKDIR /app
COPY . .
RUN npm install
EXPOSE 3000
CMD npm start
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN --mount=type=cache,target=/root/.npm npm install -g pnpm@10.18.0
COPY package.json pnpm-lock.yaml ./
RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm install --frozen-lockfile
COPY . .
RUN pnpm run build
RUN pnpm prune --prod --ignore-scripts

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/dist ./dist
EXPOSE 3000
USER node
CMD ["dumb-init", "node", "dist/main.js"]
`,
  },
  {
    title: "Nuxt that nothing builds",
    files: {
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"n","scripts":{"build":"nuxt build","postinstall":"nuxt prepare"},"dependencies":{"nuxt":"4"}}',
      "nuxt.config.ts": "export default defineNuxtConfig({});",
      "app/app.vue": "",
      "public/robots.txt": "",
    },
    before: `FROM node:20-alpine
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev
COPY . .
CMD ["node", ".output/server/index.mjs"]
`,
    after: `FROM node:20.20.2-alpine AS build
RUN apk add --no-cache dumb-init
WORKDIR /app
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build

FROM node:20.20.2-alpine
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/.output ./.output
USER node
CMD ["dumb-init", "node", ".output/server/index.mjs"]
`,
  },
  {
    title: "Nest, with comments and gaps",
    files: {
      ".gitignore": "",
      ".prettierrc": "",
      "README.md": "",
      "eslint.config.mjs": "",
      "nest-cli.json": '{"collection":"@nestjs/schematics","sourceRoot":"src","compilerOptions":{"deleteOutDir":true}}',
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"y","scripts":{"build":"nest build","start":"nest start","start:prod":"node dist/main","test":"jest"},"dependencies":{"@nestjs/core":"11"},"devDependencies":{"@nestjs/cli":"11"}}',
      "src/main.ts": "",
      "test/app.e2e-spec.ts": "",
      "tsconfig.build.json": '{"extends":"./tsconfig.json","exclude":["test"]}',
      "tsconfig.json": '{"compilerOptions":{"outDir":"./dist"}}',
    },
    before: `# my app
FROM node:22-alpine

# where
WORKDIR /usr/src/app

COPY package*.json ./

RUN npm install

# the code
COPY . .

RUN npm run build

EXPOSE 3000

CMD ["npm", "run", "start:prod"]
`,
    after: `# my app
FROM node:${node22}-alpine AS build
RUN apk add --no-cache dumb-init

# where
WORKDIR /usr/src/app

COPY package*.json ./

RUN --mount=type=cache,target=/root/.npm npm ci

# the code
COPY . .

RUN npm run build
RUN npm prune --omit=dev

FROM node:${node22}-alpine
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /usr/src/app
COPY --from=build --chown=node:node /usr/src/app/node_modules ./node_modules
COPY --from=build --chown=node:node /usr/src/app/package.json ./package.json
COPY --from=build --chown=node:node /usr/src/app/dist ./dist

EXPOSE 3000

USER node
CMD ["dumb-init", "node", "dist/main"]
`,
  },
  {
    title: "Next.js that is told to make a server",
    files: {
      "next.config.js": 'module.exports = { output: "standalone" }',
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"n","scripts":{"dev":"next dev","build":"next build","start":"next start"},"dependencies":{"next":"15","react":"19","react-dom":"19"}}',
    },
    before: `FROM node:20-alpine
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build
EXPOSE 3000
CMD ["npm", "start"]
`,
    after: `FROM node:20.20.2-alpine AS build
RUN apk add --no-cache dumb-init
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build

FROM node:20.20.2-alpine
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/.next/standalone ./
COPY --from=build --chown=node:node /app/.next/static ./.next/static
EXPOSE 3000
ENV HOSTNAME=0.0.0.0
USER node
CMD ["dumb-init", "node", "server.js"]
`,
  },
  {
    title: "Next.js as it comes",
    files: {
      "next.config.mjs": "export default {}",
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"y","scripts":{"build":"next build","start":"next start -p 4000"},"dependencies":{"next":"15","react":"19"},"devDependencies":{"typescript":"5"}}',
      "public/a.svg": "",
      "src/app/page.tsx": "",
      "src/app/x.module.css": "",
    },
    before: `FROM node:22
WORKDIR /app
COPY . .
RUN npm install
RUN npm run build
CMD ["npm","start"]
`,
    after: `FROM node:${node22}-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build
RUN npm prune --omit=dev && rm -rf .next/cache

FROM node:${node22}-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/next.config.mjs ./next.config.mjs
COPY --from=build --chown=node:node /app/.next ./.next
COPY --from=build --chown=node:node /app/public ./public
USER node
CMD ["dumb-init", "node", "node_modules/next/dist/bin/next", "start", "-p", "4000"]
`,
  },
  {
    title: "pnpm, installed along with the dependencies",
    files: {
      "package.json":
        '{"name":"p","packageManager":"pnpm@9.1.0","scripts":{"start":"node server.js"},"dependencies":{"express":"5"}}',
      "pnpm-lock.yaml": "",
      "server.js": "",
    },
    before: `FROM node:20
WORKDIR /app
COPY . .
RUN npm install -g pnpm && pnpm install
CMD ["pnpm", "start"]
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN --mount=type=cache,target=/root/.npm --mount=type=cache,target=/root/.local/share/pnpm/store npm install -g pnpm@9.1.0 && pnpm install --frozen-lockfile

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --chown=node:node . .
USER node
CMD ["dumb-init", "node", "server.js"]
`,
  },
  {
    title: "pnpm by Corepack, an engines field and .nvmrc; templates beside the sources",
    files: {
      ".nvmrc": "v22.3.0",
      "package.json":
        '{"name":"y","packageManager":"pnpm@9.15.9","engines":{"node":">=20 <23"},"scripts":{"build":"rimraf dist && tsc","start":"node dist/index.js"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5","rimraf":"6"}}',
      "pnpm-lock.yaml": "",
      "src/index.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"./dist"}}',
      "views/index.ejs": "",
    },
    before: `FROM node
RUN corepack enable
WORKDIR /app
COPY . .
RUN pnpm install
RUN pnpm build
CMD pnpm start
`,
    after: `FROM node:${node22}-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
RUN corepack enable
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm install --frozen-lockfile
COPY . .
RUN pnpm build
RUN pnpm prune --prod --ignore-scripts

FROM node:${node22}-trixie-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
CMD ["dumb-init", "node", "dist/index.js"]
`,
  },
  {
    title: "yarn classic without a build",
    files: {
      "index.js": "",
      "package.json":
        '{"name":"y","scripts":{"start":"node index.js"},"dependencies":{"express":"5"},"devDependencies":{"eslint":"9"}}',
      "yarn.lock": "",
    },
    before: `FROM node:20
WORKDIR /app
COPY . .
RUN yarn
EXPOSE 3000
CMD yarn start
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn --frozen-lockfile --production

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --chown=node:node . .
EXPOSE 3000
USER node
CMD ["dumb-init", "node", "index.js"]
`,
  },
  {
    title: "yarn classic that installs and builds at once, and tsconfig files that extend one another",
    files: {
      "package.json":
        '{"name":"y","scripts":{"build":"tsc -p tsconfig.build.json","start":"node dist/index.js"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5"}}',
      "src/index.ts": "",
      "tsconfig.build.json": '{"extends":"./tsconfig.json"}',
      "tsconfig.json": '{"compilerOptions":{"outDir":"./dist"}}',
      "yarn.lock": "",
    },
    before: `FROM node:lts
WORKDIR /app
COPY . .
RUN yarn install && yarn build
CMD yarn start
`,
    after: `FROM node:${node24}-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json yarn.lock ./
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile
COPY . .
RUN yarn build
RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline

FROM node:${node24}-trixie-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/dist ./dist
USER node
CMD ["dumb-init", "node", "dist/index.js"]
`,
  },
  {
    title: "yarn 4 with node_modules",
    files: {
      ".yarnrc.yml": "nodeLinker: node-modules",
      "package.json":
        '{"name":"y","packageManager":"yarn@4.5.0","scripts":{"build":"tsc","start":"node dist/index.js"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5"}}',
      "src/index.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"./dist"}}',
      "yarn.lock": "",
    },
    before: `FROM node:latest
RUN corepack enable
WORKDIR /app
COPY . .
RUN yarn install
RUN yarn build
CMD yarn start
`,
    after: `FROM node:${node24}-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
RUN corepack enable
WORKDIR /app
COPY package.json yarn.lock .yarnrc.yml ./
RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn install --immutable
COPY . .
RUN yarn build
RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn workspaces focus --production

FROM node:${node24}-trixie-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/package.json ./package.json
COPY --from=build --chown=node:node /app/dist ./dist
USER node
CMD ["dumb-init", "node", "dist/index.js"]
`,
  },
  {
    title: "npm workspaces",
    files: {
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"ws","private":true,"workspaces":["packages/*"],"scripts":{"start":"node packages/app/server.js"}}',
      "packages/app/package.json": '{"name":"app","dependencies":{"lib":"*","express":"5"}}',
      "packages/app/server.js": "",
      "packages/lib/index.js": "",
      "packages/lib/package.json": '{"name":"lib","main":"index.js"}',
    },
    before: `FROM node:20
WORKDIR /app
COPY . .
RUN npm install
CMD ["npm", "start"]
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/app/package.json packages/app/
COPY packages/lib/package.json packages/lib/
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
COPY . .

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
CMD ["dumb-init", "node", "packages/app/server.js"]
`,
  },
  {
    title: "Prisma, which looks for OpenSSL when it runs",
    files: {
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"y","scripts":{"build":"tsc","start":"node dist/index.js"},"dependencies":{"@prisma/client":"6","express":"5"},"devDependencies":{"typescript":"5","prisma":"6"}}',
      "prisma/schema.prisma": "",
      "src/index.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"dist"}}',
    },
    before: `FROM node:20
WORKDIR /app
COPY . .
RUN npm install
RUN npx prisma generate
RUN npm run build
CMD ["npm","start"]
`,
    after: `FROM node:20.20.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
COPY prisma prisma/
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npx prisma generate
RUN npm run build
RUN npm prune --omit=dev

FROM node:20.20.2-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
CMD ["dumb-init", "node", "dist/index.js"]
`,
  },
  {
    title: "packages, an entrypoint and a file elsewhere",
    files: {
      "entrypoint.sh": `#!/bin/sh
exec "$@"
`,
      "index.js": "",
      "package-lock.json": lockfile,
      "package.json": '{"name":"y","scripts":{"start":"node index.js"},"dependencies":{"express":"5"}}',
    },
    before: `FROM node:22
RUN apt-get update && apt-get install -y ffmpeg
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
COPY entrypoint.sh /usr/local/bin/
RUN chmod +x /usr/local/bin/entrypoint.sh
ENTRYPOINT ["entrypoint.sh"]
CMD ["node","index.js"]
`,
    after: `FROM node:${node22}-bookworm AS build
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci

FROM node:${node22}-bookworm-slim
ENV NODE_ENV=production
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --chown=node:node . .
COPY entrypoint.sh /usr/local/bin/
RUN chmod +x /usr/local/bin/entrypoint.sh
USER node
ENTRYPOINT ["dumb-init", "entrypoint.sh"]
CMD ["node","index.js"]
`,
  },
  {
    title: "a user who installs",
    files: {
      "index.js": "",
      "package-lock.json": lockfile,
      "package.json": '{"name":"y","scripts":{"start":"node index.js"},"dependencies":{"express":"5"}}',
    },
    before: `FROM node:22
RUN mkdir -p /home/node/app/node_modules && chown -R node:node /home/node/app
WORKDIR /home/node/app
COPY package*.json ./
USER node
RUN npm install
COPY --chown=node:node . .
EXPOSE 8080
CMD [ "node", "index.js" ]
`,
    after: `FROM node:${node22}-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /home/node/app/node_modules && chown -R node:node /home/node/app
WORKDIR /home/node/app
COPY package*.json ./
USER node
RUN --mount=type=cache,target=/home/node/.npm,uid=1000 npm ci --omit=dev

FROM node:${node22}-bookworm-slim
ENV NODE_ENV=production
RUN mkdir -p /home/node/app/node_modules && chown -R node:node /home/node/app
USER node
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /home/node/app
COPY --from=build --chown=node:node /home/node/app/node_modules ./node_modules
COPY --chown=node:node . .
EXPOSE 8080
CMD [ "dumb-init", "node", "index.js" ]
`,
  },
  {
    title: "a script of the install that needs the sources",
    files: {
      "index.js": "",
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"y","scripts":{"postinstall":"node scripts/x.js","start":"node index.js"},"dependencies":{"express":"5"}}',
      "scripts/x.js": 'require("../lib/y")',
    },
    before: `FROM node:22
ARG VERSION=1
ENV VERSION=$VERSION
LABEL a=b
WORKDIR /app
COPY . .
RUN npm install
HEALTHCHECK CMD node health.js
CMD npm start
`,
    after: `FROM node:${node22}-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
ARG VERSION=1
ENV VERSION=$VERSION
WORKDIR /app
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev

FROM node:${node22}-bookworm-slim
ARG VERSION=1
ENV NODE_ENV=production
ENV VERSION=$VERSION
LABEL a=b
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /app ./
HEALTHCHECK CMD node health.js
USER node
CMD ["dumb-init", "node", "index.js"]
`,
  },
  {
    title: "a token in .npmrc by a variable",
    files: {
      ".npmrc": `@customs:registry=https://registry.example.org/
//registry.example.org/:_authToken=\${NPM_TOKEN}
`,
      "index.js": "",
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"customs-desk","version":"1.0.0","private":true,"scripts":{"start":"node index.js"},"dependencies":{"fastify":"^5.0.0"},"devDependencies":{"prettier":"^3.6.0"}}',
    },
    before: `FROM node:22

ARG NPM_TOKEN
ENV NPM_TOKEN=$NPM_TOKEN

WORKDIR /usr/src/app
COPY . .

RUN npm install

EXPOSE 3000
CMD ["npm", "start"]
`,
    after: `FROM node:${node22}-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*

WORKDIR /usr/src/app
COPY package.json package-lock.json .npmrc ./

RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npm_token,required=true NPM_TOKEN=$(cat /run/secrets/npm_token) npm ci --omit=dev

FROM node:${node22}-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /usr/src/app
COPY --from=build --chown=node:node /usr/src/app/node_modules ./node_modules

COPY --chown=node:node . .

EXPOSE 3000
USER node
CMD ["dumb-init", "node", "index.js"]
`,
  },
  {
    title: "options of the install, parts of the source, webpack",
    files: {
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"y","scripts":{"start":"node dist/a.js","build":"webpack"},"dependencies":{"express":"5"},"devDependencies":{"webpack":"5"}}',
      "src/a.js": "",
      "webpack.config.js": "",
    },
    before: `FROM node:22-alpine
RUN apk add --no-cache libc6-compat
ENV PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --legacy-peer-deps
COPY src ./src
COPY webpack.config.js ./
RUN npm run build
CMD ["npm","start"]
`,
    after: `FROM node:${node22}-alpine AS build
RUN apk add --no-cache libc6-compat
ENV PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --legacy-peer-deps
COPY src ./src
COPY webpack.config.js ./
RUN npm run build
RUN npm prune --omit=dev --legacy-peer-deps

FROM node:${node22}-alpine
RUN apk add --no-cache libc6-compat dumb-init
ENV PATH=/app/node_modules/.bin:$PATH
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
CMD ["dumb-init", "node", "dist/a.js"]
`,
  },
  {
    title: "a build that makes more than one folder, and a folder to write to",
    files: {
      ".gitignore": "",
      ".prettierrc": "",
      "README.md": "",
      "eslint.config.mjs": "",
      "nest-cli.json": '{"collection":"@nestjs/schematics","sourceRoot":"src","compilerOptions":{"deleteOutDir":true}}',
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"y","scripts":{"build":"nest build","start":"nest start","start:prod":"node dist/main","test":"jest"},"dependencies":{"@nestjs/core":"11"},"devDependencies":{"@nestjs/cli":"11"}}',
      "src/main.ts": "",
      "test/app.e2e-spec.ts": "",
      "tsconfig.build.json": '{"extends":"./tsconfig.json","exclude":["test"]}',
      "tsconfig.json": '{"compilerOptions":{"outDir":"./dist"}}',
    },
    before: `FROM node:22
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build && cp nest-cli.json settings.json
RUN mkdir -p uploads && chown node:node uploads
CMD ["node", "dist/main"]
`,
    after: `FROM node:${node22}-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package*.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run build && cp nest-cli.json settings.json
RUN npm prune --omit=dev

FROM node:${node22}-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build /app ./
RUN mkdir -p uploads && chown node:node uploads
USER node
CMD ["dumb-init", "node", "dist/main"]
`,
  },
  {
    title: "a program that dev dependencies start is left in one stage",
    files: {
      "package-lock.json": lockfile,
      "package.json":
        '{"name":"y","scripts":{"start":"ts-node src/index.ts"},"dependencies":{"express":"5"},"devDependencies":{"ts-node":"10","typescript":"5"}}',
      "src/index.ts": "",
    },
    before: `FROM node:22
WORKDIR /app
COPY . .
RUN npm install
CMD ["npm","start"]
`,
    after: `FROM node:${node22}-bookworm
WORKDIR /app
COPY --chown=node:node package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY --chown=node:node . .
ENV NODE_ENV=production
USER node
CMD ["npm","start"]
`,
  },
  {
    title: "yarn's Plug'n'Play is left in one stage",
    files: {
      ".pnp.cjs": "",
      ".yarnrc.yml": "x: 1",
      "package.json":
        '{"name":"y","packageManager":"yarn@4.5.0","scripts":{"build":"tsc","start":"node dist/index.js"},"dependencies":{"express":"5"},"devDependencies":{"typescript":"5"}}',
      "src/index.ts": "",
      "tsconfig.json": '{"compilerOptions":{"outDir":"./dist"}}',
      "yarn.lock": "",
    },
    before: `FROM node:latest
RUN corepack enable
WORKDIR /app
COPY . .
RUN yarn install
RUN yarn build
CMD yarn start
`,
    after: `FROM node:${node24}-trixie-slim
RUN corepack enable
WORKDIR /app
COPY package.json yarn.lock .yarnrc.yml ./
RUN yarn install --immutable
COPY . .
RUN yarn build
ENV NODE_ENV=production
CMD ["yarn", "start"]
`,
  },
  {
    title: "pnpm workspaces that build ship the package that is started",
    files: {
      "apps/api/package.json": '{"name":"api","dependencies":{"lib":"workspace:*"}}',
      "package.json":
        '{"name":"y","packageManager":"pnpm@9.15.9","scripts":{"build":"pnpm -r build","start":"node apps/api/dist/index.js"},"devDependencies":{"typescript":"5"}}',
      "packages/lib/package.json": '{"name":"lib"}',
      "pnpm-lock.yaml": "",
      "pnpm-workspace.yaml": `packages:
  - "apps/*"
  - packages/*
`,
    },
    before: `FROM node:22
RUN npm i -g pnpm@9
WORKDIR /app
COPY . .
RUN pnpm install
RUN pnpm build
CMD pnpm start
`,
    after: `FROM node:${node22}-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
RUN --mount=type=cache,target=/root/.npm npm i -g pnpm@9
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY apps/api/package.json apps/api/
COPY packages/lib/package.json packages/lib/
RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm install --frozen-lockfile
COPY . .
RUN pnpm build
RUN --mount=type=cache,target=/root/.local/share/pnpm/store pnpm --filter api --prod deploy /prod/api

FROM node:${node22}-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=node:node /prod/api ./apps/api
USER node
CMD ["dumb-init", "node", "apps/api/dist/index.js"]
`,
  },
  {
    title: "Bun: what builds is left out of the stage that ships",
    files: {
      ".dockerignore": "node_modules\n.git\n.env*\n",
      "package.json":
        '{"scripts":{"build":"bun build src/a.ts --outdir dist"},"dependencies":{"hono":"4"},"devDependencies":{"prettier":"3"}}',
      "bun.lock": "",
      "src/a.ts": "export default {};\n",
    },
    before: `FROM oven/bun:1.3
WORKDIR /app
COPY package.json bun.lock ./
RUN bun install
COPY . .
RUN bun run build
CMD ["bun", "dist/a.js"]
`,
    after: `FROM oven/bun:1.3 AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json bun.lock ./
RUN bun install --frozen-lockfile
COPY . .
RUN bun run build
RUN rm -rf node_modules && bun install --production

FROM oven/bun:1.3
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
WORKDIR /app
COPY --from=build --chown=bun:bun /app ./
USER bun
CMD ["dumb-init", "bun", "dist/a.js"]
`,
  },
  {
    title: "What corepack has fetched for root is there for another user",
    files: {
      ".dockerignore": "node_modules\n.git\n.env*\n",
      "package.json":
        '{"packageManager":"pnpm@9.0.0","scripts":{"start":"node a.js | pino-pretty"},"dependencies":{"pino-pretty":"10"}}',
      "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
      "a.js": 'require("http").createServer().listen(80);\n',
    },
    before: `FROM node:${node24}-trixie-slim
WORKDIR /app
COPY . .
RUN corepack enable && pnpm install
CMD ["pnpm", "start"]
`,
    after: `FROM node:${node24}-trixie-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --chown=node:node package.json pnpm-lock.yaml ./
ENV COREPACK_HOME=/usr/local/share/corepack
RUN corepack enable && pnpm install --frozen-lockfile
COPY --chown=node:node . .
USER node
CMD ["pnpm", "start"]
`,
  },
  {
    title: "a package manager that corepack fetches at the start alone",
    files: {
      ".dockerignore": ".git\nnode_modules\n",
      "package.json": '{"private":true,"packageManager":"pnpm@9.0.0"}',
      "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
      "pnpm-workspace.yaml": "packages: [api]\n",
      "api/package.json":
        '{"name":"api","scripts":{"start":"node a.js | pino-pretty"},"dependencies":{"pino-pretty":"10"}}',
      "api/a.js": 'require("http").createServer().listen(80);\n',
    },
    before: `FROM node:${node24}-trixie-slim AS base
RUN corepack enable

FROM base AS build
WORKDIR /app
COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm deploy --filter=api --prod /prod/api

FROM base
ENV NODE_ENV=production
COPY --from=build /prod/api /prod/api
WORKDIR /prod/api
CMD ["pnpm", "start"]
`,
    after: `FROM node:${node24}-trixie-slim AS base
RUN corepack enable

FROM base AS build
WORKDIR /app
COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm deploy --filter=api --prod /prod/api

FROM base
ENV NODE_ENV=production
COPY --from=build --chown=node:node /prod/api /prod/api
WORKDIR /prod/api
USER node
CMD ["pnpm", "start"]
`,
  },
];

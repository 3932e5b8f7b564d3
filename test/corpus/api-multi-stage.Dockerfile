# syntax=docker/dockerfile:1
ARG NODE_VERSION=24.19.0

FROM node:${NODE_VERSION}-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build \
  # Dev dependencies have done their work.
  && npm prune --omit=dev

FROM node:${NODE_VERSION}-trixie-slim
ENV NODE_ENV=production
RUN apt-get update \
  && apt-get install -y --no-install-recommends dumb-init \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
USER node
EXPOSE 3000
ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "dist/main.js"]

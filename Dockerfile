# syntax=docker/dockerfile:1
# Runs the command line, say: docker run --rm -v "$PWD:/work:ro" drydock lint .
FROM node:24.18.0-trixie-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY . .
RUN node build.mjs

FROM node:24.18.0-trixie-slim
ENV NODE_ENV=production
COPY --from=build /usr/bin/dumb-init /usr/bin/dumb-init
COPY --from=build /src/dist/server/cli.js /src/dist/server/node.js /src/dist/server/main.js /opt/drydock/
WORKDIR /work
USER node
ENTRYPOINT ["dumb-init", "node", "/opt/drydock/cli.js"]
CMD ["--help"]

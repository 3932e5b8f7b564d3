import { singleStage } from "../multistage/singleStage";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "single-stage",
  title: "The stage that installs the dependencies is the one that ships",
  severity: "info",
  category: "stages",
  practice: "multi-stage",
  why:
    "Whatever the install needs or leaves behind — compilers, dev dependencies, the package manager's cache, a token — ships with the application. " +
    "Install and build in a stage of its own and copy the result into a small one.",
  sources: ["https://docs.docker.com/build/building/multi-stage/"],
  bad: `FROM node:24.1.0-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
CMD ["node", "server.js"]`,
  good: `FROM node:24.1.0 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24.1.0-slim
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY . .
CMD ["node", "server.js"]`,

  check: (file, facts) => singleStage("single-stage", file, facts),
} satisfies DockerfileRule;

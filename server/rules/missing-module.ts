import { isIgnored } from "../context/madeLater";
import { lackingModule } from "../projects/lackingModules";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-module",
  title: "The program loads a package or a file that is not in the image",
  severity: "warning",
  category: "node",
  breaks: true,
  ofContext: true,
  why:
    "Node.js ends with *Cannot find module* when what a program imports is not there. " +
    "A stage starts from its base image alone: copy `node_modules` from the stage that has installed it, or install in the stage that ships, and copy all sources.",
  sources: [
    "https://nodejs.org/api/modules.html#loading-from-node_modules-folders",
    "https://docs.docker.com/build/building/multi-stage/",
  ],
  bad: 'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n\nFROM node:24-slim\nWORKDIR /app\nCOPY server.js ./\nCMD ["node", "server.js"]',
  good: 'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY server.js ./\nCMD ["node", "server.js"]',
  files: {
    ".dockerignore": "node_modules",
    "package.json": '{"dependencies": {"express": "5"}}',
    "package-lock.json": "{}",
    "server.js": 'require("express")().listen(3000);',
  },

  *check(file, facts) {
    // A container for development gets its sources and packages by a volume.
    const lacking = isForDevelopment(file, facts) ? undefined : lackingModule(file, facts);
    if (!lacking) return;
    const { span, from, specifier, target, place } = lacking;
    const why =
      target === undefined
        ? `${place} is not in the image`
        : isIgnored(target, facts)
          ? `${facts.ignore?.path} leaves ${target} out`
          : `nothing puts ${place} into the image`;
    yield { span, message: `${from} loads ${specifier}, but ${why}: the container cannot start` };
  },
} satisfies DockerfileRule;

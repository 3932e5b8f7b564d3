import { isIgnored } from "../context/madeLater";
import { insertAfter } from "../edits/edits";
import { joined } from "../image/model";
import { type LackingModule, lackingModule } from "../multistage/lackingModules";
import { isForDevelopment } from "../stage/purpose";
import type { Dockerfile, DockerfileRule, Facts, Fix } from "../types";

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
  good: 'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n\nFROM node:24-slim\nWORKDIR /app\nCOPY server.js ./\nCOPY --from=build /app/node_modules ./node_modules\nCMD ["node", "server.js"]',
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
    const { span, from, specifier, target, place, isForBuild, isUnlisted } = lacking;
    const consequence = isForBuild ? "its build stops" : "the container cannot start";
    const why = isUnlisted
      ? `${facts.project?.manifest ?? "package.json"} does not list it, so that no install brings it`
      : target === undefined
        ? `${place} is not in the image`
        : isIgnored(target, facts)
          ? `${facts.ignore?.path} leaves ${target} out`
          : `nothing puts ${place} into the image`;
    yield {
      span,
      message: `${from} loads ${specifier}, but ${why}: ${consequence}`,
      fixes: fixes(file, lacking, facts),
    };
  },
} satisfies DockerfileRule;

/** From the stage that has installed them. */
function fixes(file: Dockerfile, { origin }: LackingModule, facts: Facts): Fix[] {
  if (!origin) return [];
  const { copy, stage, folder } = origin;
  const name = stage.name?.text ?? String(stage.index);
  // It says how the files are to be read.
  const isModule = /"type"\s{0,9}:\s{0,9}"module"/.test(facts.contents?.get("package.json") ?? "");
  const lines = ["node_modules", ...(isModule ? ["package.json"] : [])].map(
    (one) => `COPY --from=${name} ${joined(folder, one)} ./${one}`,
  );
  return [{ title: `Copy node_modules from ${name}`, safe: false, edits: [insertAfter(file, copy, ...lines)] }];
}

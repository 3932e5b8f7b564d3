import { insertAfter } from "../edits/edits";
import { joined } from "../image/model";
import { type MissingModules, missingModules } from "../multistage/missingModules";
import type { Dockerfile, DockerfileRule, Facts, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-node-modules",
  title: "The packages that the program loads are not in the image",
  severity: "warning",
  category: "node",
  ofContext: true,
  why:
    "A compiler such as `tsc` puts no packages into what it makes: Node.js looks for them in `node_modules` beside the program and in the folders above, " +
    'and ends with "Cannot find module" where there are none. Copy them from the stage that installs them.',
  sources: ["https://nodejs.org/api/modules.html#loading-from-node_modules-folders"],
  bad: 'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n\nFROM node:24-slim\nWORKDIR /app\nCOPY src ./src\nCMD ["node", "src/index.js"]',
  good: 'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\n\nFROM node:24-slim\nWORKDIR /app\nCOPY src ./src\nCOPY --from=build /app/node_modules ./node_modules\nCMD ["node", "src/index.js"]',
  files: {
    "package.json": '{ "dependencies": { "express": "^5.1.0" } }',
    "package-lock.json": "{}",
    "src/index.js": 'require("express")().listen(3000);',
  },

  *check(file, facts) {
    const missing = missingModules(file, facts);
    if (!missing) return;
    yield {
      span: missing.word,
      message: `${missing.file} loads ${missing.name}, and there is no node_modules in the image, so that the container cannot start`,
      fixes: fixes(file, missing, facts),
    };
  },
} satisfies DockerfileRule;

/** From the stage that has them. */
function fixes(file: Dockerfile, { origin }: MissingModules, facts: Facts): Fix[] {
  if (!origin) return [];
  const { copy, stage, folder } = origin;
  const name = stage.name?.text ?? String(stage.index);
  const isModule = /"type"\s{0,9}:\s{0,9}"module"/.test(facts.contents?.get("package.json") ?? "");
  const lines = ["node_modules", ...(isModule ? ["package.json"] : [])].map(
    (one) => `COPY --from=${name} ${joined(folder, one)} ./${one}`,
  );
  return [{ title: `Copy node_modules from ${name}`, safe: false, edits: [insertAfter(file, copy, ...lines)] }];
}

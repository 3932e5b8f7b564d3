import { managerPrograms } from "../data/packageManagers";
import { isWhole, replace } from "../edits/edits";
import { missingBuildScripts } from "../node/missingScripts";
import type { DockerfileRule } from "../types";

export default {
  on: "Dockerfile",
  needs: [...managerPrograms],
  id: "missing-script",
  title: "The build runs a script that package.json does not have",
  severity: "warning",
  category: "node",
  breaks: true,
  ofContext: true,
  why: 'A package manager ends with "Missing script" when package.json has none of that name, and the build stops there.',
  sources: ["https://docs.npmjs.com/cli/commands/npm-run"],
  bad: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run biuld",
  good: "FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build",
  files: { "package.json": '{ "scripts": { "build": "tsc" } }', "package-lock.json": "{}" },

  *check(file, facts) {
    for (const { name, word, manifest, meant } of missingBuildScripts(file, facts)) {
      const guess = meant === undefined ? "" : `; did you mean "${meant}"?`;
      const isPlain = meant !== undefined && isWhole(word) && word.text === word.value;
      yield {
        span: word,
        message: `${manifest} has no script "${name}", so that the build stops here${guess}`,
        fixes: isPlain ? [{ title: `Run ${meant}`, safe: false, optional: true, edits: [replace(word, meant)] }] : [],
      };
    }
  },
} satisfies DockerfileRule;

import { managerOf } from "../data/packageManagers";
import { insertBefore, replace } from "../edits/edits";
import { type LeftOutTool, leftOutTools } from "../locks/leftOutTools";
import { factsFor } from "../node/installProject";
import { loadedDevDependency } from "../node/loadedPackages";
import { type Install, shipsModules } from "../packages/install";
import { isForDevelopment } from "../stage/purpose";
import type { Dockerfile, DockerfileRule, Fix, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-dev-dependency",
  title: "The install leaves out the dev dependency that is started afterwards",
  severity: "warning",
  category: "node",
  breaks: true,
  ofContext: true,
  why:
    "`npm ci --omit=dev` and its like leave out what `devDependencies` names, usually the compiler or bundler of the build script: it ends with *not found*, and so does a container that starts with such a program. " +
    "Build with all dependencies, and ship the result without them; or list under `dependencies` what the running program needs.",
  sources: ["https://docs.npmjs.com/cli/commands/npm-ci#omit"],
  bad: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY . .\nRUN npm run build",
  good: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build",
  files: {
    "package.json": '{"scripts": {"build": "tsc"}, "devDependencies": {"typescript": "5"}}',
    "package-lock.json": "{}",
  },

  *check(file, facts) {
    const factsOf = (install: Install) => factsFor(file, install, facts);
    for (const tool of leftOutTools(file, facts, factsOf, loadedDevDependency(file, facts))) {
      const { call, program, instruction, by, from } = tool;
      // Where ENV leaves them out, node-env-before-build says so.
      if (!isGiven(tool) && setsNodeEnv(tool.install.instruction.stage)) continue;
      const isBuild = instruction.keyword === "RUN";
      if (!isBuild && isForDevelopment(file, facts)) continue;
      const needs = from ? `${from} loads` : call === program ? program : `"${call}" needs ${program} of`;
      const consequence = isBuild ? "the build stops here" : "the container cannot start";
      yield {
        span: tool,
        message: `${needs} the dev dependency ${tool.package}, which the install leaves out: ${consequence}`,
        fixes: fixes(file, tool),
        related: [{ start: by.start, end: by.end, message: "Dev dependencies are left out here" }],
      };
    }
  },
} satisfies DockerfileRule;

/** By the command itself, and not by an ENV. */
function isGiven({ by }: LeftOutTool): boolean {
  return by.words.some(({ text }) => /prod|omit|-P|-p/.test(text)) || by.assignments.length > 0;
}

function setsNodeEnv(stage: Stage | undefined): boolean {
  return (stage?.instructions ?? []).some(
    ({ keyword, assignments }) => keyword === "ENV" && assignments.some(({ name }) => name.value === "NODE_ENV"),
  );
}

/** A stage that ships nothing of it may have them; what others take from an install stays as it is. */
function fixes(file: Dockerfile, { install, by, instruction }: LeftOutTool): Fix[] {
  const { command, instruction: run, manager } = install;
  const { words } = command;
  const omissions = words.flatMap((word, index) => {
    const next = words[index + 1];
    const span = { start: words[index - 1]?.end ?? word.start, end: word.end };
    if (managerOf(manager).production.includes(word.value ?? "")) return [{ word, span }];
    const isPair = next && managerOf(manager).production.includes(`${word.value}=${next.value}`);
    return isPair ? [{ word, span: { start: span.start, end: next.end } }] : [];
  });
  if (instruction.keyword !== "RUN" || by !== command || run.exec || omissions.length === 0) return [];
  if (run.stage === instruction.stage) {
    const [first] = omissions;
    const title = `Install dev dependencies as well, without ${first?.word.text}`;
    return [{ title, safe: false, isFirst: true, edits: omissions.map(({ span }) => replace(span, "")) }];
  }
  if (!instruction.stage || shipsModules(file, instruction.stage)) return [];
  const text = words.flatMap((word) =>
    omissions.some(({ span }) => span.start < word.start && word.end <= span.end) ? [] : [word.text],
  );
  const edits = [insertBefore(file, instruction, `RUN ${text.join(" ")}`)];
  return [{ title: "Install all dependencies before the build", safe: false, isFirst: true, edits }];
}

import { insertBefore } from "../edits/edits";
import { type LateVariable, lateServiceVariables, lateVariables } from "../node/bundledVariables";
import type { Dockerfile, DockerfileRule, Fix } from "../types";

export default {
  on: "Dockerfile",
  id: "late-build-variable",
  title: "A variable for the build of the front end is set where the build does not see it",
  severity: "warning",
  category: "node",
  why:
    "Vite, Next.js and Create React App put the values of such variables into the files that they make, which nothing changes any more when the container starts. " +
    "Declare them by `ARG` in the stage that builds, above the build, and pass them with `docker build --build-arg`.",
  sources: [
    "https://vite.dev/guide/env-and-mode.html",
    "https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser",
    "https://docs.docker.com/build/building/variables/#scoping",
  ],
  bad: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM nginx:1.29\nENV VITE_API=https://api.example.org\nCOPY --from=build /app/dist /usr/share/nginx/html",
  good: "FROM node:24-slim AS build\nWORKDIR /app\nCOPY . .\nENV VITE_API=https://api.example.org\nRUN npm ci && npm run build\n\nFROM nginx:1.29\nENV VITE_API=https://api.example.org\nCOPY --from=build /app/dist /usr/share/nginx/html",
  files: { "package.json": '{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "7"}}' },

  *check(file, facts) {
    for (const late of lateVariables(file, facts)) {
      const { bundling, name, instruction, assignment } = late;
      const { program, prefix } = bundling;
      const where =
        instruction.stage === undefined
          ? "which is declared above FROM only: its stage has to declare it again"
          : instruction.stage === bundling.instruction.stage
            ? "which is set after it"
            : "which is set in another stage";
      yield {
        span: assignment.name,
        message: `"${program} build" puts ${prefix}… variables into what it makes and does not see ${name}, ${where}`,
        fixes: fixes(file, late),
      };
    }
    for (const { bundling, name, path } of lateServiceVariables(file, facts)) {
      yield {
        span: bundling.command,
        message: `"${bundling.program} build" puts ${name} into what it makes, so that the value in ${path} comes too late: declare an ARG here and set it in "build.args" there`,
      };
    }
  },
} satisfies DockerfileRule;

/** The same declaration above the build. */
function fixes(file: Dockerfile, { bundling, name, instruction, assignment }: LateVariable): Fix[] {
  const isGlobal = instruction.stage === undefined;
  const value = isGlobal ? undefined : assignment.value?.text;
  if (assignment.legacy || value?.includes("$") || value?.includes("\n")) return [];
  const line = `${instruction.keyword} ${name}${value === undefined ? "" : `=${value}`}`;
  const edits = [insertBefore(file, bundling.instruction, line)];
  return [{ title: `Declare ${name} above the build`, safe: false, edits }];
}

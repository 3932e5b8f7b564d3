import { buildToolsIn } from "../multistage/stagePlaces";
import { splitStage } from "../multistage/stages";
import { projectInstallsOf } from "../packages/install";
import { mainProcess } from "../stage/process";
import { isForDevelopment } from "../stage/purpose";
import type { DockerfileRule, Finding, Stage } from "../types";

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

  *check(file, facts) {
    const [stage] = file.stages;
    if (isForDevelopment(file, facts)) return;
    if (!stage || file.stages.length > 1 || stage.base?.name !== "node" || !mainProcess(stage)) return;
    if (projectInstallsOf(stage).length === 0) return;
    const split = splitStage(file, stage, facts);
    yield {
      span: stage.from.name,
      ...whatShips(stage),
      ...("edit" in split
        ? { fixes: [{ title: "Install in a build stage and copy the result", safe: false, edits: [split.edit] }] }
        : { note: `There is no fix that takes it apart, because ${split.reason}.` }),
    };
  },
} satisfies DockerfileRule;

function whatShips(stage: Stage): Pick<Finding, "message" | "severity"> {
  const tools = stage.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN" ? buildToolsIn(instruction) : [],
  );
  if (tools.length > 0)
    return { message: `With only one stage, the build tools ${tools.join(", ")} ship with the application` };
  if (projectInstallsOf(stage).some(({ omitsDev }) => omitsDev === false)) {
    return { message: "With only one stage, the dev dependencies ship with the application" };
  }
  return {
    message: "With only one stage, what the install leaves behind ships with the application",
    severity: "hint",
  };
}

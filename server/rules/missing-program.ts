import { addedInits } from "../data/initPrograms";
import { remediesFor } from "../image/programRemedies";
import { lacksShell, programAt, removalOf } from "../image/programs";
import { type ProgramUse, programUses } from "../image/programUses";
import { withoutLauncher } from "../projects/launchRemedy";
import { serviceUses } from "../servers/serviceUses";
import { isTemplate } from "../stage/users";
import type { Dockerfile, DockerfileRule, Facts, Instruction, Stage } from "../types";

export default {
  on: "Dockerfile",
  id: "missing-program",
  title: "The program that is started is not in the image",
  severity: "warning",
  category: "correctness",
  breaks: true,
  why:
    "The slim variants of official images have no `curl`, no `git` and no `make`, and Alpine has no `bash`; a stage has what its own " +
    "base image brings, not what another stage has installed. A `RUN` then stops the build, a `HEALTHCHECK` reports a healthy " +
    "container as unhealthy, and a container that starts with it ends at once.",
  sources: [
    "https://hub.docker.com/_/node#image-variants",
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
  ],
  bad: "FROM debian:12-slim\nRUN curl -fsSL https://example.com/data.json -o /data.json",
  good:
    "FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/*\n" +
    "RUN curl -fsSL https://example.com/data.json -o /data.json",

  *check(file, facts) {
    const told = new Map<string, Set<Stage>>();
    for (const use of [...programUses(file, facts), ...serviceUses(file, facts)]) {
      const { name, at } = use;
      const stages = told.get(name) ?? new Set();
      if (isTold(at.stage, stages) || (use.instruction.keyword !== "RUN" && isTemplate(at.stage))) continue;
      if (isStart(use.instruction) && addedInits.has(name)) continue;
      if (programAt(name, at, file, facts) !== false || needsShell(use, file, facts)) continue;
      if (use.insteadOf?.some((other) => programAt(other, at, file, facts) !== false)) continue;
      told.set(name, stages.add(at.stage));
      yield {
        span: use.word,
        message: `${subject(use)}, ${consequence(use)}`,
        fixes: [...withoutLauncher(file, use, facts), ...remediesFor(file, use, facts)],
      };
    }
  },
} satisfies DockerfileRule;

/** A stage has what its parents lack, and lacks it, too. */
function isTold(stage: Stage, stages: ReadonlySet<Stage>): boolean {
  return stages.has(stage) || (stage.parent !== undefined && isTold(stage.parent, stages));
}

/** Without a shell nothing of a shell form starts, which is told once. */
function needsShell({ instruction, at }: ProgramUse, file: Dockerfile, facts: Facts): boolean {
  return !instruction.exec && lacksShell(at, file, facts) === true;
}

function isStart({ keyword }: Instruction): boolean {
  return keyword === "CMD" || keyword === "ENTRYPOINT";
}

function subject({ name, script, at, neededBy }: ProgramUse): string {
  const image = at.stage.base?.text ?? "the image";
  const has = `${image} has no ${name}`;
  const taken = removalOf(name, at);
  const why = taken ? `line ${taken.line + 1} takes away again what it has installed` : "nothing above brings it";
  if (neededBy !== undefined) return `${has} and ${why}, which ${neededBy} needs`;
  return script === undefined ? `${has} and ${why}` : `${has}, which the first line of ${script} names`;
}

function consequence({ instruction: { keyword }, command, isInScript, service }: ProgramUse): string {
  if (service) {
    const { name, file, isCheck } = service;
    const what = `the service ${name} in ${file}`;
    return isCheck ? `so that the health check of ${what} always fails` : `so that ${what} cannot start`;
  }
  if (isInScript) return "so that this command fails in the container";
  if (keyword === "HEALTHCHECK") return "so that the health check always fails";
  // Without `set -e`, the shell goes on.
  if (keyword === "RUN" && (command?.next === ";" || command?.next === "\n")) return "so that this command fails";
  if (keyword === "RUN") return "so that the build stops here";
  return keyword === "SHELL" ? "so that no RUN below can start" : "so that the container cannot start";
}

import { cacheTable } from "../data/cacheTable";
import { rpmPrograms } from "../data/systemManagers";
import { dropInstruction } from "../edits/removal";
import { aptLists } from "../packages/apt";
import { deletes, rpmCaches } from "../packages/caches";
import { cleansCache } from "../packages/installRun";
import { findStage } from "../syntax/dockerfile";
import { copiesOf, flagOf } from "../syntax/instructions";
import { runsOf, unixCommands } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Instruction } from "../types";

export default {
  on: "Dockerfile",
  judgesEach: true,
  id: "lone-cleanup",
  title: "A RUN of its own that cleans up makes the image no smaller",
  severity: "hint",
  category: "layers",
  why:
    "What an instruction has written stays in its layer: a later `RUN rm` only hides it, and adds a layer. " +
    "Clean up in the `RUN` that makes the files, or keep them out by a cache mount.",
  sources: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  bad: "FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci --omit=dev\nRUN rm -rf /root/.npm",
  good: "FROM node:24-slim\nRUN --mount=type=cache,target=/root/.npm npm ci --omit=dev",

  *check(file) {
    for (const instruction of runsOf(file)) {
      const { onbuild, script, heredocs, mounts } = instruction;
      const commands = unixCommands(instruction);
      if (onbuild || !script || script.errors.length > 0 || heredocs.length + mounts.length > 0) continue;
      if (commands.length === 0 || !commands.every(cleans) || isCopiedWhole(file, instruction)) continue;
      yield {
        span: instruction.name,
        fixes: [
          { title: "Remove the RUN that only cleans up", safe: false, edits: dropInstruction(file, instruction) },
        ],
      };
    }
  },
} satisfies DockerfileRule;

const folders: readonly string[] = [
  ...cacheTable.flatMap((tool) => [...tool.folders.map(({ path }) => path), ...(tool.others ?? [])]),
  ...[...rpmCaches, aptLists, "/var/cache/yum", "/root/.cache", "/var/cache/debconf"],
].map((path) => path.replace(/^~\//, ""));

/** Whether a command does nothing but delete what package managers keep. */
function cleans(command: Command): boolean {
  if (command.redirects.length > 0 || command.within.length > 0) return false;
  if (runs(command, "rm")) {
    const all = operands(command);
    return all.length > 0 && all.every((word) => isOfCache(command, word.text));
  }
  return cleansCache(command) || runs(command, ...cleaning);
}

const cleaning = [
  "apt-get clean",
  "apt-get autoclean",
  "apt clean",
  "apk cache",
  ...rpmPrograms.map((program) => `${program} clean`),
  "zypper clean",
];

function isOfCache(rm: Command, path: string): boolean {
  const words = rm.words.filter(({ text }) => text === path || text.startsWith("-") || /(?:^|\/)rm$/.test(text));
  // A folder above holds more than that.
  if (/^\/(?:var\/)?tmp\/\*$/.test(path)) return true;
  return !/^\/[^/]*\/?$/.test(path) && deletes({ ...rm, words }, folders);
}

/** Whether another stage takes all that is there now, layers flattened. */
function isCopiedWhole(file: Dockerfile, { stage }: Instruction): boolean {
  return copiesOf(file).some((copy) => {
    const from = flagOf(copy, "from")?.value?.value;
    const isThis = from !== undefined && copy.stage !== undefined && findStage(file, from, copy.stage) === stage;
    return isThis && copy.words.slice(0, -1).some(({ value = "/" }) => /^\/[^/]*\/?$/.test(value));
  });
}

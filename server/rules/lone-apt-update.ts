import { unixShells } from "../data/startPrograms";
import { aptPrograms } from "../data/systemManagers";
import { removeInstruction } from "../edits/edits";
import { aptUpdates, listReaders, mountsLists, readsOldLists, updateBefore } from "../packages/apt";
import { commandsIn, runsOf, unixCommands } from "../syntax/runs";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  needs: aptPrograms,
  id: "lone-apt-update",
  title: "apt-get update in a RUN of its own goes stale in the build cache",
  severity: "warning",
  category: "packages",
  why:
    "The layer of this `RUN` is cached, so after the list of packages in the next one has been changed, apt-get still works with package lists of weeks ago, and asks the mirror for versions that are gone. " +
    "Update and install in one `RUN`.",
  sources: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  bad: "FROM debian:13\nRUN apt-get update\nRUN apt-get install -y curl",
  good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl",

  *check(file) {
    for (const run of runsOf(file, ...aptPrograms)) {
      const [update] = aptUpdates(run);
      if (!update || listReaders(run).length > 0 || mountsLists(run)) continue;
      if (unixCommands(run).some((command) => command.start > update.start && mayInstall(command))) continue;
      const next = installAfter(run, run.stage?.instructions ?? file.instructions);
      if (!next) continue;
      yield {
        span: update,
        fixes: together(file, run, next),
        related: [{ start: next.name.start, end: next.name.end, message: "This RUN installs from the lists" }],
      };
    }
  },
} satisfies DockerfileRule;

/** The next RUN that installs from old lists; undefined when something before it may have updated them. */
function installAfter(run: Instruction, instructions: readonly Instruction[]): Instruction | undefined {
  for (let at = instructions.indexOf(run) + 1; at < instructions.length; at++) {
    const next = instructions[at];
    if (next?.keyword !== "RUN" || next.onbuild !== run.onbuild) continue;
    const [reader] = listReaders(next);
    const first = commandsIn(next).find((command) => command === reader || mayUpdate(command));
    if (first === undefined && next.script) continue;
    return first === reader && readsOldLists(next) ? next : undefined;
  }
  return undefined;
}

/** A script by its name: `apt-get update && install-packages x`. */
function mayInstall({ name = "" }: Command): boolean {
  return /install|packages?$/.test(name) && name !== "install";
}

/** Scripts may update the lists, too. */
function mayUpdate({ name = ".sh", words }: Command): boolean {
  if (name === "apt-get" || name === "apt" || name === "aptitude") return words.some(({ value }) => value === "update");
  return (
    unixShells.has(name) || /\.sh$|^source$|^\.$/.test(name) || /^\.{0,2}\/(?!usr\/|s?bin\/)/.test(words[0]?.text ?? "")
  );
}

/** The RUN goes if all that it does is the update. */
function together(file: Dockerfile, run: Instruction, next: Instruction): Fix[] | undefined {
  const update = updateBefore(next);
  if (!update) return undefined;
  const holdsComment = file.comments.some(({ start }) => start > run.start && start < run.end);
  const isAlone = run.script?.form === "shell" && run.script.commands.length === 1 && run.flags.length === 0;
  if (!isAlone || holdsComment) return [{ title: "Update in the RUN that installs", safe: false, edits: [update] }];
  return [{ title: "Update and install in one RUN", safe: false, edits: [removeInstruction(file, run), update] }];
}

import { aptUpdates, listReaders, mountsLists, readsOldLists, runsOf, updateBefore } from "../text/apt";
import { removeInstruction } from "../text/edits";
import type { Command, Dockerfile, DockerfileRule, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
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
    const all = runsOf(file);
    for (const run of all) {
      const [update] = aptUpdates(run);
      if (!update || listReaders(run).length > 0 || mountsLists(run)) continue;
      const next = all.find(
        (other) =>
          other.start > run.start &&
          other.stage === run.stage &&
          other.onbuild === run.onbuild &&
          (listReaders(other).length > 0 || aptUpdates(other).length > 0),
      );
      // Scripts may update the lists themselves.
      if (!next || !readsOldLists(next) || all.some((other) => isBetween(other, run, next) && runsScript(other)))
        continue;
      yield {
        span: update,
        fixes: together(file, run, next),
        related: [{ start: next.name.start, end: next.name.end, message: "This RUN installs from the lists" }],
      };
    }
  },
} satisfies DockerfileRule;

/** From the instruction behind one up to and with another. */
function isBetween({ start }: Instruction, one: Instruction, other: Instruction): boolean {
  return start > one.start && start <= other.start;
}

function runsScript({ script }: Instruction): boolean {
  const isScript = ({ name = ".sh", words }: Command) =>
    /^(?:ba|da)?sh$|\.sh$|^source$|^\.$/.test(name) || /^\.{0,2}\/(?!usr\/|s?bin\/)/.test(words[0]?.text ?? "");
  return !script || script.commands.some(isScript);
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

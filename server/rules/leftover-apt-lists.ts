import { aptPrograms } from "../data/systemManagers";
import { addFlag, appendCommand } from "../edits/edits";
import {
  aptCommands,
  aptLists,
  aptUpdates,
  isAptMount,
  listReaders,
  mountsLists,
  reliantRuns,
  sudoOf,
  updateBefore,
} from "../packages/apt";
import { emptiesAptCache } from "../packages/idleMounts";
import { commandsIn, runsOf } from "../syntax/runs";
import { isOpaque, runs } from "../syntax/shell";
import type { Command, Dockerfile, DockerfileRule, Edit, Fix, Instruction } from "../types";

export default {
  on: "Dockerfile",
  needs: aptPrograms,
  id: "leftover-apt-lists",
  title: "apt-get leaves its package lists in the image",
  severity: "info",
  category: "packages",
  aliases: ["DL3009"],
  why:
    "`apt-get update` downloads some 20 to 40 MB of package lists, which are of no use once the packages are installed. " +
    "A later `RUN` cannot take them out of this layer again: delete them in the `RUN` that fetched them, or keep them out with a cache mount.",
  sources: [
    "https://docs.docker.com/build/building/best-practices/#apt-get",
    "https://github.com/hadolint/hadolint/wiki/DL3009",
  ],
  bad: "FROM debian:13\nRUN apt-get update && apt-get install -y curl",
  good: "FROM debian:13\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*",

  *check(file) {
    for (const run of runsOf(file, ...aptPrograms)) {
      const isKept = run.stage === undefined || run.stage.ships || run.onbuild;
      const update = aptUpdates(run).at(-1);
      if (!isKept || !update || mountsLists(run) || removesLists(run, update)) continue;
      const reliant = reliantRuns(file, run);
      // These lists are still needed where they are.
      if (listReaders(run).length === 0 && reliant.some(({ stage }) => stage === run.stage)) continue;
      yield { span: update, fixes: fixesFor(file, run, update, reliant) };
    }
  },
} satisfies DockerfileRule;

/** Whether the lists may be gone at the end of a RUN. */
function removesLists(run: Instruction, update: Command): boolean {
  if (aptCommands(run, "distclean", "dist-clean").some(({ start }) => start > update.start)) return true;
  return commandsIn(run).some((command) => command.start > update.start && mayRemoveLists(command));
}

function mayRemoveLists(command: Command): boolean {
  if (runs(command, "rm", "find")) {
    const isHidden = isOpaque(command) && !runs(command, "find");
    return isHidden || command.words.some(({ text }) => /\/var\/lib\/(?:apt(?:\/|["']?$)|\{[^{}]*apt|\*)/.test(text));
  }
  // A script that is named after it.
  return command.name !== undefined && /clean/i.test(command.name);
}

/** Whoever installs from these lists later gets an update of its own. */
function fixesFor(file: Dockerfile, run: Instruction, update: Command, reliant: readonly Instruction[]): Fix[] {
  const updates = reliant.map((other) => updateBefore(other));
  if (updates.some((edit) => edit === undefined)) return [];
  const removal = `${sudoOf(update)}rm -rf ${aptLists}/*`;
  const removeIn = (other: Instruction) =>
    (scriptEndsWithComment(file, other) ? undefined : appendCommand(file, other, removal)) ??
    appendToLast(other, removal);
  const append = removeIn(run);
  // They would leave the lists in turn.
  const leaving = reliant.filter((other) => other.stage?.ships !== false && !removesLists(other, update));
  const added = [...updates, ...leaving.map(removeIn)].filter((edit) => edit !== undefined);
  const remove: Fix[] = append
    ? [{ title: "Delete the package lists in this RUN", safe: false, edits: [append, ...added] }]
    : [];
  if (run.script?.form === "exec" || reliant.length > 0) return remove;
  const mount: Fix = {
    title: "Keep the package lists in a cache mount",
    safe: false,
    edits: [addFlag(run, mountsFor(file, run))],
  };
  return run.mounts.some(isAptMount) ? [mount, ...remove] : [...remove, mount];
}

function scriptEndsWithComment({ text }: Dockerfile, { script }: Instruction): boolean {
  return script !== undefined && text.slice(script.commands.at(-1)?.end, script.end).includes("#");
}

/** Behind the last command of apt, where the end of the list is no place for it. */
function appendToLast({ script }: Instruction, command: string): Edit | undefined {
  const last = script?.commands.findLast(({ name }) => /^apt(?:-get|itude)?$/.test(name ?? ""));
  if (!last || script?.form !== "shell" || script.errors.length > 0) return undefined;
  if (last.within.length > 0 || last.operator === "|" || last.next === "|" || last.next === "&") return undefined;
  return { start: last.end, end: last.end, text: ` && ${command}` };
}

/** apt locks its folders, so two builds at a time have to wait for each other. */
function mountsFor(file: Dockerfile, run: Instruction): string {
  return [...(emptiesAptCache(file, run) ? [] : ["/var/cache/apt"]), "/var/lib/apt"]
    .filter((target) => !run.mounts.some((mount) => mount.target === target))
    .map((target) => `--mount=type=cache,target=${target},sharing=locked`)
    .join(" ");
}

import { addArguments } from "../edits/edits";
import { declares } from "../instructions/declarations";
import { hasMissedCache, mayCatch } from "../packages/cacheMounts";
import { deletes, mayShip, mountCache } from "../packages/caches";
import { mayHideOptions } from "../packages/packages";
import { type PipTool, pipInstallOf, pipTools } from "../packages/pip";
import { commandsOf, instructionsUntil, type Run, startOfFirst, unixCommands } from "../syntax/runs";
import { hasFlag, runs, subcommand } from "../syntax/shell";
import type { Assignment, Command, Dockerfile, DockerfileRule, Fix, Instruction, Word } from "../types";
import { memoizeMeanwhile } from "../util/memoize";

export default {
  on: "Dockerfile",
  needs: [...pipTools.keys()],
  id: "leftover-pip-cache",
  title: "pip leaves its download cache in the image",
  severity: "info",
  category: "packages",
  aliases: ["DL3042"],
  why:
    "pip keeps every package that it downloads or builds under `~/.cache/pip`, which nothing reads once the image is built. " +
    "`--no-cache-dir` keeps nothing; a cache mount keeps it out of the image and makes the next build faster.",
  sources: [
    "https://github.com/hadolint/hadolint/wiki/DL3042",
    "https://pip.pypa.io/en/stable/topics/caching/",
    "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  ],
  bad: "FROM python:3.13-slim\nRUN pip install -r requirements.txt",
  good: "FROM python:3.13-slim\nRUN pip install --no-cache-dir -r requirements.txt",

  *check(file, facts) {
    const surroundings = memoizeMeanwhile((instruction: Instruction) => lookAround(file, instruction));
    for (const run of commandsOf(file)) {
      const call = pipInstallOf(run.command);
      const tool = pipTools.get(call?.name ?? "");
      if (!call || !tool || !mayShip(run.instruction) || mayCatch(run.instruction, call.name ?? "", facts)) continue;
      if (hasFlag(run.command, ...tool.flags) || hasFlag(call, ...tool.flags)) continue;
      const around = surroundings(run.instruction);
      if ((around.cleaned.get(tool) ?? -1) > call.start || isSwitchedOff(run, around, tool.variable)) continue;
      if (mayHideOptions(call, run.instruction)) continue;
      const verb = subcommand(call);
      const message = `${call.name} leaves its download cache in the image`;
      yield {
        span: verb ?? call,
        message,
        fixes: hasMissedCache(run.instruction, facts) ? undefined : fixes(run, call, tool),
      };
    }
  },
} satisfies DockerfileRule;

/** By a variable of the command, of the shell or of the image, or by a configuration file. */
function isSwitchedOff(
  { command, instruction }: Run,
  { outside, exported, isConfigured }: Surroundings,
  variable: string,
): boolean {
  const own = [...outside, ...command.assignments].findLast(({ name }) => name.value === variable);
  const word = exported.findLast(({ text, start }) => start < command.start && text.startsWith(`${variable}=`));
  const isSet = instruction.stage !== undefined && declares(instruction.stage, variable, instruction);
  const inherited = instruction.variable(variable) ?? (isSet ? undefined : "");
  const value = word ? word.value?.slice(variable.length + 1) : own ? own.value?.value : inherited;
  return isConfigured || value === undefined || !/^(?:|0|n|no|f|false|off)$/i.test(value);
}

/** What the commands of a RUN have in common. */
interface Surroundings {
  /** What is declared above, in a file that has no FROM yet. */
  readonly outside: readonly Assignment[];
  readonly exported: readonly Word[];
  readonly isConfigured: boolean;
  /** Where the last command starts that empties the cache of each tool. */
  readonly cleaned: ReadonlyMap<PipTool, number>;
}

function lookAround(file: Dockerfile, instruction: Instruction): Surroundings {
  const commands = unixCommands(instruction);
  const cleanedBy = ({ clean, folder, mover }: PipTool) => {
    const moved = instruction.variable(mover);
    const folders = moved?.startsWith("/") ? [folder, moved] : [folder];
    return commands.findLast((command) => runs(command, ...clean) || deletes(command, folders))?.start ?? -1;
  };
  return {
    outside: instruction.stage ? [] : instructionsUntil(file, instruction).flatMap(({ assignments }) => assignments),
    exported: commands.flatMap(({ name, words }) => (name === "export" ? words : [])),
    isConfigured: firstConfiguring(instruction.stage) <= instruction.start,
    cleaned: new Map([...pipTools.values()].map((tool) => [tool, cleanedBy(tool)])),
  };
}

const firstConfiguring = startOfFirst(({ argumentText }) => /\bpip\.conf\b|global\.no-cache-dir/.test(argumentText));

function fixes(run: Run, call: Command, { flags: [flag], folder }: PipTool): Fix[] {
  const add = addArguments(call, flag, subcommand(call));
  const mount = mountCache(run, `/root/${folder}`);
  const found: Fix[] = [];
  if (add) found.push({ title: `Add ${flag}`, safe: true, edits: [add] });
  if (mount) found.push({ title: "Keep the cache in a cache mount", safe: false, edits: [mount] });
  return found;
}

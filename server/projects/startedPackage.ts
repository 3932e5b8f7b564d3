/** Which package of a workspace a container starts, and what a `pnpm deploy` of the Dockerfile's own has made of it. */

import { managerOf } from "../data/packageManagers";
import { allProcesses, type Process, startProcess } from "../image/processes";
import { fileIndex } from "../node/entryFile";
import { workspaceAt } from "../node/workspaceStart";
import { readPackageCall } from "../packages/packageCalls";
import { mainProcess, programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { commandsIn } from "../syntax/runs";
import { parseExec } from "../syntax/shell";
import type { Command, Facts, Instruction, Stage } from "../types";

/** A file that node starts in a container. */
export interface StartedFile {
  /** Its absolute path in the image. */
  readonly path: string;
  /** The folder that node is started in. */
  readonly folder: string;
  /** The working folder of the container. */
  readonly workdir: string;
}

/**
 * The one file that a container starts by node, behind inits and a shell that only goes to a folder; undefined where
 * that is not certain, and where a package manager or an entry script starts it.
 */
export function startedFile(stage: Stage, facts: Facts): StartedFile | undefined {
  const starts = mainProcess(stage)?.starts;
  const processes = allProcesses(startProcess(stage, facts));
  const program = processes.at(-1);
  const isDirect = processes.every((each) => each === program || each.kind === "init" || each.kind === "shell");
  if (!starts || !isDirect || program?.kind !== "program" || processes.some(readsFiles)) return undefined;
  const words = program.argv.map(({ value }) => value);
  const { folder } = program;
  const { workdir } = starts.before;
  if (words.includes(undefined) || !/^node(?:js)?$/.test(programName(words[0]) ?? "")) return undefined;
  const path = resolvePath(folder, words[fileIndex(words as string[])]);
  return path === undefined || folder === undefined || workdir === undefined ? undefined : { path, folder, workdir };
}

/** Whether a process is a shell that reads or writes files for what it starts. */
function readsFiles({ kind, argv }: Process): boolean {
  const commands = kind === "shell" ? parseExec(argv).commands : [];
  return commands.some(({ name, redirects }) => name === "." || name === "source" || redirects.length > 0);
}

/** Whether a package manager starts the program by a script. */
export function startsByScript(stage: Stage, facts: Facts): boolean {
  return allProcesses(startProcess(stage, facts)).some(({ kind }) => kind === "package call");
}

/** A package that the Dockerfile deploys by itself. */
export interface OwnDeployment {
  readonly instruction: Instruction;
  /** The folder of the package, from the root of the workspace. */
  readonly folder: string;
  /** The absolute path of what is made. */
  readonly target: string;
}

/** The `pnpm deploy` of one package that a stage runs; undefined where there is none, more than one, or one that is not read. */
export function ownDeployment(stage: Stage, facts: Facts): OwnDeployment | undefined {
  const found = stage.instructions.flatMap((instruction) =>
    instruction.keyword === "RUN"
      ? commandsIn(instruction, "pnpm").flatMap((it) => deployOf(it, instruction, facts))
      : [],
  );
  return found.length === 1 ? found[0] : undefined;
}

function deployOf(command: Command, instruction: Instruction, facts: Facts): OwnDeployment | undefined | [] {
  const call = deployCall(command);
  if (!call) return [];
  const name = call.target?.kind === "workspace" ? call.target.name.replace(/^\.\/|\/$/g, "") : undefined;
  const folder = facts.project?.workspaces?.find(
    (each) => name !== undefined && (each === name || workspaceAt(each, facts)?.name === name),
  );
  const target = resolvePath(instruction.before.workdir, call.operands[0]);
  if (target === undefined || folder === undefined || call.operands.length !== 1) return undefined;
  return { instruction, folder, target };
}

/** Whether a command deploys packages of a workspace of pnpm. */
export function isDeploy(command: Command): boolean {
  return deployCall(command) !== undefined;
}

function deployCall({ words }: Command) {
  const call = readPackageCall(words.flatMap(({ value, text }) => (switches.has(text) ? [] : [value ?? text])));
  return call?.kind === "built-in" && call.manager === "pnpm" && call.verb === "deploy" ? call : undefined;
}

/** Options without a value that say what is deployed and not which package. Source: pnpm.io/cli/deploy */
const switches: ReadonlySet<string> = new Set([...managerOf("pnpm").production, "--legacy", "--dev", "-D"]);

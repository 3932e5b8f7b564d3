/** Which file of a workspace a container starts. */

import { allProcesses, type Process, startProcess } from "../image/processes";
import { fileIndex } from "../node/entryFile";
import { mainProcess, programName } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { parseExec } from "../syntax/shell";
import type { Facts, Stage } from "../types";

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

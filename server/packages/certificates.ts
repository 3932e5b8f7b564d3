/** The certificates that HTTPS needs, a package of their own in Debian. */

import { runsOf } from "../syntax/runs";
import type { Command, Dockerfile, Instruction, Stage, Word } from "../types";
import { aptCommands } from "./apt";

/** What speaks HTTPS only recommends the certificates that it needs for it. */
export const needsCertificates: ReadonlySet<string> = new Set(["curl", "wget", "git", "git-core", "nodejs"]);

/** Where each stage first installs the certificates. */
export function certificatesOf(file: Dockerfile): Map<Stage | undefined, number> {
  const found = new Map<Stage | undefined, number>();
  for (const run of runsOf(file)) {
    if (found.has(run.stage)) continue;
    const command = aptCommands(run, "install").find(({ words }) => words.some(isCertificates));
    if (command) found.set(run.stage, command.start);
  }
  return found;
}

/** Whether a word names the package of the certificates. */
export function isCertificates({ value }: Word): boolean {
  return value === "ca-certificates";
}

/** Whether the certificates are there by an earlier command of the stage, or by a parent of it. */
export function isCertified(certificates: Map<Stage | undefined, number>, run: Instruction, command: Command): boolean {
  const { stage } = run;
  for (let link = certificates.size > 0 ? stage?.parent : undefined; link; link = link.parent) {
    if (certificates.has(link)) return true;
  }
  const first = certificates.get(stage);
  if (first === undefined) return false;
  if (first < command.start) return true;
  // The next instruction brings them, and nothing fetches before.
  const [next] = stage?.instructions.filter(({ start }) => start > command.start) ?? [];
  return next !== undefined && next.start <= first && first < next.end && isLast(command, run);
}

function isLast(command: Command, run: Instruction): boolean {
  return (run.script?.commands ?? []).every(({ start, name }) => start <= command.start || name === "rm");
}

/** Where it is no matter of doubt that root alone can start what a container starts. */

import { rootCommands, rootPrograms } from "../data/rootCommands";
import { rootStarters } from "../data/startPrograms";
import { folderBefore } from "../stage/folders";
import { programName } from "../stage/process";
import { supervisorUser } from "../stage/supervisor";
import { inherited, unprivilegedAccount } from "../stage/users";
import { resolvePath } from "../syntax/dockerfile";
import { isCopy } from "../syntax/instructions";
import { commandsIn } from "../syntax/runs";
import { hasFlag, operands, runs } from "../syntax/shell";
import type { Facts, Instruction, Stage } from "../types";
import { isWithin } from "../util/paths";
import type { StartCall } from "./startCalls";

/**
 * Whether a command is certainly come to, and fails for all but root: one that changes accounts or packages, that goes on
 * as somebody else, or a server as its package has set it up, to which no step of the build has opened anything.
 */
export function isRootsAlone({ call, isReached, isMinded }: StartCall, facts: Facts): boolean {
  const { command, instruction } = call;
  const { stage } = instruction;
  const wrappers = command.wrappers.map(({ value }) => programName(value) ?? "");
  if (!stage || !isReached || !isMinded || wrappers.includes("sudo") || wrappers.includes("doas")) return false;
  const name = programName(command.name) ?? "";
  if ([name, ...wrappers].some((program) => rootStarters.has(program))) return true;
  if (rootCommands.some(({ phrases, unless }) => runs(command, ...phrases) && !hasFlag(command, ...unless)))
    return true;
  // Whoever is not root may only become who it is.
  if (name === "supervisord") {
    const user = supervisorUser(facts);
    return user !== undefined && user !== unprivilegedAccount(stage)?.name;
  }
  const row = rootPrograms.find(({ programs }) => programs.includes(name));
  const isOwn = !row || hasFlag(command, ...row.settings) || command.words.some(({ text }) => /\bpid\s/.test(text));
  return !isOwn && !isOpened(stage, row.places);
}

/** Whether a step of a stage may have opened some places, or brought files for them. */
function isOpened(stage: Stage, places: readonly string[]): boolean {
  const isOf = (instruction: Instruction, text: string | undefined) => {
    const path = resolvePath(folderBefore(instruction), text)?.replace(/^\/var\/run(?=\/|$)/, "/run");
    // What a variable names may be any of them.
    return path === undefined || places.some((place) => isWithin(path, place) || isWithin(place, path));
  };
  return inherited(stage).some((instruction) => {
    if (isCopy(instruction)) {
      const target = instruction.words.at(-1)?.value;
      const path = resolvePath(folderBefore(instruction), target);
      return path === undefined || places.includes(path.replace(/(?<=.)\/$/, "")) || path === "/";
    }
    if (instruction.keyword !== "RUN") return false;
    return commandsIn(instruction, ...openers).some((command) =>
      operands(command).some(
        (word) => word.value === undefined || (/\//.test(word.value) && isOf(instruction, word.value)),
      ),
    );
  });
}

/** Commands by which a step makes something another user's, or changes settings. */
const openers: readonly string[] = [
  "chmod",
  "chown",
  "chgrp",
  "setcap",
  "setfacl",
  "install",
  "touch",
  "sed",
  "ln",
  "tee",
];

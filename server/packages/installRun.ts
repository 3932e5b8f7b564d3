/** A RUN that installs and goes on to something else, taken apart. */

import { allOf, corepack } from "../data/packageManagers";
import { buildPackages } from "../data/tools";
import { commandsIn } from "../syntax/runs";
import { operands, runs } from "../syntax/shell";
import type { Command, Dockerfile, Instruction } from "../types";
import type { Install } from "./install";
import { installsIn } from "./install";

/** Whether a command only makes programs ready that install or build: `corepack enable`, `npm install -g pnpm@9`. */
export function provides(command: Command, installs: readonly Install[]): boolean {
  if (runs(command, ...preparations)) return true;
  const install = installs.find((other) => other.command === command);
  const names = install?.packages.map(({ value }) => value?.replace(/(.)@.*/s, "$1") ?? "");
  return install?.isGlobal === true && names !== undefined && names.every((name) => buildPackages.has(name));
}

const preparations = [...corepack.provides, ...allOf(({ chooses, config }) => [...(chooses ?? []), ...config])];

/** Whether a command only keeps the cache of a package manager small. */
export function cleansCache(command: Command): boolean {
  return runs(command, ...cacheCalls);
}

const cacheCalls = allOf(({ cache }) => cache.calls);

/** The commands of an instruction but for those that only read a mounted secret. */
export function commandsBesideSecrets(instruction: Instruction): readonly Command[] {
  return commandsIn(instruction).filter((command) => !readsSecret(command));
}

/** Whether a command puts a mounted secret into a variable: `TOKEN=$(cat /run/secrets/token)`. */
function readsSecret(command: Command): boolean {
  if (!command.within.includes("substitution") || !runs(command, "cat")) return false;
  return operands(command).every(({ value }) => value?.startsWith("/run/secrets/"));
}

interface Separated {
  /** The RUN with all that installs; the whole instruction when nothing else follows. */
  readonly install: string;
  /** A RUN with the other commands. */
  readonly rest: string | undefined;
}

/**
 * Takes the RUN of an install apart behind what installs; texts come without comments above.
 * undefined where its commands are more than a list joined by `&&`, and where others come first.
 */
export function separate(
  file: Dockerfile,
  { instruction, command: own }: Pick<Install, "command" | "instruction">,
): Separated | undefined {
  const commands = commandsBesideSecrets(instruction);
  const installs = installsIn(instruction);
  const leadsThere = ({ name, start }: Command) => (name === "cd" || name === "pushd") && start < own.start;
  const isLead = (command: Command) =>
    command === own || leadsThere(command) || provides(command, installs) || cleansCache(command);
  const firstOther = commands.findIndex((command) => !isLead(command));
  const whole = file.text.slice(instruction.start, instruction.end);
  if (firstOther < 0) return { install: whole, rest: undefined };

  const isList = commands.every(
    ({ within, operator }, index) => within.length === 0 && operator === (index === 0 ? undefined : "&&"),
  );
  const { script, argument } = instruction;
  if (!isList || script?.form !== "shell" || script.errors.length > 0 || instruction.heredocs.length > 0)
    return undefined;
  if (file.comments.some(({ inside, start }) => inside && instruction.start < start && start < instruction.end))
    return undefined;
  const last = commands[firstOther - 1];
  const next = commands[firstOther];
  const others = commands.slice(firstOther);
  if (!last || !next || last.start < own.start || commands.some(({ name }) => name === "cd" || name === "pushd"))
    return undefined;
  if (others.some((command) => installs.some((install) => install.command === command))) return undefined;
  const keyword = file.text.slice(instruction.start, instruction.name.end);
  const needsMounts = instruction.mounts.some(({ type }) => type !== "cache");
  const head = needsMounts ? file.text.slice(instruction.start, argument.start) : `${keyword} `;
  return {
    install: file.text.slice(instruction.start, last.end),
    rest: head + file.text.slice(next.start, instruction.end),
  };
}

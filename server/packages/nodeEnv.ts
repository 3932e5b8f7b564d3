/** Whether NODE_ENV decides what an install of Node packages leaves out, and whether it says production. */

import { declares } from "../instructions/declarations";
import { inherited } from "../stage/users";
import { runs } from "../syntax/shell";
import type { Assignment, Command, Facts, Instruction, Stage } from "../types";
import { memoize } from "../util/memoize";

/** Whether NODE_ENV is production for a command; undefined when it is set to something unknown, or something else goes before it. */
export function isProduction(command: Command, instruction: Instruction): boolean | undefined {
  const own = command.assignments.find(({ name }) => name.value === "NODE_ENV");
  if (own) return own.value?.value === undefined ? undefined : own.value.value === "production";
  const { stage } = instruction;
  const told = stage && firstTold(stage);
  if (command.assignments.some(isDeciding) || (told !== undefined && told < command.start)) return undefined;
  const isDeclared = stage !== undefined && declares(stage, "NODE_ENV", instruction);
  const value = instruction.variable("NODE_ENV");
  return isDeclared && value === undefined ? undefined : value === "production";
}

/** Whether .npmrc of the project says which dependencies are installed, which goes before what options and NODE_ENV leave out. */
export function decidesInNpmrc({ files, contents }: Facts): boolean {
  const settings = files?.includes(".npmrc") ? (contents?.get(".npmrc") ?? "include") : "";
  return /^[ \t]{0,9}(?:include|also|dev|production)\b/m.test(settings);
}

/** Where a stage is first told which dependencies to install, or its shell changes NODE_ENV. Source: `npm help 7 config`. */
const firstTold = memoize((stage: Stage): number | undefined => {
  const found = inherited(stage).flatMap(({ keyword, assignments, script }) => [
    ...assignments.filter(isDeciding).map(({ name }) => name.start),
    ...(keyword === "RUN" ? (script?.commands ?? []) : []).filter(tells).map(({ start }) => start),
  ]);
  return found.length > 0 ? Math.min(...found) : undefined;
});

function isDeciding({ name }: Assignment): boolean {
  return /^(?:npm|pnpm|yarn)_(?:config_)?(?:include|omit|production|dev|also|only)$/i.test(name.value ?? "");
}

function tells(command: Command): boolean {
  const isSetting = runs(command, "npm config", "npm set", "pnpm config", "pnpm set", "yarn config");
  const pattern = isSetting ? /^(?:include|omit|production|dev|also|only)(?:=|$)/ : /^NODE_ENV\b/;
  return (
    (isSetting || /^(?:unset|export)$/.test(command.name ?? "")) &&
    command.words.some(({ value = "" }) => pattern.test(value))
  );
}

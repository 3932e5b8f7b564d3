/** Commands that run code which the Dockerfile does not show, and which may do anything to the image. */

import { pythonName, unixShells } from "../data/startPrograms";
import type { Command, Instruction } from "../types";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { isCopy } from "./instructions";
import { commandsIn } from "./runs";

/**
 * Whether a RUN starts a script, a program of the project, or a tool that obeys a file of its own: what the image holds
 * behind it, nobody can tell from the Dockerfile. What package managers of distributions and of languages run does not count.
 * @param copied the names of programs that copies have put on the PATH, as `copiedNames` tells.
 */
export function runsOwnCode(step: Instruction, copied: ReadonlySet<string>): boolean {
  return commandsIn(step).some((command) => isOwnCode(command) || copied.has(command.name ?? ""));
}

/** Whether one command does, by its words alone. */
export function isOwnCode({ name, words, wrappers }: Command): boolean {
  if (name === undefined) return words.length > 0;
  if (wrappers.some(({ value }) => baseName(value ?? "") === "xargs")) return true;
  if (/^pip[\d.]*$/.test(name)) return false;
  const [path = "", first] = words.map(({ value }) => value);
  if (pythonName.test(name)) return first !== "-m" && !/^-?-V|^--version$/.test(first ?? "");
  return unixShells.has(name) || interpreters.test(name) || /^\.|^\/(?!usr\/|s?bin\/)|\.(?:sh|pl|rb)$/.test(path);
}

const interpreters =
  /^(?:make|cmake|ninja|meson|configure|install-php-extensions|source|eval|perl|ruby|php|xargs|parallel|brew|nix-env|nix|ansible-playbook|ansible-pull|chef-client|chef-solo|puppet|salt-call|just|rake)$/;

/** The names of the files that a COPY or ADD puts into a folder of programs. */
export const copiedNames = memoize((step: Instruction): readonly string[] => {
  const target = step.words.at(-1)?.value ?? "";
  if (!isCopy(step) || !/(?:^|\/)s?bin(?:\/|$)/.test(target)) return [];
  return step.words.map(({ value = "" }) => baseName(value.replace(/(?<!\/)\/+$/, "")));
});

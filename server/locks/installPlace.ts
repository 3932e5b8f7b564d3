/** Where an install works. */

import { callsOf, placeOf } from "../image/calls";
import type { Install } from "../packages/install";
import { readPackageCall } from "../packages/packageCalls";
import { folderBefore } from "../stage/folders";
import { commandsIn } from "../syntax/runs";

/** Whether another folder than the working directory may be meant. */
export function leadsAway(install: Install): boolean {
  const { command, instruction } = install;
  return (
    targetOf(install) !== undefined ||
    commandsIn(instruction, "cd", "pushd", "popd").some(({ start }) => start < command.start)
  );
}

function targetOf({ command }: Install): string | undefined {
  const call = readPackageCall(command.words.map(({ value, text }) => value ?? text));
  return call?.target?.kind === "folder" ? call.target.name : undefined;
}

/** The folder of the image that it works in: absolute, undefined when that is not known. */
export function placeOfInstall(install: Install): string | undefined {
  const { command, instruction } = install;
  const call = callsOf(instruction, folderBefore(instruction)).find((it) => it.command === command);
  const target = targetOf(install);
  return target === undefined ? call?.folder : call && placeOf(call, target);
}

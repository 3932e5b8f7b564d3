/** Shell scripts of the build context that a container starts. */

import { isUnixShell, topLevel } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { parseShell } from "../syntax/shell";
import type { Command, Facts, Stage, Word } from "../types";
import { joined } from "./model";
import { programFolders } from "./programPath";
import { sourceAt } from "./sources";

export interface EntryScript {
  /** From the context root. */
  readonly path: string;
  readonly text: string;
  /** Those at top level; positions are offsets in `text`. */
  readonly commands: readonly Command[];
  /** Those within conditions, loops and functions as well, which may run. */
  readonly all: readonly Command[];
  /** The words behind it. */
  readonly given: readonly Word[];
}

/** The script that words start, by itself or as `sh script`; undefined when it is none, or its text is not known. */
export function entryScript(
  argv: readonly Word[],
  folder: string | undefined,
  stage: Stage,
  facts: Facts,
): EntryScript | undefined {
  const at = isUnixShell(argv[0]) ? argv.findIndex(({ text }, index) => index > 0 && !/^"?[-+]/.test(text)) : 0;
  const named = argv[at]?.value;
  // Behind -c stands the script itself.
  if (named === undefined || argv.slice(1, at).some(({ value = "" }) => /^-\w*c/.test(value))) return undefined;
  const places = at > 0 || named.includes("/") ? [resolvePath(folder, named)] : placesOf(named, stage);
  const path = places.map((place) => place && sourceAt(stage, place, facts)).find((it) => it !== undefined);
  const text = path === undefined ? undefined : facts.contents?.get(path);
  if (path === undefined || text === undefined) return undefined;
  const isScript = at > 0 || /^#!.*\b(?:ba|da|a|z|k)?sh\b/.test(text);
  if (!isScript) return undefined;
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "bash");
  return errors.length > 0
    ? undefined
    : { path, text, commands: topLevel(commands), all: commands, given: argv.slice(at + 1) };
}

/** A name without a folder is looked for on the PATH. */
function placesOf(name: string, stage: Stage): readonly string[] {
  return programFolders(stage).map((folder) => joined(folder, name));
}

/** Shell scripts that a container starts: of the build context, and those that the Dockerfile writes. */

import { shellScriptLine } from "../data/startPrograms";
import { isUnixShell, topLevel } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import { parseShell } from "../syntax/shell";
import type { Command, Facts, Stage, Word } from "../types";
import { writtenText } from "./entryTexts";
import { joined } from "./model";
import { programFolders } from "./programPath";
import { sourceAt } from "./sources";

export interface EntryScript {
  /** From the context root; for one that the Dockerfile writes, its absolute path in the image. */
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
  const found = places.map((place) => place && fileAt(place, stage, facts)).find((it) => it !== undefined);
  const { path, text } = found || {};
  if (path === undefined || text === undefined) return undefined;
  const isScript = at > 0 || shellScriptLine.test(text);
  if (!isScript) return undefined;
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "bash");
  return errors.length > 0
    ? undefined
    : { path, text, commands: topLevel(commands), all: commands, given: argv.slice(at + 1) };
}

/** What stands at a place, as far as it is known what that is: a file of the context, or one that the Dockerfile writes. */
function fileAt(place: string, stage: Stage, facts: Facts): { path: string; text: string | undefined } | undefined {
  const source = sourceAt(stage, place, facts);
  if (source !== undefined) return { path: source, text: facts.contents?.get(source) };
  const text = writtenText(stage, place);
  return text === undefined ? undefined : { path: place, text };
}

/** A name without a folder is looked for on the PATH. */
function placesOf(name: string, stage: Stage): readonly string[] {
  return programFolders(stage).map((folder) => joined(folder, name));
}

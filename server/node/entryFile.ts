/** The file that a call of node runs. */

import { programName } from "../stage/process";
import { takesNextWord } from "../syntax/options";
import type { Project } from "../types";
import { pathSet } from "../util/listing";

/**
 * The path from the context root of the file that `node …` runs. `argv` names it relative to the context root.
 * Gives undefined when no file is run or `files` does not hold it.
 */
export function entryFile(
  project: Project | undefined,
  argv: readonly string[],
  files: readonly string[],
): string | undefined {
  if (!/^node(?:js)?$/.test(programName(argv[0]) ?? "")) return undefined;
  const path = normalise(argv[fileIndex(argv)]);
  if (path === undefined) return undefined;
  const paths = path === "" ? [...lookUps(normalise(project?.main)), "index.js"] : lookUps(path);
  return paths.find((candidate) => pathSet(files).has(candidate));
}

/** With these, node runs no file. */
const fileless = new Set(
  "-e --eval -p --print -pe -c --check -i --interactive -v --version -h --help --run --test -".split(" "),
);

/** The index of the file among the words after node; the number of words when there is none. */
export function fileIndex(argv: readonly string[]): number {
  for (let index = 1; index < argv.length; index++) {
    const word = argv[index] as string;
    if (word === "--") return index + 1;
    if (fileless.has(word.replace(/=.*/s, ""))) return argv.length;
    // `node inspect FILE` is the debugger, as the first word alone.
    if (word === "inspect" && index === 1) continue;
    if (!word.startsWith("-")) return index;
    if (takesNextWord("node", word)) index++;
  }
  return argv.length;
}

/** Where Node.js looks for a file: as named, with the extension, and in the folder of that name. */
function lookUps(path: string | undefined): readonly string[] {
  return path === undefined ? [] : [path, `${path}.js`, `${path}/index.js`];
}

/** A path from the context root, "" for the root itself; undefined for what lies outside. */
function normalise(path: string | undefined): string | undefined {
  if (path === undefined || path.startsWith("/")) return undefined;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === ".." && parts.pop() === undefined) return undefined;
    if (part !== "" && part !== "." && part !== "..") parts.push(part);
  }
  return parts.join("/");
}

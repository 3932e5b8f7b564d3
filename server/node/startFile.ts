/** The file that a container tells node to run. */

import type { MainProcess } from "../stage/process";
import { resolvePath } from "../syntax/dockerfile";
import type { Dockerfile, Facts, Span, Word } from "../types";
import { filesOf, projectOf } from "./entry";
import { entryFile } from "./entryFile";
import { resolveCommand } from "./resolution";

interface StartFile {
  readonly span: Span;
  /** As given to node. */
  readonly path: string;
  /** The word of CMD or ENTRYPOINT that names it. */
  readonly word: Word | undefined;
  /** The package script that names it. */
  readonly script: string | undefined;
}

/** The file that node is told to run; undefined when it is not node, or not known. */
export function startFileOf(file: Dockerfile, { argv, starts }: MainProcess, facts: Facts): StartFile | undefined {
  const words = argv.map(({ value }) => value ?? "");
  if (argv.some(({ value }) => value === undefined)) return undefined;
  const index = fileIndexInLine(words);
  const path = words[index];
  const word = argv[index];
  if (path !== undefined && word) return { span: word, path, word, script: undefined };
  const project = projectOf(file, starts, facts);
  const resolution = resolveCommand(project, words, filesOf(project, facts));
  if (resolution?.kind !== "command") return undefined;
  const named = resolution.argv[fileIndexInLine(resolution.argv)];
  return named === undefined
    ? undefined
    : { span: starts.argument, path: named, word: undefined, script: words.join(" ") };
}

/** The index of the word that names the file which node runs; -1 when there is none. */
function fileIndexInLine(words: readonly string[]): number {
  const relative = words.map((word) => word.replace(/^\/+/, ""));
  return words.findIndex((word, index) => {
    const path = index > 0 ? resolvePath("/", word)?.slice(1) : undefined;
    return path && entryFile(undefined, [words[0] ?? "", ...relative.slice(1)], [path]) !== undefined;
  });
}

/** The .gitignore at the root of a build context, as an ignore file of Docker. */

import { parseIgnore } from "../syntax/dockerignore";
import type { Facts, IgnoreFile } from "../types";
import { memoize } from "../util/memoize";
import { atRoot } from "../util/reads";

export const gitignoreReads = atRoot(".gitignore");

/**
 * The patterns as Docker writes them; undefined when there is no .gitignore or its text is not known.
 * Without a slash they hold at every depth, else from the root. Source: git-scm.com/docs/gitignore
 */
export function gitignoreOf({ contents }: Pick<Facts, "contents">): IgnoreFile | undefined {
  return contents && read(contents);
}

const read = memoize((contents: ReadonlyMap<string, string>): IgnoreFile | undefined => {
  const text = contents.get(".gitignore");
  return text === undefined ? undefined : gitPatterns(text.split(/\r?\n/, mostLines));
});

/** Patterns as .gitignore writes them, to be decided by like those of Docker. */
export function gitPatterns(lines: readonly string[]): IgnoreFile {
  return parseIgnore(lines.slice(0, mostLines).flatMap(translate).join("\n"));
}

/** Nobody writes more by hand. */
const mostLines = 2000;

function translate(line: string): string[] {
  const pattern = line.trimEnd();
  if (pattern === "" || pattern.startsWith("#")) return [];
  const bang = pattern.startsWith("!") ? "!" : "";
  const path = pattern
    .slice(bang.length)
    .replace(/(?<!\/)\/+$/, "")
    .replaceAll("[!", "[^");
  if (path === "") return [];
  return [bang + (path.includes("/") ? path.replace(/^\//, "") : `**/${path}`)];
}

/** Files of the build context that the sources of programs name, so that these may read them as they run. */

import type { Facts, Fix } from "../types";
import { filesNamed } from "../util/listing";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { isEnvFile } from "./secretFiles";
import { isNpmrc } from "./secrets";

/**
 * The files of the context that stand in quotes in a source, by their path or the end of it, from the context root: a
 * key that a server is given, the description of the image that it shows. What a program reads, no pattern may leave
 * out. Files of variables are none: `startEnvFiles` and git tell which of those belong to the program.
 */
export const namedInSources = memoize((facts: Facts): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const word of quotedWords(facts)) {
    const path = word.replace(/^(?:\.{0,2}\/)+/, "");
    for (const file of filesNamed(facts.files ?? [], baseName(path)).slice(0, mostOfAName)) {
      const isMeant = file === path || file.endsWith(`/${path}`);
      if (isMeant && !isEnvFile(file) && !isNpmrc(file)) found.add(file);
    }
  }
  return found;
});

/** What speaks against a fix that leaves files out of the context: sources name one of them. */
export function doubtOf(paths: readonly string[], facts: Facts): Pick<Fix, "optional" | "doubt"> {
  const named = paths.find((path) => namedInSources(facts).has(path));
  return named === undefined
    ? {}
    : { optional: true, doubt: `a source of the program names ${named}, and may read it` };
}

/** Whether a source names the history of git, as `.git/HEAD`. */
export const namesHistory = memoize((facts: Facts): boolean => {
  for (const word of quotedWords(facts)) if (/(?:^|\/)\.git(?:\/|$)/.test(word)) return true;
  return false;
});

const quotedWords = memoize(({ contents }: Facts): ReadonlySet<string> => {
  const words = new Set<string>();
  for (const [path, text] of contents ?? []) {
    if (!isSource.test(path) || isOther.test(path) || text.length > longest) continue;
    for (const [, , word = ""] of text.matchAll(quoted)) words.add(word);
  }
  return words;
});

/** A path of usual characters, alone in its quotes. */
const quoted = /(["'`])([\w./@-]{2,200})(?=\1)/g;
const isSource = /\.(?:[cm]?[jt]sx?|py|rb|ru|php|go|java|kt|cs|rs|pl)$|(?:^|\/)[^./]+$/;
/** Settings of tools and tests, which no program runs. */
const isOther = /\.d\.[cm]?ts$|\.(?:config|test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__|node_modules)\//;
/** In UTF-16 units; longer sources are bundles. */
const longest = 200_000;
/** Many files of one name are those of examples and packages. */
const mostOfAName = 20;

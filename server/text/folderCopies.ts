/** What COPY and ADD take along when they copy a folder, and keeping it back by the ignore file. */

import type { Dockerfile, Facts, Fix, Stage } from "../types";
import { appendPatterns } from "./context";
import { type ContextSource, contextSourcesOf, filesBelow } from "./contextSources";
import { decide, parseIgnore } from "./dockerignore";
import { credentialKind } from "./secrets";

/** A source of COPY or ADD that takes a folder, and those files in it that are sent and unwanted. */
export interface FolderCopy {
  readonly source: ContextSource;
  readonly stage: Stage;
  /** At least one; "node_modules/" stands for what is in it. */
  readonly paths: readonly string[];
}

/** A filter of listings by names: a listing never changes, and is asked about with every key that is pressed. */
export function filterOnce(test: (path: string) => boolean): (files: readonly string[]) => readonly string[] {
  const known = new WeakMap<readonly string[], readonly string[]>();
  return (files) => {
    const kept = known.get(files) ?? files.filter(test);
    known.set(files, kept);
    return kept;
  };
}

/**
 * The folders that are copied with something unwanted in them. Empty where no ignore file is, which is another matter.
 * What the Dockerfile names itself is wanted, and whatever would be kept back along with it.
 * @param candidates those files of the context that may be unwanted.
 * @param isUnwanted tells by the path of a file, and the stage that it is copied into.
 * @param toPattern gives the pattern that keeps a file back.
 */
export function copiesWith(
  file: Dockerfile,
  { ignore }: Facts,
  candidates: readonly string[],
  isUnwanted: (path: string, stage: Stage) => boolean,
  toPattern: (path: string) => string,
): FolderCopy[] {
  if (!ignore || candidates.length === 0) return [];
  const sources = contextSourcesOf(file);
  const needed = new Map<string, boolean>();
  const isNeeded = (path: string) => {
    const pattern = toPattern(path);
    const isKnown = needed.get(pattern);
    if (isKnown !== undefined) return isKnown;
    const parsed = parseIgnore(pattern);
    const isIt = sources.some((source) => decide(parsed, source.path).ignored);
    needed.set(pattern, isIt);
    return isIt;
  };
  return sources.flatMap((source) => {
    const { stage, flags } = source.instruction;
    const folder = source.path === "*" ? "." : source.path;
    const isPartly = flags.some(({ name }) => name === "exclude");
    if (!stage || source.isMount || isPartly || (source.isGlob && folder !== ".")) return [];
    if (credentialKind(source.value)) return [];
    const paths = filesBelow(candidates, folder).filter(
      (path) => path !== folder && isUnwanted(path, stage) && !decide(ignore, path).ignored && !isNeeded(path),
    );
    return paths.length > 0 ? [{ source, stage, paths }] : [];
  });
}

/** "a, b, c, d and 3 more". */
export function enumerate(paths: readonly string[]): string {
  const names = paths.slice(0, mostNamed).map((path) => path.replace(/\/$/, ""));
  const more = paths.length - names.length;
  if (more > 0) return `${names.join(", ")} and ${more} more`;
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");
}

const mostNamed = 4;

/** Where a copy ends up, in words. */
export function placeOf({ ships, name }: Stage): string {
  return ships ? "the image" : name ? `the stage ${name.text}` : "a build stage";
}

/** Adds the patterns for these files to the ignore file, each once. */
export function keepBack({ ignore }: Facts, paths: readonly string[], toPattern: (path: string) => string): Fix[] {
  if (!ignore) return [];
  const patterns = [...new Set(paths.map(toPattern))];
  const what = patterns.length > mostNamed ? `${patterns.length} patterns` : enumerate(patterns);
  return [
    {
      title: `Add ${what} to ${ignore.path}`,
      safe: false,
      edits: [{ ...appendPatterns(ignore, ...patterns), file: ignore.path }],
    },
  ];
}

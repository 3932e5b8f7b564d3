/** What COPY and ADD take along when they copy a folder, and keeping it back by the ignore file. */

import { addPatterns } from "../edits/ignoreEdits";
import { decide, ignores, parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Facts, Fix, Stage } from "../types";
import { filesBelow } from "../util/listing";
import { withoutSlash } from "../util/paths";
import { type ContextSource, contextSourcesOf } from "./contextSources";
import { credentialKind } from "./secrets";
import { takes } from "./takenFiles";

/** A source of COPY or ADD that takes a folder, and those files in it that are sent and unwanted. */
interface FolderCopy {
  readonly source: ContextSource;
  readonly stage: Stage;
  /** At least one; "node_modules/" stands for what is in it. */
  readonly paths: readonly string[];
}

/**
 * The folders that are copied with something unwanted in them. Where no ignore file is, those below the root of the
 * context: that everything is copied is another matter.
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
  if (candidates.length === 0) return [];
  const sources = contextSourcesOf(file);
  const needed = new Map<string, boolean>();
  const isNeeded = (path: string) => {
    const pattern = toPattern(path);
    const known = needed.get(pattern) ?? sources.some((source) => coversInAnyCase(pattern, source.path));
    needed.set(pattern, known);
    return known;
  };
  const unwanted = candidates.filter((path) => !ignores(ignore, path) && !isNeeded(path));
  const folders = new Set(sources.map(({ path }) => path));
  const found = new Map<string, readonly string[]>();
  return sources.flatMap((source) => {
    const { stage } = source.instruction;
    const folder = source.path === "*" ? "." : source.path;
    if (!stage || source.isMount || (!ignore && folder === ".") || credentialKind(source.value)) return [];
    if (source.isGlob && folder !== ".") {
      const paths = unwanted.filter((path) => takes(source, path) && isUnwanted(path, stage));
      return paths.length > 0 ? [{ source, stage, paths }] : [];
    }
    const key = `${stage.index} ${folder}`;
    const all =
      found.get(key) ??
      filesBelow(unwanted, folder).filter(
        (path) => path !== folder && isUnwanted(path, stage) && !isNamedBetween(folders, folder, path),
      );
    found.set(key, all);
    const paths = source.excludes ? all.filter((path) => takes(source, path)) : all;
    return paths.length > 0 ? [{ source, stage, paths }] : [];
  });
}

/** Upper and lower case alike: what is written in the wrong one is meant all the same. */
function coversInAnyCase(pattern: string, path: string): boolean {
  return decide(parseIgnore(pattern.toLowerCase()), path.toLowerCase()).ignored;
}

/** Whether the Dockerfile copies a folder between these two by itself, where the file is judged. */
function isNamedBetween(folders: ReadonlySet<string>, folder: string, path: string): boolean {
  const shortest = folder === "." ? 0 : folder.length + 1;
  for (let end = path.lastIndexOf("/"); end > shortest; end = path.lastIndexOf("/", end - 1)) {
    if (folders.has(path.slice(0, end)) && path.slice(0, end) !== withoutSlash(path)) return true;
  }
  return false;
}

/** "a, b, c, d and 3 more". */
export function enumerate(paths: readonly string[]): string {
  const names = paths.slice(0, mostNamed).map(withoutSlash);
  const more = paths.length - names.length;
  if (more > 0) return `${names.join(", ")} and ${more} more`;
  return [names.slice(0, -1).join(", "), ...names.slice(-1)].filter((part) => part !== "").join(" and ");
}

const mostNamed = 4;

/** Where a copy ends up, in words. */
export function placeOf({ ships, name }: Stage): string {
  return ships ? "the image" : name ? `the stage "${name.text}"` : "a build stage";
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
      edits: addPatterns(ignore, ...patterns).map((edit) => ({ ...edit, file: ignore.path })),
    },
  ];
}

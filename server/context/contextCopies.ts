/** What a Dockerfile takes from the build context, and what its ignore file lets through. */

import { publishedPrefixes } from "../data/tools";
import { decide, parseIgnore } from "../syntax/dockerignore";
import type { Dockerfile, Facts, IgnoreFile } from "../types";
import { pathSet } from "../util/listing";
import { folderOf, withoutSlash } from "../util/paths";
import { type ContextSource, contextPaths, contextSourcesOf, isWholeContext } from "./contextSources";
import { gitignoreOf } from "./gitignore";
import { isKeptOnPurpose, rootOnlyPattern } from "./ignorePatterns";
import { isKeyFile } from "./secretFiles";
import { takes, takesAll } from "./takenFiles";

/** The sources of COPY and ADD that take the root of the context with all that is in it: `.`, `./`, `/`, `*`. */
export function wholeContextSources(file: Dockerfile): ContextSource[] {
  return contextSourcesOf(file).filter(
    ({ path, isMount, isOutside }) => isWholeContext(path) && !isMount && !isOutside,
  );
}

/** Whether the whole context is copied by a Dockerfile that the ignore file serves; true when none is known. */
export function servesWholeCopy({ dockerfiles }: Facts): boolean {
  return !dockerfiles || dockerfiles.length === 0 || dockerfiles.some((file) => wholeContextSources(file).length > 0);
}

/** Those of the paths that are copied along with the whole context; all of them while no Dockerfile is known. */
export function takenWhole(
  { dockerfiles = [] }: Pick<Facts, "dockerfiles">,
  paths: readonly string[],
): readonly string[] {
  const wholes = dockerfiles.flatMap(wholeContextSources);
  if (dockerfiles.length === 0 || wholes.some(takesAll)) return paths;
  return paths.filter((path) => wholes.some((source) => takes(source, path)));
}

/**
 * The first of these paths that reaches the build context; undefined when the ignore file leaves all of them out. Those
 * do not count that a pattern misses because it names the root only, or that an exception brings back on purpose: the
 * finding is at that pattern.
 */
export function firstSent(file: IgnoreFile, paths: readonly string[]): string | undefined {
  return paths.find((path) => isSent(file, path));
}

function isSent(file: IgnoreFile, path: string): boolean {
  return !decide(file, path).ignored && !rootOnlyPattern(file, path) && !isKeptOnPurpose(file, path);
}

/**
 * Those of the paths that get into an image unasked: the ignore file lets them through, and a Dockerfile copies a folder
 * above them. What a Dockerfile names itself is a decision, and so is a key in a folder that it names.
 * Without a known Dockerfile everything counts as copied.
 */
export function copiedUnasked(file: IgnoreFile, { dockerfiles = [] }: Facts, paths: readonly string[]): string[] {
  const sent = paths.map(withoutSlash).filter((path) => isSent(file, path));
  if (sent.length === 0 || dockerfiles.length === 0) return sent;
  const sources = dockerfiles.flatMap(contextSourcesOf);
  const named = new Set(sources.map(({ path }) => path));
  const isNamed = (path: string) => named.has(path) || (isKeyFile(path) && named.has(folderOf(path)));
  const copies = sources.filter(({ isMount }) => !isMount);
  if (copies.some(takesAll)) return sent.filter((path) => !isNamed(path));
  const folders = new Set(copies.filter(isTakenWhole).map(({ path }) => path));
  const others = copies.filter((source) => !isTakenWhole(source));
  const isTaken = (path: string) =>
    foldersAbove(path).some((folder) => folders.has(folder)) || others.some((source) => takes(source, path));
  return sent.filter((path) => !isNamed(path) && isTaken(path));
}

/** Takes a file or folder as it stands there: looked up rather than tried, as there may be thousands. */
function isTakenWhole({ isGlob, hasParents, excludes }: ContextSource): boolean {
  return !isGlob && !hasParents && !excludes;
}

/**
 * Whether a file is rather settings for a bundler than a secret: in the repository, like `.env.production` with the
 * addresses that Vite and Next.js compile in, and copied into build stages only.
 */
export function isBundlerSettings(path: string, dockerfiles: readonly Dockerfile[], facts: Facts): boolean {
  if (isPublished(path, facts)) return true;
  const kept = gitignoreOf(facts);
  if (!kept || decide(kept, path).ignored || dockerfiles.length === 0) return false;
  return dockerfiles
    .flatMap(contextSourcesOf)
    .filter((source) => isWholeContext(source.path) || source.isGlob || path.startsWith(`${source.path}/`))
    .filter((source) => !source.excludes || takes(source, path))
    .every(({ isMount, instruction }) => isMount || instruction.stage?.ships === false);
}

/** Whether a bundler reads a file for production, and all that it sets is published with what that makes: `NEXT_PUBLIC_API`. */
export function isPublished(path: string, facts: Facts): boolean {
  const text = /(?:^|\/)\.env\.production$/.test(path) ? facts.contents?.get(path) : undefined;
  const kept = gitignoreOf(facts);
  if (text === undefined || (kept && decide(kept, path).ignored)) return false;
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  return (
    lines.length > 0 && lines.every((line) => publishedPrefixes.some((prefix) => line.trimStart().startsWith(prefix)))
  );
}

/**
 * Whether a file holds the defaults of a Symfony project: in the repository, and read when the program starts.
 * Source: symfony.com/doc/current/configuration.html, "Configuring Environment Variables in .env Files"
 */
export function isSymfonyDefaults(path: string, facts: Facts): boolean {
  if (!/^\.env(?:\.(?:dev|test|prod))?$/.test(path) || !pathSet(facts.files ?? []).has("symfony.lock")) return false;
  const kept = gitignoreOf(facts);
  return kept !== undefined && !decide(kept, path).ignored;
}

/**
 * The patterns for files that are sent although nothing asks for them, each with the first such file or folder.
 * @param found the files that a pattern names; a pattern that would take away what a Dockerfile names is left out.
 */
export function someSent(
  file: IgnoreFile,
  { dockerfiles = [] }: Facts,
  found: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const named = contextPaths(...dockerfiles);
  const sent = new Map<string, string>();
  for (const [pattern, paths] of found) {
    const path = firstSent(file, takenWhole({ dockerfiles }, paths));
    if (path === undefined) continue;
    const alone = parseIgnore(pattern);
    if (!named.some((it) => decide(alone, it).ignored)) sent.set(pattern, folderMatched(alone, path));
  }
  return sent;
}

/** The topmost folder of a path that a pattern matches: that is what it takes away. */
function folderMatched(alone: IgnoreFile, path: string): string {
  return foldersAbove(path).find((folder) => decide(alone, folder).ignored) ?? path;
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** What a Dockerfile takes from the build context, and what its ignore file lets through. */

import type { Dockerfile, Edit, Facts, Fix, IgnoreFile, IgnorePattern, Instruction, Span, Word } from "../types";
import { contextSourcesOf } from "./contextSources";
import { decide, mayReinclude, parseIgnore } from "./dockerignore";
import { lineEnd, removeLine } from "./edits";
import { isKeptOnPurpose, rootOnlyPattern } from "./ignorePatterns";

/** One source of a COPY or ADD that comes from the build context. */
interface CopySource {
  readonly instruction: Instruction;
  readonly word: Word;
  /** From the context root, without `./`, leading and trailing slash; "." for the whole context. */
  readonly path: string;
}

/** The sources of COPY and ADD that come from the build context and are known: no URL, heredoc, stage or variable. */
export function contextSources(file: Dockerfile): CopySource[] {
  return file.instructions.flatMap((instruction) => {
    const { keyword, words, flags, onbuild } = instruction;
    // ONBUILD copies from the context of another build.
    if (onbuild || (keyword !== "COPY" && keyword !== "ADD") || flags.some(({ name }) => name === "from")) return [];
    return words.slice(0, -1).flatMap((word) => {
      const { value } = word;
      if (!value || /^(?:[a-z][a-z0-9+]*:\/\/|git@)/i.test(value) || value.includes("<<")) return [];
      return [{ instruction, word, path: cleanPath(value) }];
    });
  });
}

/** The sources that copy the root of the context with all that is in it: `.`, `./`, `/`, `*`. */
export function wholeContextSources(file: Dockerfile): CopySource[] {
  return contextSources(file).filter(({ path }) => path === "." || path === "*");
}

/** A path of the build context that an instruction asks for: a source of COPY or ADD, or of a bind mount. */
interface ContextUse {
  readonly instruction: Instruction;
  readonly span: Span;
  /** As in `CopySource`. */
  readonly path: string;
}

/** What COPY, ADD and the bind mounts of a Dockerfile take from the build context, as far as it is known. */
export function contextUses(file: Dockerfile): ContextUse[] {
  const copied = contextSources(file).map(({ instruction, word, path }) => ({ instruction, span: word, path }));
  return [...copied, ...contextSourcesOf(file).filter(({ isMount }) => isMount)];
}

function cleanPath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 0 ? "." : parts.join("/");
}

/** Whether the whole context is copied by a Dockerfile that the ignore file serves; true when none is known. */
export function servesWholeCopy({ dockerfiles }: Facts): boolean {
  return !dockerfiles || dockerfiles.length === 0 || dockerfiles.some((file) => wholeContextSources(file).length > 0);
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
  const sources = new Set(dockerfiles.flatMap((dockerfile) => contextUses(dockerfile).map(({ path }) => path)));
  const copied = new Set(dockerfiles.flatMap((dockerfile) => contextSources(dockerfile).map(({ path }) => path)));
  const isWhole = copied.has(".") || copied.has("*");
  const globs = [...copied].filter((path) => /[*?[]/.test(path)).map(parseIgnore);
  return sent.filter((path) => {
    if (sources.has(path) || (isKeyFile(path) && sources.has(parent(path)))) return false;
    return (
      isWhole || foldersAbove(path).some((folder) => copied.has(folder)) || globs.some((it) => decide(it, path).ignored)
    );
  });
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
  const named = dockerfiles.flatMap((dockerfile) => contextUses(dockerfile).map(({ path }) => path));
  const sent = new Map<string, string>();
  for (const [pattern, paths] of found) {
    const path = firstSent(file, paths);
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

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/**
 * The pattern that leaves out what a source takes, with all that is in it; undefined when something of it is or may be sent.
 * @param path as in `CopySource`; of a wildcard, all files that exist must be left out.
 */
export function excluding(
  ignore: IgnoreFile,
  path: string,
  { files = [], isPartial }: Facts,
): IgnorePattern | undefined {
  if (path === "." || path.startsWith("..")) return undefined;
  if (!/[*?[]/.test(path)) {
    const { ignored, by } = decide(ignore, path);
    return ignored && !mayReinclude(ignore, path) ? by : undefined;
  }
  const hasExceptions = ignore.patterns.some(({ negated }) => negated);
  const same = ignore.patterns.findLast(({ pattern }) => pattern === path);
  if (same && !hasExceptions) return same;
  const glob = parseIgnore(path);
  const found = isPartial || hasExceptions ? [] : files.filter((it) => decide(glob, withoutSlash(it)).ignored);
  const decisions = found.map((it) => decide(ignore, withoutSlash(it)));
  return decisions.every(({ ignored }) => ignored) ? decisions[0]?.by : undefined;
}

/** Whether a pattern leaves out everything and no exception takes anything back: then nothing else needs saying. */
export function isEverything({ patterns }: IgnoreFile, { pattern }: IgnorePattern): boolean {
  return /^(?:\*\*\/)*\*\*?$/.test(pattern) && !patterns.some(({ negated }) => negated);
}

/** The ways to keep paths in the context that a pattern leaves out: the pattern goes, or exceptions follow it. */
export function keepFixes({ text, eol }: IgnoreFile, pattern: IgnorePattern, ...paths: string[]): Fix[] {
  const at = lineEnd(text, pattern.end);
  const lines = paths.map((path) => `!${path}`);
  const exception: Fix = {
    title: `Add ${lines.join(", ")} below it`,
    safe: false,
    edits: [{ start: at, end: at, text: lines.map((line) => eol + line).join("") }],
  };
  if (paths.length > 1 || pattern.pattern !== paths[0]) return [exception];
  const removal: Fix = { title: `Remove "${pattern.text}"`, safe: false, edits: [removeLine(text, pattern)] };
  return /[*?[]/.test(pattern.pattern) ? [removal] : [removal, exception];
}

/** Appends lines to an ignore file, in its own line end. */
export function appendPatterns({ text, eol }: IgnoreFile, ...lines: string[]): Edit {
  const lead = text === "" || text.endsWith("\n") ? "" : eol;
  return { start: text.length, end: text.length, text: lead + lines.map((line) => line + eol).join("") };
}

/** Where a missing pattern is reported: at the last pattern, behind which it belongs. */
export function lastPattern({ patterns }: IgnoreFile): Span {
  return patterns.at(-1) ?? { start: 0, end: 0 };
}

/** Files that hold secrets by their names; templates without values are no secrets. */
export function isEnvFile(path: string): boolean {
  const name = baseName(path);
  return /^\.env(?:\..+)?$/.test(name) && !/\.(?:example|sample|template|dist|defaults?|schema)$/.test(name);
}

/** Private keys by the names that tools give them; certificates, public keys and those of tests are none. */
export function isKeyFile(path: string): boolean {
  const name = baseName(path);
  if (isFixture(path)) return false;
  return /^id_(?:rsa|dsa|ecdsa|ed25519)$|\.(?:key|p12|pfx|jks|keystore|ppk)$|(?:^|[-_.])(?:priv|private|privkey|key)[^/]*\.pem$/i.test(
    name,
  );
}

/** Whether a path lies in a folder with material for tests, where keys open nothing. */
export function isFixture(path: string): boolean {
  return /(?:^|\/)(?:__tests__|__fixtures__|__mocks__|tests?|testdata|test-data|fixtures|mocks|spec|examples?)\//i.test(
    path,
  );
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

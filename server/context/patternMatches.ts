/** What patterns match among the files that exist, and what they may have meant. */

import { replace } from "../edits/edits";
import { covers, decide, parseIgnore } from "../syntax/dockerignore";
import type { Edit, Facts, IgnoreFile, IgnorePattern } from "../types";
import { closedFolders } from "../util/listing";
import { memoize, memoizeFor } from "../util/memoize";
import { withoutSlash } from "../util/paths";
import { misspelt } from "../util/similar";
import { contextPaths } from "./contextSources";

/** Whether a pattern leads into a folder whose inside is not listed. */
export function isUnlisted({ pattern }: IgnorePattern): boolean {
  return pattern.split("/").some((name) => closedFolders.has(name));
}

/** The first of the files that a pattern matches, itself or by a folder above it; undefined when there is none. */
export function firstMatch({ pattern }: IgnorePattern, files: readonly string[]): string | undefined {
  return search(files, pattern);
}

const search = memoizeFor((files: readonly string[], text: string): string | undefined => {
  if (!hasPatternSyntax(text)) return files.find((path) => isAtOrBelow(path, text));
  const isAnywhere = text.startsWith("**/");
  const rest = isAnywhere ? text.slice(3) : text;
  // Of the names of files and folders there are fewer than of paths, and each is compared once.
  const count = rest.includes("**") ? 0 : rest.split("/").length;
  const pattern = { start: 0, end: 0, line: 0, text, pattern: text, negated: false, error: undefined };
  const part = literalPart(rest);
  if (count === 0 || (isAnywhere && count > 1)) {
    return files.find((path) => path.includes(part) && covers(pattern, withoutSlash(path)));
  }
  const names = isAnywhere ? namesAnywhere(files) : beginningsOf(files, count);
  if (!hasPatternSyntax(rest)) return names.get(rest);
  for (const [name, path] of names) if (name.includes(part) && covers(pattern, name)) return path;
  return undefined;
});

/** The longest part of a pattern that stands for itself, which spares nearly every path the pattern. */
function literalPart(pattern: string): string {
  const parts = /[[\\]/.test(pattern) ? [] : pattern.split(/\/?\*\*\/?|[*?]/);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

/** What a pattern that matches nothing would match if upper and lower case were the same, and how to write it then. */
export function caseMatch(
  file: IgnoreFile,
  pattern: IgnorePattern,
  files: readonly string[],
): { readonly path: string; readonly written: string | undefined } | undefined {
  const lower = pattern.pattern.toLowerCase();
  const [alone] = parseIgnore(lower).patterns;
  if (!alone || alone.error !== undefined || alone.negated) return undefined;
  const lowerFiles = inLowerCase(files);
  const match = firstMatch(alone, lowerFiles);
  const path = match === undefined ? undefined : files[lowerFiles.indexOf(match)];
  // Many a file lists both cases.
  if (path === undefined || (decide(file, path).ignored && !pattern.negated)) return undefined;
  if (!hasPatternSyntax(lower)) {
    const written = path.split("/").slice(0, lower.split("/").length).join("/");
    return { path: written, written };
  }
  const [anywhere = "", name] = /^(\*\*\/)?([^*?[\\/]+)$/.exec(lower)?.slice(1) ?? [];
  if (name !== undefined) return { path, written: anywhere + path.split("/").find((it) => it.toLowerCase() === name) };
  const isRight = lower !== pattern.pattern && !lower.includes("\\") && covers(alone, withoutSlash(path));
  return { path, written: isRight ? lower : undefined };
}

const inLowerCase = memoize((files: readonly string[]): readonly string[] => files.map((path) => path.toLowerCase()));

/**
 * What a pattern that matches nothing may have meant: something beside it of nearly the same name that is sent, though
 * nothing asks for it by name. undefined for patterns with wildcards and for names that people list in advance.
 */
export function meantPattern(file: IgnoreFile, { pattern }: IgnorePattern, { files = [], dockerfiles = [] }: Facts) {
  const anywhere = pattern.startsWith("**/") ? "**/" : "";
  const name = pattern.slice(anywhere.length);
  const parts = name.split("/");
  const last = parts.at(-1) ?? "";
  if (hasPatternSyntax(name) || parts.some(isGeneric) || last.length < 4 || (anywhere && parts.length > 1))
    return undefined;
  const folder = name.slice(0, name.length - last.length);
  const meant = nameLike(files, pattern);
  if (meant === undefined) return undefined;
  const uses = contextPaths(...dockerfiles);
  if (uses.some((path) => path === folder + meant || path.startsWith(`${folder + meant}/`))) return undefined;
  return decide(file, folder + meant).ignored ? undefined : anywhere + folder + meant;
}

/** The name that the last one of a pattern is a misspelling of: of those beside it or, behind `**`, of all. */
const nameLike = memoizeFor((files: readonly string[], pattern: string): string | undefined => {
  const slash = pattern.lastIndexOf("/") + 1;
  const last = pattern.slice(slash);
  const names = pattern.startsWith("**/") ? [...namesAnywhere(files).keys()] : namesIn(files, pattern.slice(0, slash));
  return misspelt(last, names.filter((it) => isNear(it, last)).slice(0, mostCandidates));
});

/** Whether it is worth a closer look: not the same word in another case or with another number. */
function isNear(name: string, word: string): boolean {
  if (name[0] !== word[0] || Math.abs(name.length - word.length) > 2) return false;
  return name.toLowerCase() !== word.toLowerCase() && digitless(name) !== digitless(word);
}

const mostCandidates = 500;

function digitless(name: string): string {
  return name.replace(/\d+/g, "0");
}

/** Replaces a pattern, its `!` kept. */
export function writePattern(pattern: IgnorePattern, text: string): Edit {
  return replace({ start: pattern.start, end: pattern.end }, (pattern.negated ? "!" : "") + text);
}

/** The names of what stands in a folder, given with a slash at the end; "" is the root. */
export const namesIn = memoizeFor((files: readonly string[], folder: string): readonly string[] => {
  const inside = files.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  return [...new Set(inside.map((path) => path.replace(/\/.*/s, "")))];
});

/** The names of all files and folders, each with the first file that has it or lies in it. */
const namesAnywhere = memoize((files: readonly string[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  let last = "";
  for (const path of files) {
    // The listing is sorted, so that most files lie in the folder of the one before.
    const isBeside = path.startsWith(last) && !path.slice(last.length).includes("/");
    if (!isBeside) last = path.slice(0, path.lastIndexOf("/") + 1);
    for (const name of isBeside ? [path.slice(last.length)] : path.split("/")) {
      if (!names.has(name)) names.set(name, path);
    }
  }
  return names;
});

/** The beginnings of all paths with so many names, each with the first file that has it. */
const beginningsOf = memoizeFor((files: readonly string[], count: number): ReadonlyMap<string, string> => {
  const beginnings = new Map<string, string>();
  for (const path of files) {
    let end = -1;
    for (let at = 0; at < count && (at === 0 || end >= 0); at++) end = path.indexOf("/", end + 1);
    const beginning = end < 0 ? path : path.slice(0, end);
    if (!beginnings.has(beginning)) beginnings.set(beginning, path);
  }
  return beginnings;
});

/** Names that tools give, which people list before there is anything of the kind. */
const generic =
  /^(?:\..*|node_modules|bower_components|vendor|venv|env|dist|build|builds|out|output|target|bin|obj|lib|libs|coverage|htmlcov|reports?|logs?|tmp|temp|cache|docs?|documentation|tests?|spec|specs|e2e|examples?|samples?|scripts|secrets?|certs?|uploads?|data|db|backups?|(?:Docker|Container|Make|Rake|Vagrant|Jenkins|Cake|Task|Proc|Gem|Pip)file.*|(?:docker-)?compose.*|README.*|LICEN[CS]E.*|CHANGELOG.*|CONTRIBUTING.*|charts?|helm.*|k8s|Thumbs\.db|desktop\.ini|.*\.(?:log|lock|pid|pem|key|crt|env|sqlite3?|db|zip|tar|gz|tgz|bak|tmp|swp|iml|code-workspace)|(?:npm|yarn|pnpm|lerna)-.*|package.*\.json|tsconfig.*|jsconfig.*|values.*\.ya?ml|obj|__.*__)$/i;

function isGeneric(name: string): boolean {
  return generic.test(name);
}

function hasPatternSyntax(pattern: string): boolean {
  return /[*?[\\]/.test(pattern);
}

function isAtOrBelow(path: string, name: string): boolean {
  return path.startsWith(name) && (path.length === name.length || path[name.length] === "/");
}

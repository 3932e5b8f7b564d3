/** What patterns match among the files that exist, and what they may have meant. */

import type { Edit, Facts, IgnoreFile, IgnorePattern } from "../types";
import { contextUses } from "./context";
import { covers, decide, parseIgnore } from "./dockerignore";
import { replace } from "./edits";
import { misspelt } from "./similar";

/** Whether a pattern leads into a folder whose inside is not listed. */
export function isUnlisted({ pattern }: IgnorePattern): boolean {
  return /(?:^|\/)(?:node_modules|\.git)(?:\/|$)/.test(pattern);
}

/** The first of the files that a pattern matches, itself or by a folder above it; undefined when there is none. */
export function firstMatch(pattern: IgnorePattern, files: readonly string[]): string | undefined {
  const name = pattern.pattern;
  return recall(matched, files, name, () =>
    files.find(hasWildcard(name) ? (path) => covers(pattern, withoutSlash(path)) : (path) => isAtOrBelow(path, name)),
  );
}

/** A listing never changes, and every keystroke asks about all patterns. */
const matched = new WeakMap<readonly string[], Map<string, string | undefined>>();
const folded = new WeakMap<readonly string[], Map<string, string | undefined>>();
const named = new WeakMap<readonly string[], Map<string, readonly string[]>>();

function recall<Value>(
  memory: WeakMap<readonly string[], Map<string, Value>>,
  files: readonly string[],
  key: string,
  find: () => Value,
): Value {
  const known = memory.get(files) ?? new Map<string, Value>();
  memory.set(files, known);
  if (!known.has(key)) known.set(key, find());
  return known.get(key) as Value;
}

/** What a pattern that matches nothing would match if upper and lower case were the same, and how to write it then. */
export function caseMatch(
  file: IgnoreFile,
  pattern: IgnorePattern,
  files: readonly string[],
): { readonly path: string; readonly written: string | undefined } | undefined {
  const lower = pattern.pattern.toLowerCase();
  const [alone] = parseIgnore(lower).patterns;
  if (!alone || alone.error !== undefined) return undefined;
  const path = recall(folded, files, pattern.pattern, () => {
    const isMatch = hasWildcard(lower)
      ? (it: string) => covers(alone, withoutSlash(it))
      : (it: string) => isAtOrBelow(it, lower);
    return files.find((it) => isMatch(it.toLowerCase()));
  });
  // Many a file lists both cases.
  if (path === undefined || (decide(file, path).ignored && !pattern.negated)) return undefined;
  if (!hasWildcard(lower)) {
    const written = path.split("/").slice(0, lower.split("/").length).join("/");
    return { path: written, written };
  }
  const [anywhere] = /^\*\*\//.exec(lower) ?? [""];
  const isPlain = anywhere !== "" && !/[*?[/]/.test(lower.slice(3));
  if (isPlain) return { path, written: anywhere + path.split("/").find((it) => it.toLowerCase() === lower.slice(3)) };
  const isLower = covers(alone, withoutSlash(path));
  return { path, written: isLower && lower !== pattern.pattern && !lower.includes("\\") ? lower : undefined };
}

/**
 * What a pattern that matches nothing may have meant: something beside it of nearly the same name that is sent, though
 * nothing asks for it by name. undefined for patterns with wildcards and for names that people list in advance.
 */
export function meantPath(file: IgnoreFile, { pattern }: IgnorePattern, { files = [], dockerfiles = [] }: Facts) {
  const anywhere = pattern.startsWith("**/") ? "**/" : "";
  const name = pattern.slice(anywhere.length);
  const parts = name.split("/");
  const last = parts.at(-1) ?? "";
  if (hasWildcard(name) || parts.some(isGeneric) || last.length < 4 || (anywhere && parts.length > 1)) return undefined;
  const folder = name.slice(0, name.length - last.length);
  const names = anywhere ? namesAnywhere(files) : namesIn(files, folder);
  const isOther = (it: string) => it.toLowerCase() !== last.toLowerCase() && digitless(it) !== digitless(last);
  const meant = misspelt(last, names.filter(isOther));
  if (meant === undefined) return undefined;
  const uses = dockerfiles.flatMap((dockerfile) => contextUses(dockerfile).map(({ path }) => path));
  if (uses.some((path) => path === folder + meant || path.startsWith(`${folder + meant}/`))) return undefined;
  return decide(file, folder + meant).ignored ? undefined : anywhere + folder + meant;
}

function digitless(name: string): string {
  return name.replace(/\d+/g, "0");
}

/** Replaces a pattern, its `!` kept. */
export function writePattern(pattern: IgnorePattern, text: string): Edit {
  return replace({ start: pattern.start, end: pattern.end }, (pattern.negated ? "!" : "") + text);
}

/** The names of what stands in a folder, given with a slash at the end; "" is the root. */
export function namesIn(files: readonly string[], folder: string): readonly string[] {
  return recall(named, files, folder, () => {
    const inside = files.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
    return [...new Set(inside.map((path) => path.replace(/\/.*/s, "")))];
  });
}

function namesAnywhere(files: readonly string[]): readonly string[] {
  return recall(named, files, "**", () => [...new Set(files.flatMap((path) => path.split("/")))]);
}

/** Names that tools give, which people list before there is anything of the kind. */
const generic =
  /^(?:\..*|node_modules|bower_components|vendor|venv|env|dist|build|builds|out|output|target|bin|obj|lib|libs|coverage|htmlcov|reports?|logs?|tmp|temp|cache|docs?|documentation|tests?|spec|specs|e2e|examples?|samples?|scripts|secrets?|certs?|uploads?|data|db|backups?|(?:Docker|Container|Make|Rake|Vagrant|Jenkins|Cake|Task|Proc|Gem|Pip)file.*|(?:docker-)?compose.*|README.*|LICEN[CS]E.*|CHANGELOG.*|CONTRIBUTING.*|charts?|helm.*|k8s|Thumbs\.db|desktop\.ini|.*\.(?:log|lock|pid|pem|key|crt|env|sqlite3?|db|zip|tar|gz|tgz|bak|tmp|swp|iml|code-workspace)|(?:npm|yarn|pnpm|lerna)-.*|package.*\.json|tsconfig.*|jsconfig.*|values.*\.ya?ml|obj|__.*__)$/i;

function isGeneric(name: string): boolean {
  return generic.test(name);
}

function hasWildcard(pattern: string): boolean {
  return /[*?[\\]/.test(pattern);
}

function isAtOrBelow(path: string, name: string): boolean {
  return path.startsWith(name) && (path.length === name.length || path[name.length] === "/");
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

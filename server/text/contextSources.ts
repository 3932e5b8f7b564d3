/** What COPY, ADD and bind mounts take from the build context, and what is found there. */

import type { Dockerfile, Edit, Facts, Fix, IgnoreFile, Instruction, Mount, Span } from "../types";
import { isRemote } from "./archives";
import { decide, parseIgnore } from "./dockerignore";
import { replace } from "./edits";
import { closest } from "./similar";

/** One source of a COPY, an ADD or a bind mount that comes from the build context. */
export interface ContextSource {
  readonly instruction: Instruction;
  /** The word, or the value of the mount's option. */
  readonly span: Span;
  /** Without quotes, variables replaced. */
  readonly value: string;
  /** What Docker takes: from the context root, `..` cut off there, without slashes around; "." for the whole context. */
  readonly path: string;
  /** Has wildcards that Docker expands; in the source of a mount they stand for themselves. */
  readonly isGlob: boolean;
  readonly isMount: boolean;
  /** Written without variables, which a build may set to something else. */
  readonly isLiteral: boolean;
  /** `..` leads out of the context, which Docker passes over. */
  readonly isOutside: boolean;
}

/** The sources that are known, in order: no URL, heredoc, stage or variable without a value. */
export function contextSourcesOf(file: Dockerfile): ContextSource[] {
  // ONBUILD copies from the context of another build.
  const own = file.instructions.filter(({ onbuild }) => !onbuild);
  return own.flatMap((instruction) =>
    instruction.keyword === "RUN"
      ? instruction.mounts.flatMap((mount) => mountSource(file, instruction, mount) ?? [])
      : copySources(instruction),
  );
}

/** Those of one COPY or ADD; flags that change what is taken are not understood. */
export function copySources(instruction: Instruction): ContextSource[] {
  const { keyword, words, flags } = instruction;
  const isElsewhere = flags.some(({ name }) => name === "from" || name === "parents");
  if ((keyword !== "COPY" && keyword !== "ADD") || isElsewhere) return [];
  return words.slice(0, -1).flatMap(({ start, end, text, value }) => {
    if (!value || isRemote(value) || value.includes("<<")) return [];
    // A backslash is the separator of Windows, or takes the meaning of a wildcard away.
    if (text.includes("\\") && !isDrivePath(text)) return [];
    return [
      { instruction, span: { start, end }, value, isMount: false, isLiteral: !text.includes("$"), ...read(value) },
    ];
  });
}

function mountSource(file: Dockerfile, instruction: Instruction, mount: Mount): ContextSource | undefined {
  const { type, source: value, from, optionSpans } = mount;
  const option = optionSpans.get("source") ?? optionSpans.get("src");
  if (type !== "bind" || from !== undefined || !value || !option || /[$\\]/.test(value)) return undefined;
  const written = file.text.slice(option.start, option.end);
  const span = written.endsWith(`=${value}`) ? { start: option.end - value.length, end: option.end } : option;
  return { instruction, span, value, isMount: true, isLiteral: true, ...read(value), isGlob: false };
}

function read(value: string): Pick<ContextSource, "path" | "isGlob" | "isOutside"> {
  const parts: string[] = [];
  let isOutside = false;
  for (const part of value.split("/")) {
    if (part === "..") isOutside = parts.pop() === undefined || isOutside;
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return { path: parts.join("/") || ".", isGlob: hasWildcard(value), isOutside };
}

export function hasWildcard(path: string): boolean {
  return /[*?[]/.test(path);
}

function isDrivePath(text: string): boolean {
  return /^["']?[A-Za-z]:[\\/]/.test(text);
}

/** Whether a source means a file of the machine that builds: `C:\app`, `~/.ssh`, `/home/me/app`. */
export function isHostPath({ text }: Dockerfile, { value, span }: ContextSource): boolean {
  return (
    isDrivePath(text.slice(span.start, span.end)) ||
    /^~\/|^\/(?:home|Users|Volumes|root|mnt|media|tmp|etc|usr|var|opt|srv|proc|sys|dev)\/./.test(value)
  );
}

/** Puts another path of the context in a source, written in the same way; undefined where it is not written plainly. */
export function respell(
  { text }: Dockerfile,
  { span, value, isOutside }: ContextSource,
  path: string,
): Edit | undefined {
  const written = text.slice(span.start, span.end);
  const at = written.indexOf(value);
  if (at < 0 || !/^[\w./@+-]+$/.test(path)) return undefined;
  const lead = isOutside || isDrivePath(value) ? "" : (/^(?:\.?\/)*/.exec(value)?.[0] ?? "");
  const tail = value.endsWith("/") ? "/" : "";
  return replace({ start: span.start + at, end: span.start + at + value.length }, lead + path + tail);
}

// ------------------------------------------------------------------- the files of the context

/** The build context by its files. Asked for a path it searches the sorted list; what takes a walk over all waits until it is asked for. */
export interface ContextTree {
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  /** A folder whose inside is not listed. */
  isClosed(path: string): boolean;
  /** A file or folder whose path is the same in lower case. */
  inAnyCase(path: string): string | undefined;
  /** The files and folders with so many slashes in their path, sorted. */
  level(depth: number): readonly string[];
  /** The files and folders of this name. */
  named(name: string): readonly string[];
}

// A listing is asked about many times and never changes.
const trees = new WeakMap<readonly string[], ContextTree>();

/** The build context; undefined when its files are not all known, so that nothing can be said to be missing. */
export function wholeContext({ files, isPartial }: Facts): ContextTree | undefined {
  if (!files || isPartial) return undefined;
  const known = trees.get(files) ?? createTree(files);
  trees.set(files, known);
  return known;
}

function createTree(sorted: readonly string[]): ContextTree {
  const at = (path: string) => sorted[firstIndex(sorted, (other) => other >= path)];
  const all = once(() => withFolders(sorted));
  const levels = once(() => groupedBy(all(), depthOf));
  const names = once(() => groupedBy(all(), nameOf));
  const lower = once(() => new Map(all().map((path) => [path.toLowerCase(), path])));
  return {
    isFile: (path) => at(path) === path,
    isFolder: (path) => at(`${path}/`)?.startsWith(`${path}/`) ?? false,
    isClosed: (path) => at(`${path}/`) === `${path}/`,
    inAnyCase: (path) => lower().get(path.toLowerCase()),
    level: (depth) => levels().get(depth) ?? [],
    named: (name) => names().get(name) ?? [],
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** All files, and the folders that they are in, sorted. */
function withFolders(files: readonly string[]): string[] {
  const all = new Set<string>();
  for (const path of files) {
    if (!path.endsWith("/")) all.add(path);
    let folder = path.lastIndexOf("/");
    for (; folder > 0 && !all.has(path.slice(0, folder)); folder = path.lastIndexOf("/", folder - 1)) {
      all.add(path.slice(0, folder));
    }
  }
  return [...all].sort();
}

function groupedBy<Key>(paths: readonly string[], keyOf: (path: string) => Key): ReadonlyMap<Key, readonly string[]> {
  const groups = new Map<Key, string[]>();
  for (const path of paths) {
    const key = keyOf(path);
    const group = groups.get(key);
    if (group) group.push(path);
    else groups.set(key, [path]);
  }
  return groups;
}

function depthOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) depth++;
  return depth;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Those of sorted paths that start with a text; without a search through all of them. */
function startingWith(paths: readonly string[], lead: string): readonly string[] {
  if (lead === "") return paths;
  const start = firstIndex(paths, (path) => path >= lead);
  const length = firstIndex(paths.slice(start), (path) => !path.startsWith(lead));
  return paths.slice(start, start + length);
}

/** The first index for which a test holds that holds for all further ones, too. */
function firstIndex(paths: readonly string[], test: (path: string) => boolean): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(paths[middle] as string)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether a path may be in the context: it is, or it lies in what is not listed, or behind a link. */
export function mayExist({ isFile, isFolder, isClosed }: ContextTree, path: string): boolean {
  if (path === "." || isFile(path) || isFolder(path)) return true;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const folder = path.slice(0, end);
    if (isClosed(folder) || isFile(folder)) return true;
  }
  return false;
}

/** The files and folders that a source with wildcards finds: Docker matches each part of the path by itself. */
export function matchesOf({ level }: ContextTree, glob: string): string[] {
  // Two stars are no more than one here.
  const parsed = parseIgnore(`/${glob.replace(/\*+/g, "*")}`);
  const lead = glob.slice(0, glob.search(/[*?[]/));
  return startingWith(level(depthOf(glob)), lead).filter((path) => decide(parsed, path).ignored);
}

/** Those of sorted files that are a path of the context or lie below it; what is not listed stands as "node_modules/". */
export function filesBelow(files: readonly string[], path: string): readonly string[] {
  if (path === ".") return files;
  const below = startingWith(files, `${path}/`);
  return startingWith(files, path)[0] === path ? [path, ...below] : below;
}

/** The file or folder beside a missing one that has nearly its name. */
export function similarPath({ level }: ContextTree, path: string): string | undefined {
  const name = nameOf(path);
  const folder = path.slice(0, path.length - name.length);
  // Of a short name too many others are near.
  if (name.length < 4) return undefined;
  const similar = closest(name, startingWith(level(depthOf(path)), folder).map(nameOf));
  return similar === undefined ? undefined : folder + similar;
}

/** What somebody may have meant by a path that is not there: a similar one beside it, or the only one of that name. */
export function meantPath(context: ContextTree, path: string): string | undefined {
  const named = context.named(nameOf(path));
  return similarPath(context, path) ?? (named.length === 1 ? named[0] : undefined);
}

/**
 * Whether another folder is likelier the context, as half of what is copied or more is missing in this one. Nothing but
 * a name that is nearly right speaks for a mistake then.
 */
export function mayBeElsewhere(file: Dockerfile, facts: Facts, context: ContextTree): boolean {
  if (!facts.context || facts.context.by === "setting" || facts.context.by === "definition") return false;
  const named = contextSourcesOf(file).filter(
    ({ path, isLiteral, isOutside }) => isLiteral && !isOutside && path !== "." && !isMadeLater(path, facts),
  );
  const missing = named.filter(({ path, isGlob }) =>
    isGlob ? matchesOf(context, path).length === 0 : !mayExist(context, path),
  );
  return missing.length > 0 && missing.length * 2 >= named.length;
}

/** A fix that names another path, which is but a guess. */
export function guessFixes(file: Dockerfile, source: ContextSource, path: string | undefined): Fix[] {
  const edit = path === undefined ? undefined : respell(file, source, path);
  return edit ? [{ title: `Take ${path}`, safe: false, optional: true, edits: [edit] }] : [];
}

// --------------------------------------------------------------- what is missing for a reason

/** Whether the ignore file leaves a path out, whether or not there is such a file. */
export function isIgnored(path: string, { ignore }: Facts): boolean {
  return ignore !== undefined && decide(ignore, path).ignored;
}

/** Whether a file may be absent although all is well: a build makes it, or it is kept out of the repository. */
export function isMadeLater(path: string, { files = [], contents }: Facts): boolean {
  if (path.split("/").some((part) => builtFolders.has(part.toLowerCase())) || builtFile.test(path)) return true;
  // A file without an extension may be the program that a compiler makes.
  const isProgram = !nameOf(path).includes(".") && files.length > 0 && hasCompiler(files);
  return isProgram || isGitignored(path, contents?.get(".gitignore"));
}

const builtFolders: ReadonlySet<string> = new Set(
  (
    "dist build out output target bin obj lib release releases publish artifact artifacts node_modules vendor cert certs " +
    "ssl tls keys secrets credentials generated gen tmp .next .nuxt .output .svelte-kit _build storybook-static coverage"
  ).split(" "),
);

const builtFile =
  /(?:^|\/)\.(?:env|npmrc|netrc)|\.(?:jar|war|ear|tar|t?gz|t?xz|t?bz2|zst|zip|whl|deb|rpm|apk|exe|dll|so|bin|wasm|env|pem|crt|cer|key|p12|pfx|jks|lic|license)$|(?:^|[-_./])(?:linux|amd64|arm64|x86_64)(?:[-_./]|$)/i;

/** Files that tell of a language that is compiled to programs, or of a tool that makes anything. */
const compilers =
  /(?:^|\/)(?:go\.mod|Cargo\.toml|CMakeLists\.txt|Makefile|BUILD\.bazel|WORKSPACE|\.goreleaser\.ya?ml|Package\.swift)$|\.(?:go|rs|c|cc|cpp|zig|csproj|sln|cabal|nim)$/;

const compiled = new WeakMap<readonly string[], boolean>();

function hasCompiler(files: readonly string[]): boolean {
  const known = compiled.get(files) ?? files.some((file) => compilers.test(file));
  compiled.set(files, known);
  return known;
}

/** Whether a .gitignore leaves a path out, as far as a .dockerignore can say the same. */
function isGitignored(path: string, gitignore: string | undefined): boolean {
  if (gitignore === undefined) return false;
  if (lastGitignore?.text !== gitignore) lastGitignore = { text: gitignore, file: readGitignore(gitignore) };
  return decide(lastGitignore.file, path).ignored;
}

// It is asked about with every missing file.
let lastGitignore: { readonly text: string; readonly file: IgnoreFile } | undefined;

function readGitignore(text: string): IgnoreFile {
  const lines = text.split(/\r?\n/).map((line) => {
    const [, bang = "", pattern = ""] = /^(!?)(.*)$/.exec(line.trim()) ?? [];
    // Without a slash before its end, a pattern of Git applies to every folder.
    return pattern === "" || pattern.startsWith("#") || /\/./.test(pattern) ? line.trim() : `${bang}**/${pattern}`;
  });
  return parseIgnore(lines.join("\n"));
}

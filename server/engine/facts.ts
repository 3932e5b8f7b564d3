import { parseDockerfile } from "../text/dockerfile";
import { decide, parseIgnore } from "../text/dockerignore";
import { readProject } from "../text/project";
import type { Dockerfile, Facts, Host } from "../types";

/** What is known around a file, and the folder that all paths in it start from. */
export interface Surroundings {
  /** URI of the build context; undefined for a text that stands nowhere. */
  readonly root: string | undefined;
  readonly facts: Facts;
}

/** What the text of a Dockerfile asks of the files around it. Equal wants get equal facts, so that typing costs nothing. */
export interface Wants {
  /** Sources of COPY and ADD that lie in the build context. */
  readonly sources: readonly string[];
  /** The words of CMD and ENTRYPOINT that may name a script or a start file. */
  readonly programs: readonly string[];
}

/** The kind of file that a path or URI names: *docker build*, *podman build* and the editors go by these names. */
export function kindOf(path: string): "Dockerfile" | ".dockerignore" | undefined {
  const name = baseName(path);
  if (/(^|\.)(docker|container)ignore$/.test(name)) return ".dockerignore";
  return /^(dockerfile(\..+)?|containerfile.*)$|\.(dockerfile|containerfile)$/i.test(name) ? "Dockerfile" : undefined;
}

/** The folders that may be the build context of a file, its own first, then those above it up to the workspace folder. */
export function contextsOf(uri: string, workspaceFolders: readonly string[]): string[] {
  const contexts: string[] = [];
  const workspace = workspaceFolders.find((folder) => isBelow(uri, folder));
  if (workspace === undefined) return contexts;
  for (let folder = parent(uri); folder !== ""; folder = parent(folder)) {
    contexts.push(folder);
    if (sameUri(folder, workspace)) break;
  }
  return contexts;
}

/** What `file` asks of the files around it. */
export function wantsOf(file: Dockerfile): Wants {
  const sources: string[] = [];
  const programs: string[] = [];
  for (const instruction of file.instructions) {
    if (instruction.onbuild) continue;
    if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
      if (instruction.flags.some((flag) => flag.name === "from")) continue;
      for (const word of instruction.words.slice(0, -1)) {
        if (word.value !== undefined && isLocal(word.value)) sources.push(word.value);
      }
    } else if (instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT") {
      for (const command of instruction.script?.commands ?? []) {
        for (const word of command.words) if (word.value && !word.value.startsWith("-")) programs.push(word.value);
      }
    }
  }
  return { sources, programs };
}

/** Neither an address nor a heredoc. */
function isLocal(source: string): boolean {
  return source !== "" && !/^([a-z]+:\/\/|git@|<<)/i.test(source);
}

/**
 * Finds out what surrounds a Dockerfile. Asks `host` only for files below `contexts`.
 * @param uri of the Dockerfile; undefined when the text has none.
 * @param contexts URIs of the folders that may be its build context, the likeliest first.
 */
export async function gatherFacts(
  host: Host,
  uri: string | undefined,
  contexts: readonly string[],
  wants: Wants,
): Promise<Surroundings> {
  const root = await chooseContext(host, contexts, wants.sources);
  const paths = root === undefined ? undefined : await host.list(root);
  if (root === undefined || !paths) return { root, facts: { today: today() } };

  const path = uri === undefined ? undefined : pathBelow(uri, root);
  if (uri !== undefined && isElsewhere(paths, wants.sources, root, path)) {
    return { root, facts: { today: today(), path: plain(uri).split("/").slice(-2).join("/") } };
  }
  const contents = new Map<string, string>();
  await readInto(contents, host, root, [...settingsAmong(paths), ...ignoreFilesFor(path).filter(has(paths))]);
  const project = readProject(paths, contents);
  const scripts = wordsOfScripts(wants.programs, project?.scripts ?? {});
  const starts = findPrograms(paths, [...wants.programs, ...scripts, project?.main ?? ""]);
  await readInto(contents, host, root, starts);
  const imports = starts.flatMap((start) => importsOf(start, contents.get(start) ?? "", has(paths)));
  await readInto(contents, host, root, imports.slice(0, mostFiles));
  return { root, facts: factsFrom(path, paths, contents) };
}

/**
 * Finds out what surrounds an ignore file: the build context that it cuts down and the Dockerfiles that it serves.
 * @param contexts as for `gatherFacts`.
 */
export async function gatherIgnoreFacts(host: Host, uri: string, contexts: readonly string[]): Promise<Surroundings> {
  // `x.dockerignore` beside `x` serves x alone, whose build context may be a folder further up.
  const served = isGeneral(uri) ? undefined : uri.slice(0, uri.lastIndexOf("."));
  const text = served !== undefined && contexts.length > 0 ? await host.read(served) : undefined;
  const sources = text === undefined ? [] : wantsOf(parseDockerfile(text)).sources;
  const root = await chooseContext(host, contexts, sources);
  const paths = root === undefined ? undefined : await host.list(root);
  if (root === undefined || !paths) return { root, facts: { today: today() } };

  const path = pathBelow(uri, root);
  const dockerfiles = paths.filter((candidate) => kindOf(candidate) === "Dockerfile");
  const nearest = dockerfiles.sort((a, b) => depth(a) - depth(b)).slice(0, mostFiles);
  const contents = new Map<string, string>();
  await readInto(contents, host, root, [...settingsAmong(paths), ...nearest]);
  return { root, facts: factsFrom(path, paths, contents) };
}

/**
 * The facts about a Dockerfile or an ignore file that follow from files at hand.
 * @param path of the file from the root of the build context; undefined for a text without a file.
 * @param paths of all files of the build context.
 * @param contents the texts of those that are known.
 */
export function factsFrom(
  path: string | undefined,
  paths: readonly string[],
  contents: ReadonlyMap<string, string>,
): Facts {
  const facts: Facts = { today: today(), path, files: paths, contents, project: readProject(paths, contents) };
  if (path !== undefined && kindOf(path) === ".dockerignore") {
    return { ...facts, dockerfiles: servedBy(path, paths, contents) };
  }
  const ignorePath = ignoreFilesFor(path).find((candidate) => contents.has(candidate));
  const ignore = ignorePath === undefined ? undefined : contents.get(ignorePath);
  if (ignorePath === undefined || ignore === undefined) return facts;
  return { ...facts, ignore: { ...parseIgnore(ignore), path: ignorePath } };
}

/** A host that asks `host` once for everything, until told to forget. */
export function remember(host: Host): Host & {
  /** Drops what a change of the file or folder at `uri` may have made wrong. */
  forget(uri: string): void;
} {
  const texts = new Map<string, Promise<string | undefined>>();
  const lists = new Map<string, Promise<readonly string[] | undefined>>();
  return {
    read: (uri) => recall(texts, uri, host.read),
    list: (uri) => recall(lists, uri, host.list),
    log: host.log,
    forget(uri) {
      for (const known of texts.keys()) if (sameUri(known, uri) || isBelow(known, uri)) texts.delete(known);
      for (const known of lists.keys()) if (sameUri(known, uri) || isBelow(uri, known)) lists.delete(known);
    },
  };
}

function recall<Value>(known: Map<string, Promise<Value>>, uri: string, ask: (uri: string) => Promise<Value>) {
  let answer = known.get(uri);
  if (!answer) {
    answer = ask(uri);
    known.set(uri, answer);
  }
  return answer;
}

/** Editors and folder listings escape addresses differently; only what they mean counts. */
export function sameUri(a: string, b: string): boolean {
  return a === b || plain(a) === plain(b);
}

/** URI of the file at `path` from the folder `root`. */
export function uriOf(root: string, path: string): string {
  return `${root}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

// More than a rule ever asks for; bounds what an odd text can make us read.
const mostFiles = 20;

/** The nearest folder that holds the most of what is copied: compose files often build a Dockerfile in a subfolder. */
async function chooseContext(
  host: Host,
  contexts: readonly string[],
  sources: readonly string[],
): Promise<string | undefined> {
  let best = contexts[0];
  let most = 0;
  for (const context of contexts) {
    if (most === sources.length) break;
    const paths = (await host.list(context)) ?? [];
    const found = sources.filter((source) => exists(paths, source)).length;
    if (most < found) {
      most = found;
      best = context;
    }
  }
  return best;
}

/**
 * Whether the build context is rather a folder further up, which is not known: half of what is copied is missing here,
 * or the Dockerfile stands in a folder for tools (`.devcontainer`, `.ci`). An ignore file proves the opposite.
 */
function isElsewhere(paths: readonly string[], sources: readonly string[], root: string, path = ""): boolean {
  if (!path.includes("/") && baseName(plain(root)).startsWith(".")) return true;
  if (ignoreFilesFor(path).some(has(paths))) return false;
  const named = [...new Set(sources)].filter(
    (source) => !/^[./]*$/.test(source) && !isMadeLater(source) && (!source.endsWith("*") || exists(paths, source)),
  );
  const missing = named.filter((source) => !exists(paths, source));
  return missing.length > 0 && missing.length * 2 >= named.length;
}

/** What a build makes, or nobody commits, is missing from the right folder, too. */
function isMadeLater(source: string): boolean {
  return source.split("/").some((part) => builtFolders.has(part)) || builtFile.test(source);
}

const builtFolders: ReadonlySet<string> = new Set(
  "dist build out target bin obj lib release publish artifacts node_modules vendor certs secrets .next .output".split(
    " ",
  ),
);

const builtFile = /(?:^|\/)\.(?:env|npmrc)|\.(?:jar|war|tgz|gz|zip|whl|deb|rpm|exe|env|pem|crt|key)$/;

/** Whether COPY finds something for `source` among `paths`; wildcards are those of ignore patterns. */
function exists(paths: readonly string[], source: string): boolean {
  const name = source.replace(/^(\.?\/)+/, "").replace(/\/+$/, "");
  if (name === "" || name === ".") return true;
  if (!/[*?[]/.test(name)) return paths.some((path) => path === name || path.startsWith(`${name}/`));
  const pattern = parseIgnore(name);
  return paths.some((path) => decide(pattern, path).ignored);
}

/** What a Node project is built by, and what it starts with when nothing else is said. */
function settingsAmong(paths: readonly string[]): string[] {
  const npmrcs = paths.filter((path) => baseName(path) === ".npmrc").slice(0, mostFiles);
  return [...["package.json", "index.js"].filter(has(paths)), ...npmrcs];
}

/** The ignore files that *docker build* looks for, in its order. */
function ignoreFilesFor(path: string | undefined): string[] {
  return path === undefined ? [".dockerignore"] : [`${path}.dockerignore`, ".dockerignore"];
}

/** The Dockerfiles among `contents` that are built with the ignore file at `path`. */
function servedBy(path: string, paths: readonly string[], contents: ReadonlyMap<string, string>) {
  const served: (Dockerfile & { readonly path: string })[] = [];
  for (const [candidate, text] of contents) {
    if (kindOf(candidate) !== "Dockerfile") continue;
    const own = `${candidate}.dockerignore`;
    if (path !== own && (!isGeneral(path) || paths.includes(own))) continue;
    const file = parseDockerfile(text);
    if (path === own || builtFromRoot(candidate, file, paths)) served.push({ ...file, path: candidate });
  }
  return served;
}

/** Whether an ignore file serves every Dockerfile that has none of its own. */
function isGeneral(path: string): boolean {
  return /^\.(docker|container)ignore$/.test(baseName(path));
}

/** Whether a Dockerfile somewhere below the root is likelier built from the root than from its own folder. */
function builtFromRoot(path: string, file: Dockerfile, paths: readonly string[]): boolean {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  if (folder === "") return true;
  const { sources } = wantsOf(file);
  const own = paths.filter((other) => other.startsWith(folder)).map((other) => other.slice(folder.length));
  return sources.some((source) => exists(paths, source) && !exists(own, source));
}

async function readInto(contents: Map<string, string>, host: Host, root: string, paths: readonly string[]) {
  const texts = await Promise.all(paths.map((path) => contents.get(path) ?? host.read(uriOf(root, path))));
  paths.forEach((path, i) => {
    const text = texts[i];
    if (text !== undefined) contents.set(path, text);
  });
}

/** The words of the package scripts that the programs may run: "npm start" runs what "start" says. */
function wordsOfScripts(programs: readonly string[], scripts: Readonly<Record<string, string>>): string[] {
  if (!programs.some((program) => /^(npm|yarn|pnpm|bun)$/.test(baseName(program)))) return [];
  const named = ["start", ...programs].map((name) => (Object.hasOwn(scripts, name) ? scripts[name] : undefined));
  return named.flatMap((script) => script?.split(/[\s;&|"']+/) ?? []);
}

/** The files that the words may mean. Folders are those of the image, so that only the last part counts. */
function findPrograms(paths: readonly string[], words: readonly string[]): string[] {
  const names = new Set(words.map(baseName).filter((name) => name !== ""));
  const found = paths.filter((path) => {
    const name = baseName(path);
    return names.has(name) || (/\.[cm]?js$/.test(name) && names.has(name.replace(/\.[cm]?js$/, "")));
  });
  return found.sort((a, b) => depth(a) - depth(b)).slice(0, mostFiles);
}

/** The files that a script names in relative imports. */
function importsOf(path: string, source: string, isFile: (path: string) => boolean): string[] {
  const folder = path.split("/").slice(0, -1);
  const specifiers = source.matchAll(
    /(?:\bfrom|\brequire\s*\(|\bimport\s*\(|\bimport)\s*["'](\.{1,2}\/[^"'\n]{0,200})["']/g,
  );
  return [...specifiers].flatMap(([, specifier = ""]) => {
    const parts = [...folder];
    for (const part of specifier.split("/")) {
      if (part === "..") parts.pop();
      else if (part !== "." && part !== "") parts.push(part);
    }
    const stem = parts.join("/");
    return ["", ".js", ".mjs", ".cjs", "/index.js"]
      .map((end) => stem + end)
      .filter(isFile)
      .slice(0, 1);
  });
}

// A listing is asked about many times and never changes.
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function has(paths: readonly string[]): (path: string) => boolean {
  let set = sets.get(paths);
  if (!set) {
    set = new Set(paths);
    sets.set(paths, set);
  }
  return (path) => set.has(path);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function depth(path: string): number {
  return path.split("/").length;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function parent(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf("/")));
}

function isBelow(uri: string, folder: string): boolean {
  return plain(uri).startsWith(`${plain(folder)}/`);
}

/** The path of `uri` from `folder`; undefined when it lies elsewhere. */
function pathBelow(uri: string, folder: string): string | undefined {
  return isBelow(uri, folder) ? plain(uri).slice(plain(folder).length + 1) : undefined;
}

/** A URI as people write it, without a slash at the end. */
function plain(uri: string): string {
  const trimmed = uri.replace(/\/+$/, "");
  try {
    return decodeURIComponent(trimmed);
  } catch {
    return trimmed; // A per cent sign that begins no escape sequence.
  }
}

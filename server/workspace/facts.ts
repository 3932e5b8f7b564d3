import { unreadIgnore } from "../context/unreadIgnore";
import { importedFile } from "../node/imports";
import { askedFiles } from "../node/needs";
import { readProject } from "../node/project";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import { fileKind } from "../syntax/fileKind";
import type { ContextChoice, Dockerfile, Facts, Host, Listing } from "../types";
import { filterOnce, pathSet } from "../util/listing";
import { baseName } from "../util/paths";
import { depth, isBelow, pathBelow, pathFrom, plain, sameUri, uriOf } from "../util/uris";
import { type ContextHints, chooseContext, definedBuilds, exists, isElsewhere } from "./chooseContext";
import { type Change, update } from "./listings";

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
  /** What its commands may read of a context that is copied whole. */
  readonly asked: readonly string[];
  /** The words of CMD and ENTRYPOINT that may name a script or a start file. */
  readonly programs: readonly string[];
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
  return { sources, asked: askedFiles(file), programs };
}

/** Neither an address nor a heredoc. */
function isLocal(source: string): boolean {
  return source !== "" && !/^([a-z]+:\/\/|git@|<<)/i.test(source);
}

/**
 * Finds out what surrounds a Dockerfile. Asks `host` only for files below `contexts`, and for what they say is built.
 * @param uri of the Dockerfile; undefined when the text has none.
 * @param contexts URIs of the folders that may be its build context, the likeliest first, the workspace folder last.
 */
export async function gatherFacts(
  host: Host,
  uri: string | undefined,
  contexts: readonly string[],
  wants: Wants,
  hints: ContextHints = {},
): Promise<Surroundings> {
  const chosen = await chooseContext(host, uri, contexts, wants, hints);
  if (!chosen) return { root: undefined, facts: { today: today() } };
  const { root, choice } = chosen;
  const listing = await host.list(root);
  if (!listing) return { root, facts: { today: today(), context: choice } };
  const { paths } = listing;

  const path = uri === undefined ? undefined : pathFrom(root, uri);
  const isGuess = choice.by === "sources" || choice.by === "folder";
  if (uri !== undefined && isGuess && isElsewhere(paths, wants.sources, root, path)) {
    const context: ContextChoice = { ...choice, isCertain: false };
    return { root, facts: { today: today(), path: plain(uri).split("/").slice(-2).join("/"), context } };
  }
  const contents = new Map<string, string>();
  const ignoreFiles = ignoreFilesFor(path).filter((file) => file.startsWith("../") || has(paths)(file));
  const meant = unreadIgnore({ today: today(), path, files: paths })?.path ?? [];
  await readInto(contents, host, root, [...settingsAmong(paths), ...ignoreFiles].concat(meant));
  const project = readProject(paths, contents);
  const scripts = wordsOfScripts(wants.programs, project?.scripts ?? {});
  const starts = findPrograms(paths, [...wants.programs, ...scripts, project?.main ?? ""]);
  await readInto(contents, host, root, starts);
  await readImports(contents, host, root, starts, has(paths));
  return { root, facts: { ...factsFrom(path, listing, contents), context: choice } };
}

/**
 * Finds out what surrounds an ignore file: the build context that it cuts down and the Dockerfiles that it serves.
 * @param contexts as for `gatherFacts`.
 */
export async function gatherIgnoreFacts(
  host: Host,
  uri: string,
  contexts: readonly string[],
  hints: ContextHints = {},
): Promise<Surroundings> {
  return isGeneral(uri) ? gatherForGeneral(host, uri, contexts, hints) : gatherForOwn(host, uri, contexts, hints);
}

/** `x.dockerignore` beside `x` serves x alone, whose build context may be a folder further up. */
async function gatherForOwn(
  host: Host,
  uri: string,
  contexts: readonly string[],
  hints: ContextHints,
): Promise<Surroundings> {
  const served = uri.slice(0, uri.lastIndexOf("."));
  const text = contexts.length > 0 ? await host.read(served) : undefined;
  const chosen = await chooseContext(host, served, contexts, wantsOf(parseDockerfile(text ?? "")), hints);
  const listing = chosen && (await host.list(chosen.root));
  if (!chosen || !listing) return { root: chosen?.root, facts: { today: today(), context: chosen?.choice } };
  const { root, choice } = chosen;
  const dockerfile = pathFrom(root, served);
  const contents = new Map<string, string>();
  await readInto(contents, host, root, settingsAmong(listing.paths));
  if (dockerfile !== undefined && text !== undefined) contents.set(dockerfile, text);
  return { root, facts: { ...factsFrom(pathFrom(root, uri), listing, contents), context: choice } };
}

/** The folder of a `.dockerignore` is a build context: no other one has builds look for it. */
async function gatherForGeneral(
  host: Host,
  uri: string,
  contexts: readonly string[],
  { chosen }: ContextHints,
): Promise<Surroundings> {
  const root = chosen ?? contexts[0];
  const workspace = contexts.at(-1);
  const listing = root === undefined ? undefined : await host.list(root);
  if (root === undefined || !listing) return { root, facts: { today: today() } };
  const { paths } = listing;

  const near = workspace === undefined ? undefined : pathBelow(uri, workspace);
  const all = workspace === undefined || near === undefined ? [] : await definedBuilds(host, workspace, near);
  const from = (path: string) => pathFrom(root, uriOf(workspace ?? "", path)) ?? path;
  const builds = all.filter(({ context }) => sameUri(uriOf(workspace ?? "", context), root));
  const builtHere = new Set(builds.map(({ dockerfile }) => from(dockerfile)));
  const builtElsewhere = new Set(all.map(({ dockerfile }) => from(dockerfile)).filter((path) => !builtHere.has(path)));
  const nearest = paths
    .filter((path) => fileKind(path) === "Dockerfile" && !builtElsewhere.has(path))
    .sort((a, b) => depth(a) - depth(b));
  const dockerfiles = [...new Set([...builtHere, ...nearest])].slice(0, mostFiles);
  const ownIgnoreFiles = dockerfiles.filter((path) => path.startsWith("../")).map((path) => `${path}.dockerignore`);
  const contents = new Map<string, string>();
  await readInto(contents, host, root, [...settingsAmong(paths), ...dockerfiles, ...ownIgnoreFiles]);
  const facts = factsFrom(pathFrom(root, uri), listing, contents, builtHere);

  const { dockerfiles: served = [] } = facts;
  const isBeside = served.some(({ path }) => !path.includes("/"));
  const by = chosen !== undefined ? "setting" : builds.length > 0 ? "definition" : isBeside ? "folder" : undefined;
  const isCertain = by !== undefined || served.length > 0;
  return { root, facts: { ...facts, context: { by: by ?? (isCertain ? "sources" : "folder"), isCertain, builds } } };
}

/**
 * The facts about a Dockerfile or an ignore file that follow from files at hand.
 * @param path of the file from the root of the build context; undefined for a text without a file.
 * @param listing of all files of the build context.
 * @param contents the texts of those that are known.
 * @param builtHere paths of Dockerfiles that are known to be built in this context.
 */
export function factsFrom(
  path: string | undefined,
  { paths, isComplete }: Listing,
  contents: ReadonlyMap<string, string>,
  builtHere: ReadonlySet<string> = new Set(),
): Facts {
  const facts: Facts = {
    today: today(),
    path,
    files: paths,
    isPartial: !isComplete,
    contents,
    project: readProject(paths, contents),
  };
  if (path !== undefined && fileKind(path) === ".dockerignore") {
    return { ...facts, dockerfiles: servedBy(path, paths, contents, builtHere) };
  }
  const ignorePath = ignoreFilesFor(path).find((candidate) => contents.has(candidate));
  const ignore = ignorePath === undefined ? undefined : contents.get(ignorePath);
  if (ignorePath === undefined || ignore === undefined) return facts;
  return { ...facts, ignore: { ...parseIgnore(ignore), path: ignorePath } };
}

/** A host that asks `host` once for everything, and follows the changes that it is told of. */
export function remember(host: Host): Host & {
  /** Takes note that the file or folder at `uri` has come, gone or another content. */
  changed(uri: string, kind: Change["kind"] | "changed"): void;
  /** Drops what a change of the file or folder at `uri` may have made wrong. */
  forget(uri: string): void;
} {
  const texts = new Map<string, Promise<string | undefined>>();
  const lists = new Map<string, Promise<Listing | undefined>>();
  /** What has happened below a listed folder since it was last asked for. */
  const changes = new Map<string, Map<string, Change>>();
  const dropTexts = (uri: string) => {
    for (const known of texts.keys()) if (sameUri(known, uri) || isBelow(known, uri)) texts.delete(known);
  };
  const dropList = (uri: string) => {
    lists.delete(uri);
    changes.delete(uri);
  };
  const listAnew = async (uri: string, since: Iterable<Change>, old: Promise<Listing | undefined>) => {
    const listing = await old;
    return (listing && (await update(listing, [...since], host))) ?? host.list(uri);
  };
  return {
    read: (uri) => recall(texts, uri, host.read),
    list(uri) {
      const known = lists.get(uri);
      const since = changes.get(uri);
      if (known && since) {
        lists.set(uri, listAnew(uri, since.values(), known));
        changes.delete(uri);
      }
      return recall(lists, uri, host.list);
    },
    folder: host.folder,
    log: host.log,
    changed(uri, kind) {
      dropTexts(uri);
      if (kind === "changed") return;
      for (const known of lists.keys()) {
        const path = pathBelow(uri, known);
        if (path === undefined) {
          if (sameUri(known, uri) || isBelow(known, uri)) dropList(known);
          continue;
        }
        const since = changes.get(known) ?? new Map<string, Change>();
        changes.set(known, since);
        // The last comes last.
        since.delete(path);
        since.set(path, { uri, path, kind });
      }
    },
    forget(uri) {
      dropTexts(uri);
      for (const known of lists.keys()) if (sameUri(known, uri) || isBelow(uri, known)) dropList(known);
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

// More than a rule ever asks for; bounds what an odd text can make us read.
const mostFiles = 20;

/** What a Node project is built by, and what it starts with when nothing else is said. */
function settingsAmong(paths: readonly string[]): string[] {
  const npmrcs = paths.filter((path) => baseName(path) === ".npmrc").slice(0, mostFiles);
  // Those of workspaces: the nearest ones.
  const manifests = paths.filter((path) => /^(?:[^/]+\/){1,3}package\.json$/.test(path)).slice(0, mostManifests);
  const sources = sourceFiles(paths).slice(0, mostFiles);
  return [...settingsFiles.filter(has(paths)), ...npmrcs, ...manifests, ...sources];
}

const mostManifests = 40;

/** At the root of the context. */
const settingsFiles: readonly string[] = [
  ...["package.json", "index.js", ".gitignore", ".nvmrc", ".node-version", "pnpm-workspace.yaml", ".yarnrc.yml"],
  ...["tsconfig.json", "tsconfig.build.json", "nest-cli.json"],
  ...["angular.json", "requirements.txt", "go.mod"],
  ...["next", "vite", "astro", "svelte", "vue"].flatMap((name) =>
    ["js", "mjs", "cjs", "ts", "mts", "cts"].map((extension) => `${name}.config.${extension}`),
  ),
];

/** What else rules read to be sure: sources of Go, and what requirements.txt refers to by custom. */
const sourceFiles = filterOnce((path) => /\.go$|^requirements(?:[-./][^/]*)?\.txt$/.test(path));

/** The ignore files that *docker build* looks for, in its order. */
function ignoreFilesFor(path: string | undefined): string[] {
  return path === undefined ? [".dockerignore"] : [`${path}.dockerignore`, ".dockerignore"];
}

/** The Dockerfiles among `contents` that are built with the ignore file at `path`. */
function servedBy(
  path: string,
  paths: readonly string[],
  contents: ReadonlyMap<string, string>,
  builtHere: ReadonlySet<string>,
) {
  const served: (Dockerfile & { readonly path: string })[] = [];
  for (const [candidate, text] of contents) {
    const own = `${candidate}.dockerignore`;
    if (fileKind(candidate) !== "Dockerfile" && path !== own && !builtHere.has(candidate)) continue;
    if (path !== own && (!isGeneral(path) || has(paths)(own) || contents.has(own))) continue;
    const file = parseDockerfile(text);
    const isBuiltHere = path === own || builtHere.has(candidate) || builtFromRoot(candidate, file, paths);
    if (isBuiltHere) served.push({ ...file, path: candidate });
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

/**
 * The files that the words may mean, and the TypeScript that those may be compiled from. Folders are those of the
 * image, so that only the last part counts.
 */
function findPrograms(paths: readonly string[], words: readonly string[]): string[] {
  const names = new Set(words.map(baseName).filter((name) => name !== ""));
  if (names.size === 0) return [];
  const stems = new Set([...names].map((name) => name.replace(/\.[cm]?js$/, "")));
  const nearest = (test: (name: string) => boolean) =>
    paths
      .filter((path) => test(baseName(path)))
      .sort((a, b) => depth(a) - depth(b))
      .slice(0, mostFiles);
  const scripts = nearest(
    (name) => names.has(name) || (/\.[cm]?js$/.test(name) && names.has(name.replace(/\.[cm]?js$/, ""))),
  );
  const sources = nearest((name) => /\.[cm]?ts$/.test(name) && stems.has(name.replace(/\.[cm]?ts$/, "")));
  return [...new Set([...scripts, ...sources])];
}

/** Reads what files import, and what that imports in turn. */
async function readImports(
  contents: Map<string, string>,
  host: Host,
  root: string,
  files: readonly string[],
  isFile: (path: string) => boolean,
) {
  let left = mostImports;
  for (let round = files; round.length > 0; ) {
    const imports = new Set(round.flatMap((path) => importsOf(path, contents.get(path) ?? "", isFile)));
    round = [...imports].filter((path) => !contents.has(path)).slice(0, left);
    left -= round.length;
    await readInto(contents, host, root, round);
  }
}

/** A server of middle size has that many files. */
const mostImports = 60;

/** The files that a script names in relative imports. */
function importsOf(path: string, source: string, isFile: (path: string) => boolean): string[] {
  const specifiers = source.matchAll(
    /(?:\bfrom|\brequire\s*\(|\bimport\s*\(|\bimport)\s*["'](\.{1,2}\/[^"'\n]{0,200})["']/g,
  );
  return [...specifiers].flatMap(([, specifier = ""]) => importedFile(path, specifier, isFile) ?? []);
}

function has(paths: readonly string[]): (path: string) => boolean {
  const set = pathSet(paths);
  return (path) => set.has(path);
}

/** The ISO date. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

import { ignoreBeside, unreadIgnore } from "../context/unreadIgnore";
import { askedFiles } from "../node/needs";
import { readProject } from "../node/project";
import { allRuns, callWithin, runOf } from "../packages/scripts";
import { mainProcess } from "../stage/process";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import { fileKind } from "../syntax/fileKind";
import { commandsOf } from "../syntax/runs";
import type { ContextChoice, Dockerfile, Facts, Host, Limit, Listing, Named, Project, Word } from "../types";
import { unlimited } from "../util/limit";
import { pathSet, startingWith } from "../util/listing";
import { baseName, resolveInWorkspace } from "../util/paths";
import { depth, isBelow, pathBelow, pathFrom, plain, sameUri, uriOf } from "../util/uris";
import { type ContextHints, chooseContext, definedBuilds, exists, isElsewhere } from "./chooseContext";
import { type Change, update } from "./listings";
import { startedHere } from "./startedHere";
import { readWanted } from "./wanted";

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
  /** The command lines of CMD and ENTRYPOINT, which may call package scripts. */
  readonly calls: readonly (readonly string[])[];
  /** The files that RUN gives commands to read. */
  readonly given: readonly string[];
  /** The files of the context, copied as a whole, that the container starts. */
  readonly started: readonly string[];
}

/** What `file` asks of the files around it. */
export function wantsOf(file: Dockerfile): Wants {
  const sources: string[] = [];
  const programs: string[] = [];
  const calls = file.stages.map((stage) => valuesOf(mainProcess(stage)?.argv ?? []));
  const given: string[] = [];
  for (const instruction of file.instructions) {
    if (instruction.onbuild) continue;
    if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
      if (instruction.flags.some((flag) => flag.name === "from")) continue;
      for (const word of instruction.words.slice(0, -1)) {
        if (word.value !== undefined && isLocal(word.value)) sources.push(word.value);
      }
    } else if (instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT") {
      for (const command of instruction.script?.commands ?? []) {
        for (const word of command.words)
          if (word.value && !word.value.startsWith("-")) programs.push(...meant(word.value));
        const words = valuesOf(command.words);
        // `CMD "npm start"` means two.
        calls.push(words.length === 1 ? words.flatMap((word) => word.split(/\s+/)) : words);
      }
    } else if (instruction.keyword === "RUN" || instruction.keyword === "HEALTHCHECK") {
      for (const { words } of instruction.script?.commands ?? []) {
        given.push(...filesGivenTo(words));
        const started = words[0]?.value;
        if (started?.includes("/")) programs.push(started);
        // What it runs, the user of the container runs.
        if (instruction.keyword === "HEALTHCHECK")
          for (const { value } of words.slice(1)) if (value && !value.startsWith("-")) programs.push(value);
      }
    }
  }
  return {
    sources,
    asked: askedFiles(file),
    started: startedHere(file),
    programs: withOriginals(file, programs),
    calls,
    given: withOriginals(file, [...given, ".npmrc"]).filter((name) => name !== ".npmrc"),
  };
}

/** A word of CMD, and what it is once pasted quotes have been mended: `“server.js”]` names a file. */
function meant(word: string): string[] {
  const parts = word.split(/["'`,[\]\u2018-\u201f\u00ab\u00bb]+/).filter((part) => part !== "" && part !== word);
  return [word, ...parts];
}

/** What follows options that name a file of requirements or settings: of pip, of tsc. */
function filesGivenTo(words: readonly Word[]): string[] {
  return words.flatMap(({ value }, index) => {
    const attached = /^--(?:requirement|project)=(.+)$/.exec(value ?? "")?.[1];
    const isNamed = /^(?:-r|--requirement|-p|--project)$/.test(words[index - 1]?.value ?? "");
    return attached ?? (isNamed ? value : undefined) ?? [];
  });
}

/** Some names, and before them what COPY, mv, cp and ln call so in the image: `COPY docker/start.sh /entrypoint.sh`. */
function withOriginals(file: Dockerfile, names: readonly string[]): readonly string[] {
  const known = new Set(names.map(baseName));
  const originals = renamesOf(file).flatMap(([source, target, ...more]) =>
    more.length === 0 && source && target && known.has(baseName(target)) ? [source] : [],
  );
  return [...new Set([...originals, ...names])];
}

/** The operands of what may give a file another name. */
function renamesOf(file: Dockerfile): readonly (readonly (string | undefined)[])[] {
  const copies = file.instructions.filter(
    ({ keyword, flags }) => keyword === "COPY" && !flags.some(({ name }) => name === "from"),
  );
  const moves = commandsOf(file, "mv", "cp", "ln").map(({ command }) =>
    command.words.slice(1).filter(({ text }) => !text.startsWith("-")),
  );
  return [...copies.map(({ words }) => words), ...moves].map((words) => words.map(({ value }) => value));
}

function valuesOf(words: readonly Word[]): string[] {
  return words.map(({ value, text }) => value ?? text);
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
  const meant = [unreadIgnore({ today: today(), path, files: paths })?.path, ignoreBeside(path ?? "")];
  const unread = meant.filter((file) => file !== undefined).filter(has(paths));
  await readInto(contents, host, root, [...ignoreFiles, ...unread]);
  await readDeclared(contents, host, root, listing, (project) => {
    const served = callsOfServices(choice);
    const scripts = wordsOfScripts([...wants.calls, ...served], project, paths);
    return { copied: wants.sources, started: [...wants.programs, ...served.flat(), ...scripts], given: wants.given };
  });
  const modes = await modesOf(host, root, wants, contents, paths);
  const facts = limitOf(host)(() => factsFrom(path, listing, contents));
  return { root, facts: { ...facts, modes, context: choice } };
}

/** So many files and folders are asked for their permission bits. */
const mostModes = 400;

/** The permission bits of those files that may be started by their path, and of what COPY takes while it is not much. */
async function modesOf(
  host: Host,
  root: string,
  { programs, sources }: Wants,
  contents: ReadonlyMap<string, string>,
  files: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (!host.mode) return new Map();
  const names = new Set(programs.map(baseName));
  const started = [...contents.keys()].filter((path) => names.has(baseName(path)));
  const asked = [...new Set([...started, ...takenBy(sources, files)])].slice(0, mostModes);
  const modes = await Promise.all(asked.map((path) => host.mode?.(uriOf(root, path))));
  return new Map(asked.flatMap((path, index) => (modes[index] === undefined ? [] : [[path, modes[index]]])));
}

/** Files and folders that sources of COPY name, or that lie in or on the way to what they name; no more than are asked for. */
function takenBy(sources: readonly string[], files: readonly string[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const source of sources) {
    // Of a pattern, the folders before it.
    const lead = resolveInWorkspace("", source.replace(/^\/+|(?<![^/])[^/]*?[*?[\\].*$/gs, ""));
    for (const path of lead === undefined ? [] : startingWith(files, lead)) {
      if (path.endsWith("/") || !(lead === "" || path === lead || path.startsWith(`${lead}/`))) continue;
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) taken.add(path.slice(0, end));
      if (taken.size >= mostModes) return taken;
    }
  }
  return taken;
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
  const wants = limitOf(host)(() => wantsOf(parseDockerfile(text ?? "")));
  const chosen = await chooseContext(host, served, contexts, wants, hints);
  const listing = chosen && (await host.list(chosen.root));
  if (!chosen || !listing) return { root: chosen?.root, facts: { today: today(), context: chosen?.choice } };
  const { root, choice } = chosen;
  const dockerfile = pathFrom(root, served);
  const contents = new Map<string, string>();
  await readDeclared(contents, host, root, listing);
  if (dockerfile !== undefined && text !== undefined) contents.set(dockerfile, text);
  const facts = limitOf(host)(() => factsFrom(pathFrom(root, uri), listing, contents));
  return { root, facts: { ...facts, context: choice } };
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
  const dockerfiles = [...new Set([...builtHere, ...nearest])].slice(0, mostDockerfiles);
  const ownIgnoreFiles = dockerfiles.filter((path) => path.startsWith("../")).map((path) => `${path}.dockerignore`);
  const contents = new Map<string, string>();
  await readInto(contents, host, root, [...dockerfiles, ...ownIgnoreFiles]);
  await readDeclared(contents, host, root, listing);
  const facts = limitOf(host)(() => factsFrom(pathFrom(root, uri), listing, contents, builtHere));

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
function factsFrom(
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
export function cachedHost(host: Host): Host & {
  /** Takes note that the file or folder at `uri` has come, gone or another content. */
  changed(uri: string, kind: Change["kind"] | "changed"): void;
  /** Drops what a change of the file or folder at `uri` may have made wrong. */
  forget(uri: string): void;
  /** Whether something may rest on the text of the file at `uri`. */
  hasRead(uri: string): boolean;
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
    mode: host.mode,
    log: host.log,
    limit: host.limit,
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
    hasRead: (uri) => texts.has(uri) || [...texts.keys()].some((known) => sameUri(known, uri)),
    forget(uri) {
      dropTexts(uri);
      for (const known of lists.keys()) {
        if (sameUri(known, uri) || isBelow(uri, known) || isBelow(known, uri)) dropList(known);
      }
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

// More than anybody builds from one folder; bounds what an odd one can make us read.
const mostDockerfiles = 20;

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

/** Reads what rules and policies have declared. */
async function readDeclared(
  contents: Map<string, string>,
  host: Host,
  root: string,
  { paths, isComplete }: Listing,
  namedBy: (project: Project | undefined) => Named = () => ({ copied: [], started: [], given: [] }),
) {
  const known: Facts = { today: today(), files: paths, isPartial: !isComplete };
  await readWanted(known, contents, namedBy, (more) => readInto(contents, host, root, more), limitOf(host));
}

function limitOf({ limit = unlimited }: Host): Limit {
  return limit;
}

/** What services of compose start in place of what the image says. */
function callsOfServices({ builds }: ContextChoice): (readonly string[])[] {
  return builds.flatMap(({ service }) => [service?.command?.value ?? [], service?.entrypoint?.value ?? []]);
}

/** The words of the package scripts that are called: "npm start" runs what "start" says. */
function wordsOfScripts(calls: Wants["calls"], project: Project | undefined, paths: readonly string[]): string[] {
  const runs = calls.flatMap((argv) => allRuns(runOf(callWithin(argv) ?? [], project, paths)).slice(1));
  return runs.flatMap(({ argv }) => argv.flatMap((word) => word.split(/[\s;&|"']+/)));
}

function has(paths: readonly string[]): (path: string) => boolean {
  const set = pathSet(paths);
  return (path) => set.has(path);
}

/** The ISO date. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

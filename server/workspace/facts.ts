import { ignoreBeside, unreadIgnore } from "../context/unreadIgnore";
import { readProject } from "../node/project";
import { allRuns, callWithin, runOf } from "../packages/scripts";
import { parseDockerfile } from "../syntax/dockerfile";
import { parseIgnore } from "../syntax/dockerignore";
import { fileKind } from "../syntax/fileKind";
import { parseExec } from "../syntax/shell";
import type { ContextChoice, Dockerfile, Facts, Host, Limit, Listing, Named, Project } from "../types";
import { unlimited } from "../util/limit";
import { pathSet } from "../util/listing";
import { baseName } from "../util/paths";
import { depth, pathBelow, pathFrom, plain, sameUri, uriOf } from "../util/uris";
import { type ContextHints, chooseContext, definedBuilds, exists, isElsewhere } from "./chooseContext";
import { modesOf } from "./modes";
import { readWanted } from "./wanted";
import { type Wants, wantsOf } from "./wants";

/** What is known around a file, and the folder that all paths in it start from. */
export interface Surroundings {
  /** URI of the build context; undefined for a text that stands nowhere. */
  readonly root: string | undefined;
  readonly facts: Facts;
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
  const workspace = contexts.at(-1);
  const place = uri === undefined || workspace === undefined ? undefined : pathBelow(uri, workspace);
  const isGuess = choice.by === "sources" || choice.by === "folder";
  if (uri !== undefined && isGuess && isElsewhere(paths, wants.sources, root, path)) {
    const context: ContextChoice = { ...choice, isCertain: false };
    return { root, facts: { today: today(), path: plain(uri).split("/").slice(-2).join("/"), place, context } };
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
  return { root, facts: { ...facts, place, modes, context: choice } };
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

/** What services of compose start in place of what the image says, and what the scripts that they give to a shell hold. */
function callsOfServices({ builds }: ContextChoice): (readonly string[])[] {
  const given = builds.flatMap(({ service }) => [service?.command?.value ?? [], service?.entrypoint?.value ?? []]);
  return given.flatMap((argv) => {
    const words = argv.map((value) => ({ start: 0, end: 0, text: value, value }));
    const [, ...inner] = parseExec(words).commands;
    return [argv, ...inner.map((command) => command.words.map(({ value, text }) => value ?? text))];
  });
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

/**
 * What the commands of a RUN do to files, by a table of programs. A program that is not in it may do anything; one that
 * is known to work in its folder alone makes only what is in there unknown.
 */

import { pathsIn } from "../context/outsideWrites";
import {
  adders,
  buildFolder,
  confined,
  fetchers,
  filledFolder,
  idleHook,
  projectInstalls,
  readers,
  sourceName,
  systemWriters,
} from "../data/fileWriters";
import { systemManagers } from "../data/systemManagers";
import { buildPrograms } from "../data/tools";
import { pipCall } from "../packages/packages";
import { installHooks } from "../packages/scripts";
import { resolvePath } from "../syntax/dockerfile";
import { flagValue, hasFlag, operands, runs } from "../syntax/shell";
import type { Command, Instruction, Project, Stage, Word } from "../types";
import { memoize } from "../util/memoize";
import { isWithin } from "../util/paths";
import { type Call, callsOf, isSure, placeOf } from "./calls";
import { type Effect, inSetGroupFolders, mayAdd, mayChange, perhaps, writeFile } from "./changes";
import { type Change, insideOf, joined, parentOf } from "./model";
import { homeOfOwner } from "./owners";
import { writerOf } from "./writerTable";

/**
 * What one RUN changes, command by command.
 * @param folder the working directory. @param project whose package.json stands at the root of the build context.
 */
export function runEffects(
  instruction: Instruction,
  folder: string | undefined,
  project: Project | undefined,
): Change[] {
  const { script, mounts } = instruction;
  const by = instruction;
  if (!script || script.errors.length > 0 || script.language === "powershell" || script.language === "cmd") {
    return [{ ...mayChange(), by, command: undefined }];
  }
  const changes: Change[] = [];
  // What a group of commands writes, `{ … } > file`, no command of it tells.
  if (groupRedirect.test(instruction.argumentText)) changes.push({ ...mayAdd("/"), by, command: undefined });
  for (const call of callsOf(instruction, folder)) {
    const { command } = call;
    for (const one of effectsOf(call, project)) {
      const effect = inSetGroupFolders(one);
      changes.push({ ...(isSure(command) ? effect : perhaps(effect)), by, command });
    }
  }
  const targets = mounts.flatMap(({ target }) => resolvePath(folder, target) ?? []);
  // What is written below a mount is gone afterwards, and the folder that it was mounted at if nothing else needs it.
  for (const target of targets) {
    const effect = shadowed(target, changes);
    if (effect) changes.push({ ...effect, by, command: undefined });
  }
  return changes;
}

/** Whether a command may build the project, which writes to where its files say: an install does not. */
export function mayBuild(command: Command): boolean {
  if (installsProject(command)) return false;
  return runs(command, ...adders) || confined.has(command.name ?? "") || buildPrograms.has(command.name ?? "");
}

/** Behind a brace, a bracket or a word that ends what began at the start of a command. */
export const groupRedirect: RegExp =
  /(?:[;\n]\s{0,40}\}|\b(?:fi|done|esac)|(?:^|[;&|\n]\s{0,40})\([^()$`]{0,400}\))\s{0,10}>/;

/** Below a mount nothing is changed that stays: what the commands before did there is not known to last. */
function shadowed(target: string, changes: readonly Change[]): Effect | undefined {
  const touched = changes.some(({ places }) => !places || places.some((place) => place.startsWith(target)));
  return touched ? mayChange([target]) : undefined;
}

function effectsOf(call: Call, project: Project | undefined): Effect[] {
  const { command, made } = call;
  const redirected = command.redirects.flatMap(({ operator, target }): Effect[] => {
    if (!operator.includes(">") || /^(?:\/dev\/|&?[\d-]+$)/.test(target?.value ?? "")) return [];
    const place = call.path(target);
    return [place === undefined ? mayAdd("/") : writeFile(place, { ...made, mode: 0o644 })];
  });
  // Whatever the program does beside, the shell has made that file.
  return [...programEffects(call, project), ...redirected];
}

function programEffects(call: Call, project: Project | undefined): Effect[] {
  const { command, folder } = call;
  const { name } = command;
  if (name === undefined) return command.words.length === 0 ? [] : [mayChange()];
  const writer = writerOf(name);
  if (writer) return writer(call);
  // `print > "out"`
  if (name === "awk" && command.words.some(({ text }) => text.includes(">")))
    return [mayAdd(...namedPlaces(call), ...(printsToFile(command) ? [folder ?? "/"] : []))];
  if (
    readers.has(name) ||
    (/^(?:node|python3?|ruby|npm|yarn|pnpm|go|java)$/.test(name) &&
      /^--?v(?:ersion)?$/.test(command.words[1]?.value ?? ""))
  )
    return [];
  const home = homeOfOwner(call.instruction.stage, call.user);
  if (systemWriters.has(name)) {
    // A package that is given as a file is nobody's but the project's, and may put anything anywhere.
    if (packageFiles.has(name) && command.words.slice(1).some(isPackageFile)) return [mayAdd("/")];
    const named = namedPlaces(call);
    const isRoots = named.length === 0 || call.user?.id === 0 || undefined;
    return [{ ...inSystem(call), isRoots }];
  }
  if (runs(command, "bundle config") && hasFlag(command, "--local")) {
    const place = resolvePath(folder, call.instruction.variable("BUNDLE_APP_CONFIG") ?? ".bundle");
    // `path` is where a later install goes.
    return [place === undefined ? mayAdd("/") : mayAdd(place, ...namedPlaces(call))];
  }
  if (runs(command, ...adders)) {
    // What is installed for all, and what is built in a folder: nothing that was there before goes.
    if (home !== undefined && namesOnly(command)) return [inSystem(call, home)];
    if (folder === undefined || home === undefined) return [mayAdd("/")];
    const fetched = fetchedBy(call, folder, home);
    if (fetched) return [fetched];
    if (fromRequirements(command)) return [sourcesStay(folder), inSystem(call, home)];
    // Of a workspace, the folder above is written to as well: `outDir: "../public"`.
    const above = parentOf(folder);
    const added = mayAdd(above === "/" ? folder : above, home, ...systemFolders, ...namedPlaces(call));
    return [project && installsProject(command) ? besideSources(added, folder, project) : added];
  }
  if (confined.has(name)) {
    const named = namedPlaces(call);
    return folder === undefined || named.includes("/")
      ? [mayChange()]
      : [mayChange([folder, home ?? folder, "/tmp"]), mayAdd(...named)];
  }
  return [mayChange()];
}

/** `print > "out"`, and no `=>` that is looked for. */
function printsToFile({ words }: Command): boolean {
  return words.some(({ text }) => /\bprintf?\b[^=;}]{0,99}>/.test(text));
}

const packageFiles: ReadonlySet<string> = new Set([...systemManagers, "dpkg", "rpm"]);

function isPackageFile({ value, text }: Word): boolean {
  return value === undefined ? /[/*]/.test(text) : /\.(?:deb|rpm|apk)$/.test(value);
}

/** An install of packages by their names for the whole system, which leaves the working directory alone. */
function namesOnly(command: Command): boolean {
  if (runs(command, "npm i", "npm install")) return hasFlag(command, "-g", "--global");
  const pip = pipCall(command);
  if (pip?.name !== "pip" || !runs(pip, "pip install")) return false;
  const names = operands(pip);
  const isNamed =
    names.length > 0 && names.every(({ value = "." }) => /^[A-Za-z][\w-]*(?:\[[\w,-]*\])?(?:[=<>~!].*)?$/.test(value));
  return (
    isNamed && !hasFlag(pip, "-e", "--editable", "-r", "--requirement", "-t", "--target", "--src", "--root", "--prefix")
  );
}

/** An install of what files name, some of which may be compiled in the working directory. */
function fromRequirements(command: Command): boolean {
  const pip = pipCall(command);
  const isPlain = pip !== undefined && pip.name !== "pipx" && runs(pip, "pip install", "uv install");
  return (
    isPlain && operands(pip).length === 0 && hasFlag(pip, "-r", "--requirement") && !hasFlag(pip, "-t", "--target")
  );
}

/** What a command does that brings packages, or builds to a place of its own, and leaves its folder alone; undefined for others. */
function fetchedBy(call: Call, folder: string, home: string): Effect | undefined {
  const { command } = call;
  if (command.words.some(({ value }) => value === undefined)) return undefined;
  // A header comes with a library for C.
  if (flagValue(command, "-buildmode")?.startsWith("c-")) return undefined;
  const goals = command.name === "mvn" ? operands(command) : [];
  const isFetch = fetchers.some(([phrase]) => runs(command, phrase));
  const isResolve =
    goals.length > 0 && goals.every(({ value = "" }) => /^dependency:(?:go-offline|resolve)/.test(value));
  // Its settings may name a repository in the project.
  const made = isResolve
    ? /^(?!(?:target|src)\/|[^/]+\.\w+$)/
    : fetchers.find(([phrase]) => runs(command, phrase))?.[1];
  const output = runs(command, "go build") ? flagValue(command, "-o") : undefined;
  const place = output === undefined ? undefined : placeOf(call, output);
  if ((!isFetch && !isResolve && place === undefined) || isWithin(folder, home)) return undefined;
  const named = [...namedPlaces(call), ...(place === undefined ? [] : [place])];
  const { places, find } = mayAdd(home, ...systemFolders, "/go", folder, ...named);
  const isKept = (path: string) => {
    const inside = insideOf(path, folder);
    const isNamed = named.some((it) => isWithin(path, it) || isWithin(it, path));
    return inside !== undefined && inside !== "" && !isNamed && !made?.test(inside);
  };
  return { places, find: (path, before, after) => (isKept(path) ? before.at(path) : find(path, before, after)) };
}

/** An install of what package.json lists. */
function installsProject(command: Command): boolean {
  const isPlain = !command.words.some(({ value }) => value === undefined);
  if (!isPlain || hasFlag(command, "-g", "--global", "--prefix", "-C", "--dir", "--cwd")) return false;
  if (command.name === "yarn" && operands(command).length === 0) return true;
  return runs(command, ...projectInstalls) && operands(command).length === 0;
}

/**
 * The same, but none of the sources of a project is made, where no script of its own runs with the install: packages write
 * into folders of their own.
 */
function besideSources({ places, find }: Effect, folder: string, project: Project): Effect {
  const { scripts, workspaces, dependencies, devDependencies } = project;
  const hooks = installHooks.flatMap((name) => (Object.hasOwn(scripts, name) ? [scripts[name] as string] : []));
  if (!hooks.every((text) => idleHook.test(text))) return { places, find };
  // Scripts of packages in folders of its own run, too.
  const isAlone =
    workspaces?.length === 0 &&
    ![dependencies, devDependencies]
      .flatMap(Object.values<string>)
      .some((wanted) => /^(?:file|link|portal|\.)/.test(wanted));
  const isOwn = (path: string) => {
    // Their configuration is looked for in the folders above as well.
    const from = isWithin(folder, parentOf(path)) ? parentOf(path) : folder;
    const inside = isWithin(path, from) ? (insideOf(path, from) ?? "") : "";
    const isBuilt = buildFolder.test(insideOf(path, folder) ?? "");
    return sourceName.test(inside) || (isAlone && (isBuilt || isSource(inside)));
  };
  return {
    places,
    find: (path, before, after) => {
      // Where other images have their projects.
      if (isWithin(path, "/usr/src") && !isWithin(folder, "/usr/src")) return before.at(path);
      const manifest = isOwn(path) ? before.at(joined(folder, "package.json")) : undefined;
      const isProjects = manifest !== undefined && manifest !== "absent" && manifest.source === "package.json";
      return isProjects ? before.at(path) : find(path, before, after);
    },
  };
}

/** A source in a folder of a project, by its path from there. */
function isSource(path: string): boolean {
  const folders = path.split("/").slice(0, -1);
  return /\.[cm]?[jt]sx?$/i.test(path) && folders.length > 0 && !folders.some((name) => filledFolder.test(name));
}

/** Something may be made in a folder, but no program that it starts with. */
function sourcesStay(folder: string): Effect {
  const { places, find } = mayAdd(folder);
  const own = [folder, joined(folder, "src")];
  // Whatever is compiled from an address lies in these.
  const isModule = (path: string) =>
    /\.py$/.test(path) && !/^(?:src|build|dist|lib)\//.test(insideOf(path, folder) ?? "src/");
  const isOwn = (path: string) =>
    (own.includes(parentOf(path)) || isModule(path)) && /\.(?:py|js|sh|jar|toml)$/.test(path) && !/version/i.test(path);
  // No package brings the environment that it is installed into.
  const isKept = (path: string) => isOwn(path) || /^\.?v?env(?:\/|$)/.test(insideOf(path, folder) ?? "");
  return { places, find: (path, before, after) => (isKept(path) ? before.at(path) : find(path, before, after)) };
}

/**
 * Paths that a command is given in whatever way, `--prefix=/out` and `DESTDIR=/out` among them, and those that variables
 * hold; the root alone where one is not known.
 */
function namedPlaces({ instruction, command, folder }: Call): string[] {
  const { stage, start } = instruction;
  const set = stage ? assignedPaths(stage).filter((assigned) => assigned.start < start) : [];
  const own = command.assignments.flatMap(({ name, value }) => (value && name.value !== "PATH" ? value : []));
  const code = command.words.slice(1).flatMap(({ value = "" }) => (/["'(\s]/.test(value) ? pathsIn(value) : []));
  const paths = [...[...command.words.slice(1), ...own].map(pathIn), ...set.map(({ path }) => path), ...code];
  const places = new Set(paths.flatMap((path) => (path === undefined ? [] : (resolvePath(folder, path) ?? []))));
  return paths.includes("/") ? ["/"] : [...places].filter((place) => place !== "/");
}

/** The paths that variables hold, each where it is first set: by how the files change, what the same path is set to again says nothing. */
const assignedPaths = memoize((stage: Stage): readonly { readonly start: number; readonly path: string }[] => {
  const first = new Map<string, number>();
  for (const { start, assignments } of stage.instructions) {
    for (const { name, value } of assignments) {
      const path = value && name.value !== "PATH" ? pathIn(value) : undefined;
      if (path !== undefined && !first.has(path)) first.set(path, start);
    }
  }
  return [...first].map(([path, start]) => ({ path, start }));
});

/** The path in a word, behind `--prefix=` too; the root where it is not known, undefined where there is none. */
function pathIn({ text, value }: Word): string | undefined {
  if (value === undefined) return text.includes("/") || text.includes("$") ? "/" : undefined;
  const [path] = /(?:^|[=:,])(?:\.\.)?\/.*$/s.exec(value) ?? [];
  const known = path?.replace(/^[=:,]/, "");
  return known === "/" ? undefined : known;
}

/** Where packages of a distribution and of languages go. */
const systemFolders: readonly string[] = [
  "/usr",
  "/etc",
  "/var",
  "/bin",
  "/sbin",
  "/lib",
  "/lib64",
  "/opt",
  "/root",
  "/run",
  "/tmp",
];

/** Folders that projects make below those of the system, and no package has. */
const projectFolder = /^\/(?:usr\/src\/[^/]|usr\/app(?:\/|$)|opt\/[^/]|var\/app(?:\/|$))/;

/** What packages bring: to the folders of the system, those that are given, and no project in the working directory. */
function inSystem(call: Call, ...more: readonly string[]): Effect {
  const { folder } = call;
  const named = namedPlaces(call);
  const { places, find } = mayAdd(...more, ...systemFolders, ...named);
  const isFree = (place: string) => folder !== undefined && !isWithin(place, folder) && !isWithin(folder, place);
  if (folder === undefined || !projectFolder.test(folder) || ![...named, ...more].every(isFree))
    return { places, find };
  return {
    places,
    find: (path, before, after) => (isWithin(path, folder) ? before.at(path) : find(path, before, after)),
  };
}

/** Whether a lock file fits package.json, as far as one can see without resolving anything. */

import { satisfies, validRange } from "semver";
import { lockFormats } from "../data/lockFormats";
import type { Install } from "../packages/install";
import type { Facts, Project } from "../types";
import { type Fields, isFields, readJson, stringsOf } from "../util/json";
import { filesNamed } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { among } from "../util/reads";
import { own } from "../util/records";
import { lockfileOf } from "./lockfile";

const lockNames = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"];

/** The lock files whose texts say by which version of a package manager they are read, and what they lock: those nearest to the root. */
export const lockReads = among(10, (files) => lockNames.flatMap((name) => filesNamed(files, name)));

/** The format of the lock file, and the first version of its package manager that reads it; undefined when any does, or it is not known. */
export function lockFormatOf({ manager }: Pick<Install, "manager">, facts: Facts) {
  const path = lockfileOf(manager, facts);
  const text = path === undefined ? undefined : facts.contents?.get(path);
  const format =
    text === undefined ? undefined : lockFormats.find((it) => it.manager === manager && it.form.test(text));
  return format && path !== undefined ? { path, ...format } : undefined;
}

/**
 * The dependencies of package.json that the lock file surely lacks, or has in a version that does not do, so that a frozen
 * install stops; empty when none is known. Overrides, and workspaces of yarn and bun, are not looked into.
 * @param isOfRoot whether nothing counts but what package.json at the root of npm's workspaces names: those of others may
 * not be in the image.
 */
export function unlockedDependencies(
  { manager }: Pick<Install, "manager">,
  facts: Facts,
  isOfRoot = false,
): readonly string[] {
  const { project, contents } = facts;
  const path = lockfileOf(manager, facts);
  const text = path === undefined ? undefined : contents?.get(path);
  if (!project || !contents || path === undefined || !text) return [];
  if (/"(?:overrides|resolutions|pnpm)"\s*:/.test(contents.get(project.manifest) ?? "")) return [];
  if (manager === "pnpm") return unlockedByPnpm(contents, path, project);
  if (project.workspaces === undefined) return [];
  const wanted = wantedOf(project);
  if (manager === "npm") {
    const lock = npmLockOf(contents, path);
    if (!lock || (project.workspaces.length > 0 && !lock.hasWorkspaces)) return [];
    const own = wanted.filter(([name, range]) => isMissing(lock, "", name, range)).map(([name]) => name);
    if (isOfRoot) return own;
    return [...new Set([...own, ...project.workspaces.flatMap((each) => unlockedOf(each, lock, contents))])];
  }
  if (project.workspaces.length > 0) return [];
  if (manager !== "yarn" || !/^# yarn lockfile v1$/m.test(text)) return [];
  const keys = yarnKeysOf(contents, path);
  return keys.size === 0 ? [] : wanted.filter(([name, range]) => !keys.has(`${name}@${range}`)).map(([name]) => name);
}

/** Whether nothing but dev dependencies needs a package, as the lock file of npm says; undefined where none does. */
export function lockedForDevelopment(name: string, { manager }: Pick<Install, "manager">, facts: Facts) {
  const path = manager === "npm" ? lockfileOf(manager, facts) : undefined;
  const lock = path === undefined || !facts.contents ? undefined : npmLockOf(facts.contents, path);
  return lock?.isForDevelopment(name);
}

/** Whether the lock file of npm has a package at no place of node_modules at the root; undefined where none is read. */
export function lacksPackage(name: string, facts: Facts): boolean | undefined {
  const path = lockfileOf("npm", facts);
  const lock = path === undefined || !facts.contents ? undefined : npmLockOf(facts.contents, path);
  return lock && lock.installed("", name) === undefined;
}

/** Whether a lock file that lacks some dependencies has most of them, as one that was forgotten once; others may be samples, and pnpm is not asked. */
export function isForgotten(install: Pick<Install, "manager">, facts: Facts): boolean {
  if (install.manager === "pnpm") return false;
  const lacking = unlockedDependencies(install, facts);
  const { project, contents } = facts;
  const others = (project?.workspaces ?? []).flatMap((each) => rangesOf(manifestOf(each, contents) ?? {}));
  return project !== undefined && lacking.length * 2 < wantedOf(project).length + others.length;
}

function wantedOf(project: Project): readonly [string, string][] {
  return Object.entries({ ...project.devDependencies, ...project.dependencies }).filter(isOfRegistry);
}

/**
 * What a workspace wants and the lock file of npm lacks, the workspace itself where that is new; a folder that is no
 * package of npm's is none. Measured with npm 11: `npm ci` ends for each of them.
 */
function unlockedOf(folder: string, lock: NpmLock, contents: ReadonlyMap<string, string>): string[] {
  const manifest = manifestOf(folder, contents);
  if (!manifest || typeof manifest.name !== "string") return [];
  if (!lock.hasFolder(folder)) return [manifest.name];
  const missing = rangesOf(manifest).filter(([name, range]) => isMissing(lock, folder, name, range));
  return missing.map(([name]) => name);
}

function manifestOf(folder: string, contents: ReadonlyMap<string, string> | undefined): Fields | undefined {
  const manifest = readJson(contents?.get(`${folder}/package.json`));
  return isFields(manifest) ? manifest : undefined;
}

/** What package.json of the project or of a workspace wants by another range than pnpm wrote down, in its order. */
function unlockedByPnpm(contents: ReadonlyMap<string, string>, path: string, project: Project): string[] {
  const importers = pnpmImportersOf(contents, path);
  const wanted: [string, readonly [string, string][]][] = [[".", wantedOf(project)]];
  for (const folder of project.workspaces ?? []) {
    const manifest = manifestOf(folder, contents);
    if (manifest) wanted.push([folder, rangesOf(manifest)]);
  }
  return wanted.flatMap(([folder, ranges]) => {
    const locked = importers.get(folder);
    return locked ? ranges.flatMap(([name, range]) => (locked.get(name) === range ? [] : [name])) : [];
  });
}

/**
 * The ranges that pnpm-lock.yaml was made for, by folder and name; empty where it is of another form, or where what
 * package.json wants has been changed on the way.
 */
const pnpmImportersOf = memoizeFor((contents: ReadonlyMap<string, string>, path: string) => {
  const found = new Map<string, Map<string, string>>();
  const lines = (contents.get(path) ?? "").split(/\r?\n/);
  if (!lines.some((line) => /^lockfileVersion: ["']?(?:[6-9]|\d\d)/.test(line))) return found;
  if (lines.some((line) => /^(?:overrides|pnpmfileChecksum|ignoredOptionalDependencies)\b|^---/.test(line)))
    return found;
  const first = lines.indexOf("importers:");
  let folder: Map<string, string> | undefined;
  let name = "";
  for (const line of first < 0 ? [] : lines.slice(first + 1)) {
    if (/^\S/.test(line)) break;
    const [, indent = "", key = "", value = ""] = /^( +)(\S+):(?: (.*))?$/.exec(line) ?? [];
    if (indent.length === 2) {
      folder = new Map();
      found.set(plainYaml(key), folder);
    }
    if (indent.length === 6) name = plainYaml(key);
    if (indent.length === 8 && key === "specifier") folder?.set(name, plainYaml(value));
  }
  return found;
});

function rangesOf({ devDependencies, dependencies }: Fields): readonly [string, string][] {
  return Object.entries({ ...stringsOf(devDependencies), ...stringsOf(dependencies) }).filter(isOfRegistry);
}

function plainYaml(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, "$2");
}

/** By a range of versions, and not by a tag, a folder, a repository or another name. */
function isOfRegistry([, range]: [string, string]): boolean {
  return range.length < 256 && validRange(range, { loose: true }) !== null;
}

/** What the packages of an npm lock file ask of Node.js, each range once. */
export function lockedEngines(facts: Facts): readonly string[] {
  const path = lockfileOf("npm", facts);
  return (path !== undefined && facts.contents && npmLockOf(facts.contents, path)?.engines) || [];
}

/**
 * Whether npm's lock file surely has no package with compiled parts; false where it may, or is not known.
 * @param withDev whether dev dependencies count.
 */
export function locksScriptsAlone(facts: Facts, withDev: boolean): boolean {
  const path = lockfileOf("npm", facts);
  const lock = path === undefined || !facts.contents ? undefined : npmLockOf(facts.contents, path);
  return lock?.isPlain?.(withDev) === true;
}

/** Sources: docs.npmjs.com/cli/configuring-npm/package-lock-json ("packages"); what loads compiled files that packages bring along. */
function isPlainEntry(place: string, entry: unknown, withDev: boolean): boolean {
  if (!isFields(entry)) return false;
  if (entry.dev === true && !withDev) return true;
  const { hasInstallScript, os, cpu, libc, resolved, gypfile } = entry;
  if ([hasInstallScript, os, cpu, libc, gypfile].some((it) => it !== undefined && it !== false)) return false;
  if (typeof resolved === "string" && !/^https?:\/\/.*\.tgz(?:$|[?#])/.test(resolved)) return false;
  const name = place.split("node_modules/").at(-1) ?? "";
  return place.includes("node_modules/") && !loaders.test(name);
}

const loaders =
  /(?:^|[/-])(?:bindings|node-gyp|node-gyp-build|node-gyp-build-optional-packages|node-pre-gyp|prebuild-install|prebuildify|pkg-prebuilds|node-addon-api|nan|napi-macros|require-addon|cmake-js|koffi|ffi|binding|wasm32-wasi)(?:$|[/-])/;

interface NpmLock {
  /** The version of what a package in a folder finds in node_modules by name; undefined where it does not say. */
  readonly installed: (folder: string, name: string) => { readonly version: string | undefined } | undefined;
  /** Whether it says what is in a folder of the project. */
  readonly hasFolder: (folder: string) => boolean;
  /** It was written for workspaces. */
  readonly hasWorkspaces: boolean;
  readonly isForDevelopment: (name: string) => boolean | undefined;
  /** The ranges of package.json in a folder when it was written. */
  readonly ranges: (folder: string) => Readonly<Record<string, unknown>>;
  /** The `engines.node` of what is installed. */
  readonly engines: readonly string[];
  /** Whether nothing but JavaScript is installed, dev dependencies counted or not; undefined where it does not say. */
  readonly isPlain?: (withDev: boolean) => boolean;
}

const npmLockOf = memoizeFor((contents: ReadonlyMap<string, string>, path: string): NpmLock | undefined => {
  let lock: unknown;
  try {
    lock = JSON.parse(contents.get(path) ?? "");
  } catch {
    return undefined;
  }
  if (!isFields(lock)) return undefined;
  const { packages, dependencies } = lock;
  if (isFields(packages)) {
    const root = own(packages, "");
    if (!isFields(root)) return undefined;
    const engines = Object.values(packages).flatMap((entry) =>
      isFields(entry) && isFields(entry.engines) && typeof entry.engines.node === "string" ? [entry.engines.node] : [],
    );
    return {
      installed: (folder, name) =>
        versionOf((folder && own(packages, `${folder}/node_modules/${name}`)) || own(packages, `node_modules/${name}`)),
      hasFolder: (folder) => isFields(own(packages, folder)),
      hasWorkspaces: root.workspaces !== undefined,
      isForDevelopment: (name) => forDevelopment(own(packages, `node_modules/${name}`)),
      ranges: (folder) => rangesIn(own(packages, folder)),
      engines: [...new Set(engines)],
      isPlain: (withDev) =>
        Object.entries(packages).every(([place, entry]) => place === "" || isPlainEntry(place, entry, withDev)),
    };
  }
  return isFields(dependencies)
    ? {
        installed: (_, name) => versionOf(own(dependencies, name)),
        hasFolder: () => false,
        hasWorkspaces: false,
        isForDevelopment: (name) => forDevelopment(own(dependencies, name)),
        ranges: () => ({}),
        engines: [],
      }
    : undefined;
});

function forDevelopment(entry: unknown): boolean | undefined {
  return isFields(entry) ? entry.dev === true : undefined;
}

function versionOf(entry: unknown): { readonly version: string | undefined } | undefined {
  if (!isFields(entry)) return undefined;
  return { version: typeof entry.version === "string" && !entry.link ? entry.version : undefined };
}

function rangesIn(entry: unknown): Readonly<Record<string, unknown>> {
  const { dependencies, devDependencies, optionalDependencies } = isFields(entry) ? entry : {};
  return Object.assign({}, ...[dependencies, devDependencies, optionalDependencies].filter(isFields));
}

function isMissing({ installed, ranges }: NpmLock, folder: string, name: string, range: string): boolean {
  const entry = installed(folder, name);
  if (!entry) return true;
  if (own(ranges(folder), name) === range || entry.version === undefined) return false;
  return !satisfies(entry.version, range, { loose: true, includePrerelease: true }) && !entry.version.includes(":");
}

/** `express@^4.21.2` of the lines that begin an entry of yarn.lock. */
const yarnKeysOf = memoizeFor((contents: ReadonlyMap<string, string>, path: string): ReadonlySet<string> => {
  const lines = (contents.get(path) ?? "").split("\n").filter((line) => /^["@\w].*:\s*$/.test(line));
  return new Set(
    lines.flatMap((line) => line.trimEnd().slice(0, -1).split(", ")).map((key) => key.replace(/^"|"$/g, "")),
  );
});

/** Which files the arguments of a command mean: files, folders, patterns, and files that say what is built. */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { isBuildFile, readBuilds } from "../context/builds";
import { gitPatterns } from "../context/gitignore";
import { namedImages } from "../context/namedImages";
import { listContext } from "../host/files";
import { mayBe, statOf } from "../host/folderNames";
import { atOnce } from "../host/reach";
import { decide } from "../syntax/dockerignore";
import { fileKind } from "../syntax/fileKind";
import type { IgnoreFile } from "../types";
import { variablesBeside } from "../workspace/besideCompose";
import { filesIn, repositoryAround, uriOfFile } from "./inputs";
import { wrongUsage } from "./usage";

/** A file to look at. */
export interface MeantFile {
  /** As it is shown: given, or below a folder that is given. */
  readonly name: string;
  /** It was named itself, and not found in a folder. */
  readonly isNamed: boolean;
  /** What builds it, when a file of builds was given. */
  readonly build: Build | undefined;
}

/** A build that a compose, bake or devcontainer file defines. */
interface Build {
  /** Of the service or target. */
  readonly name: string;
  /** The folder, from the current one. */
  readonly context: string;
  readonly target: string | undefined;
}

export interface Meaning {
  /** Patterns as in .gitignore, from the current folder. */
  readonly exclude: readonly string[];
  /** What git leaves out of a folder is looked at as well. */
  readonly withIgnored: boolean;
  /** Files of builds are looked at for the images that they name: those that are given, or those in folders as well. */
  readonly buildFiles?: "given" | "all";
  /** It is fine when nothing is meant; undefined where that cannot be said. */
  readonly mayBeNone?: boolean;
}

/** In the order of the arguments. Throws wrong usage when nothing is meant. */
export async function meantFiles(names: readonly string[], meaning: Meaning): Promise<MeantFile[]> {
  const excluded = gitPatterns(meaning.exclude);
  const isExcluded = (name: string) => decide(excluded, path.relative("", name).split(path.sep).join("/")).ignored;
  const files: MeantFile[] = [];
  for (const name of names) {
    const kind = name === "-" ? undefined : statOf(name);
    if (kind?.isDirectory()) {
      const isMeant = (file: string) => fileKind(file) ?? (meaning.buildFiles === "all" && isBuildFile(`/${file}`));
      const found = await filesBelow(name, isMeant, meaning.withIgnored);
      files.push(...found.filter((it) => !isExcluded(it)).map((it) => plain(it, false)));
    } else if (name !== "-" && kind === undefined && /[*?[]/.test(name)) {
      const found = await matching(name, meaning.withIgnored);
      if (found.length === 0) throw wrongUsage(`no file matches ${name}`);
      files.push(...found.filter((it) => !isExcluded(it)).map((it) => plain(it, false)));
    } else if (kind && saysBuilds(name)) files.push(...(await builtBy(name, meaning)));
    else files.push(plain(name, true));
  }
  if (files.length === 0 && !meaning.mayBeNone)
    throw wrongUsage(
      `no Dockerfile or ignore file in ${names.join(", ")}${meaning.mayBeNone === false ? " (--allow-no-files if that is fine)" : ""}`,
    );
  return files;
}

function plain(name: string, isNamed: boolean): MeantFile {
  return { name, isNamed, build: undefined };
}

async function filesBelow(
  folder: string,
  isMeant: (path: string) => unknown,
  withIgnored: boolean,
): Promise<readonly string[]> {
  const found = ((await listContext(folder, undefined, atOnce))?.paths ?? []).filter(
    (it) => !it.endsWith("/") && isMeant(it),
  );
  const names = found.map((file) => path.join(folder, file));
  if (withIgnored || names.length === 0) return names;
  const isLeftOut = leftOutByGit(repositoryAround(path.resolve(folder)) ?? path.resolve(folder));
  return names.filter((name) => !isLeftOut(path.resolve(name)));
}

/** The files that a pattern means: stars stay within a folder, two of them do not. */
async function matching(given: string, withIgnored: boolean): Promise<readonly string[]> {
  const parts = given.split(/[\\/]/);
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  const folder = parts.slice(0, first).join("/") || (given.startsWith("/") ? "/" : ".");
  const rest = parts.slice(first).join("/");
  const pattern = gitPatterns([`/${rest}`]);
  return filesBelow(folder, (file) => decide(pattern, file).ignored, withIgnored);
}

/** Whether git leaves a file out, by the .gitignore of its repository and of the folders that lead to it. */
function leftOutByGit(root: string): (file: string) => boolean {
  const known = new Map<string, IgnoreFile | undefined>();
  const rulesOf = (folder: string) => {
    if (!known.has(folder)) known.set(folder, rulesIn(path.join(folder, ".gitignore")));
    return known.get(folder);
  };
  return (file) => {
    let isLeftOut = false;
    const steps = path
      .relative(root, path.dirname(file))
      .split(path.sep)
      .filter((step) => step !== "");
    for (let depth = 0; depth <= steps.length; depth++) {
      const folder = path.join(root, ...steps.slice(0, depth));
      const rules = rulesOf(folder);
      if (!rules) continue;
      const { ignored, by } = decide(rules, path.relative(folder, file).split(path.sep).join("/"));
      // What no pattern of a folder is about stays as those above have it.
      if (by) isLeftOut = ignored;
    }
    return isLeftOut;
  };
}

function rulesIn(file: string): IgnoreFile | undefined {
  if (!mayBe(file)) return undefined;
  try {
    return gitPatterns(readFileSync(file, "utf8").slice(0, longestIgnoreFile).split(/\r?\n/));
  } catch {
    return undefined;
  }
}

const longestIgnoreFile = 100_000;

/** The Dockerfiles that a file of builds names, one for each build. */
async function builtBy(name: string, { buildFiles }: Meaning): Promise<MeantFile[]> {
  const text = await readFile(name, "utf8");
  const inner = buildPath(name);
  const host = filesIn([path.dirname(path.resolve(name))]);
  const variables = await variablesBeside(host, uriOfFile(name), text);
  const builds = await readBuilds(inner, text, variables);
  const images = buildFiles === undefined ? [] : await namedImages(inner, text, variables);
  if (builds.length + images.length === 0) throw wrongUsage(`${name} builds nothing from a Dockerfile`);
  const folder = path.join(name, ...inner.split("/").map(() => ".."));
  const built = builds.map((build) => ({
    name: path.join(folder, build.dockerfile),
    isNamed: true,
    build: { name: build.name, context: path.join(folder, build.context), target: build.target },
  }));
  return images.length === 0 ? built : [plain(name, true), ...built];
}

/** A file of builds as its readers want its path: from the folder that it belongs to. */
function buildPath(name: string): string {
  const place = path.resolve(name).split(path.sep).join("/");
  const at = place.lastIndexOf("/.devcontainer/");
  return at < 0 ? path.basename(name) : place.slice(at + 1);
}

/** Whether a file of this name says what is built. */
export function saysBuilds(name: string): boolean {
  return isBuildFile(`/${buildPath(name)}`);
}

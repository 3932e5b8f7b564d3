/** The sources of the program that a container of Node.js runs, as far as their texts are known. */

import { ownImport } from "../node/imports";
import { importsIn } from "../node/shutdown";
import type { Facts, Reads } from "../types";
import { filterOnce } from "../util/listing";
import { memoize } from "../util/memoize";
import { baseName } from "../util/paths";
import { nearest } from "../util/reads";

/** Paths from the context root: what the start file and what it imports are, without settings of tools and tests. */
export const textsOfProgram = memoize((facts: Facts): readonly string[] => {
  const all = [...(facts.contents ?? [])];
  const called = callersOf(facts);
  const imported = new Set(all.flatMap(([path, text]) => (isSource.test(path) ? importedFrom(path, text, facts) : [])));
  const isOfProgram = (path: string) =>
    !isOther.test(path) ||
    imported.has(path) ||
    (/^scripts\//.test(path) && called.some((text) => text.includes(path)));
  return all.flatMap(([path, text]) => (isSourceOf(path, text) && isOfProgram(path) ? path : [])).slice(0, most);
});

/** Settings that a file imports: those of tools, nothing does. */
function importedFrom(path: string, text: string, facts: Facts): readonly string[] {
  if (isOther.test(path) || !text.includes(".config")) return [];
  const named = importsIn(text).filter((specifier) => /\.config(?:\.[cm]?[jt]s)?$/.test(specifier));
  return named.flatMap((specifier) => ownImport(path, specifier, facts) ?? []);
}

/** The texts that a start goes through: package scripts for it, and scripts of a shell. */
function callersOf({ project, contents }: Facts): readonly string[] {
  const scripts = Object.entries(project?.scripts ?? {}).filter(([name]) => /^(?:pre|post)?(?:start|serve)/.test(name));
  const shells = [...(contents ?? [])].filter(([path]) => path.endsWith(".sh"));
  return [...scripts, ...shells].map(([, text]) => text);
}

/** By its name, or its first line where it has no ending: bin/www. */
function isSourceOf(path: string, text: string): boolean {
  return isSource.test(path) || (!baseName(path).includes(".") && hashbang.test(text.slice(0, longestHashbang)));
}

const hashbang = /^#![^\n]*\bnode\b/;
const longestHashbang = 100;

const isSource = /\.(?:[cm]?[jt]sx?|astro)$/;
const isOther =
  /\.d\.[cm]?ts$|\.(?:config|test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__|scripts|node_modules|public|static)\/|(?:^|\/)[Gg](?:ulp|runt)file\./;

const most = 100;

/**
 * The folders at the root of the context whose scripts the program looks for by a pattern, to read what stands in them:
 * "src" for `apis: ["./src/routes/*.ts"]` of swagger-jsdoc.
 */
export const searchedFolders = memoize((facts: Facts): ReadonlySet<string> => {
  const strings = textsOfProgram(facts).flatMap((path) => (facts.contents?.get(path) ?? "").split(/["'`]/));
  const patterns = strings.filter((text) => text.length < 200 && text.includes("*") && /[jt]sx?\}?$/.test(text));
  return new Set(patterns.flatMap((text) => text.split("/").slice(0, -1)));
});

/**
 * Sources of which a framework makes its server, so that no start file leads to them: those in whose folders, or under
 * whose names, code of servers lies.
 */
export const frameworkReads: Reads = {
  most: 60,
  paths({ project, files = [] }) {
    const names = Object.keys({ ...project?.devDependencies, ...project?.dependencies });
    const settings = files.filter((path) => nitroSettings.test(path));
    return names.some((name) => frameworks.test(name)) ? [...settings, ...nearest(serverSources(files), 60)] : [];
  },
};

/** Where Nuxt and Nitro are told which storage lies in which folder. */
export const nitroSettings = /^(?:nuxt|nitro)\.config\.[cm]?[jt]s$/;

const serverSources = filterOnce((path) => isSource.test(path) && ofServer.test(path) && !isOther.test(path));

const frameworks =
  /^(?:next|nuxt|astro|nitro|nitropack|@sveltejs\/kit|@remix-run\/(?:node|serve|express)|@react-router\/(?:node|serve|express)|@tanstack\/(?:react|solid)-start|@solidjs\/start)$/;
const ofServer =
  /(?:^|\/)(?:server|libs?|db|database|api|services?|utils|actions|models?|storage|routes|pages)\/|^app\/[^/]+$|(?:^|\/)(?:\+(?:server|(?:page|layout)\.server)|route|actions?|db|database|[^/]*\.server)\.[cm]?[jt]sx?$/;

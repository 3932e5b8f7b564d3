/** What a program loads as soon as it starts, though package.json lists it for development alone. */

import type { AnyNode, ImportDeclaration } from "acorn";
import { mainProcess } from "../stage/process";
import { tokenize } from "../syntax/javascript";
import { parseProgram } from "../syntax/program";
import { usedNames } from "../syntax/usedNames";
import type { Dockerfile, Facts, Project } from "../types";
import { pathSet } from "../util/listing";
import { memoizeFor } from "../util/memoize";
import { own } from "../util/records";
import { projectOf } from "./entry";
import { importedFile } from "./imports";
import { changedByProduction } from "./productionMode";
import { programTexts, startedSources } from "./programTexts";
import { importsIn } from "./shutdown";

/** A dev dependency without which the program does not start. */
export interface LoadedPackage {
  readonly name: string;
  /** The file that loads it, from the context root. */
  readonly file: string;
}

/**
 * The first dev dependency that the program of the stage that ships loads in any case when it starts, in its start file
 * or in what that imports. undefined when there is none, as far as known; what a bundler puts into its output is none.
 */
export const loadedDevDependency = memoizeFor((file: Dockerfile, facts: Facts): LoadedPackage | undefined => {
  const main = file.final && mainProcess(file.final);
  const project = main && projectOf(file, main.command ?? main.starts, facts);
  if (!main || !project || Object.keys(project.devDependencies).length === 0) return undefined;
  const conditional = loadedOutsideProduction(file, facts, project);
  if (conditional) return conditional;
  for (const entry of startedSources(file, facts)) {
    if (mayBeBundled(entry, project)) continue;
    for (const { specifier, from } of loadedModules(entry, facts)) {
      const name = packageOf(specifier);
      if (isForDevelopment(name, project)) return { name, file: from };
    }
  }
  return loadedByOption(file, project);
});

/** What node is told to load before all else: `NODE_OPTIONS="--require dotenv/config"`. */
function loadedByOption({ final }: Dockerfile, project: Project): LoadedPackage | undefined {
  const words = final?.variable("NODE_OPTIONS")?.split(/[\s=]+/) ?? [];
  const loaded = words.filter((_, at) =>
    /^(?:-r|--require|--import|--loader|--experimental-loader)$/.test(words[at - 1] ?? ""),
  );
  const name = loaded.map(packageOf).find((each) => isForDevelopment(each, project));
  return name === undefined ? undefined : { name, file: "NODE_OPTIONS" };
}

/** Something that a program loads. */
export interface LoadedModule {
  /** As written: "express", "./lib/a". */
  readonly specifier: string;
  /** The file that loads it, from the context root. */
  readonly from: string;
  /** The file of the context that it is, for a relative path to one; undefined for all else. */
  readonly target: string | undefined;
}

/** What a file of the context loads in any case when it starts, and what that loads in turn, as far as the texts are known. */
export function* loadedModules(entry: string, facts: Facts): Generator<LoadedModule> {
  const known = pathSet(facts.files ?? []);
  const seen = new Set([entry]);
  for (const from of seen) {
    const text = seen.size > mostFiles ? undefined : facts.contents?.get(from);
    for (const specifier of text === undefined ? [] : loadedBy(text, from)) {
      const isRelative = /^\.\.?(?:\/|$)/.test(specifier);
      const target = isRelative ? importedFile(from, specifier, (each) => known.has(each)) : undefined;
      if (target && !target.endsWith(".json")) seen.add(target);
      yield { specifier, from, target };
    }
  }
}

/** Whether what is compiled may hold all that it imports, because a script of package.json bundles it. */
export function mayBeBundled(entry: string, { scripts }: Project): boolean {
  return /\.[cm]?tsx?$/.test(entry) && Object.values(scripts).some((script) => bundlers.test(script));
}

/** Where NODE_ENV has to stay as it is, what a condition loads outside of production is loaded as well. */
function loadedOutsideProduction(file: Dockerfile, facts: Facts, project: Project): LoadedPackage | undefined {
  if (file.final?.variable("NODE_ENV") === "production") return undefined;
  if (changedByProduction(file, facts, file.final?.variable("NODE_ENV")) === undefined) return undefined;
  const names = [...programTexts(file, facts)].flatMap(importsIn).map(packageOf);
  const name = names.find((each) => isForDevelopment(each, project));
  return name === undefined ? undefined : { name, file: "the program" };
}

const bundlers = /\b(?:esbuild|webpack|rollup|tsup|vite|ncc|parcel|rspack|rsbuild|tsdown|unbuild|pkgroll|bun build)\b/;

/** Bounds what an odd context can cost. */
const mostFiles = 100;
/** In UTF-16 units; longer sources are bundles. */
const longest = 200_000;

function isForDevelopment(name: string, { dependencies, devDependencies }: Project): boolean {
  return own(devDependencies, name) !== undefined && own(dependencies, name) === undefined;
}

/** "@scope/name" of "@scope/name/part". */
export function packageOf(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

/** What a source loads without any condition, as written. */
function loadedBy(text: string, path: string): string[] {
  const isTypeScript = /\.[cm]?tsx?$/.test(path);
  const program = text.length > longest ? undefined : parseProgram(text, isTypeScript, tokenize(text).length);
  const used = program && isTypeScript ? usedNames(program) : undefined;
  return (program?.body ?? []).flatMap((statement) => {
    if (statement.type === "ImportDeclaration")
      return used && !isUsed(statement, used) ? [] : [String(statement.source.value)];
    if (/^Export(?:All|Named)Declaration$/.test(statement.type) && !isTypeScript) {
      const { source } = statement as { source?: { value: unknown } | null };
      return source ? [String(source.value)] : [];
    }
    if (statement.type === "VariableDeclaration")
      return statement.declarations.flatMap(({ init }) => (init ? requiredIn(init) : []));
    return statement.type === "ExpressionStatement" ? requiredIn(statement.expression) : [];
  });
}

/** An import of types alone is gone once it is compiled. */
function isUsed(statement: ImportDeclaration, used: ReadonlySet<string>): boolean {
  if ((statement as { importKind?: string }).importKind === "type") return false;
  const names = statement.specifiers.map(({ local }) => local.name);
  return names.length === 0 || names.some((name) => used.has(name));
}

/** What an expression requires, in whatever it calls at once. */
function requiredIn(expression: AnyNode): string[] {
  const found: string[] = [];
  const open: AnyNode[] = [expression];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "MemberExpression") open.push(node.object);
    else if (node.type === "AssignmentExpression") open.push(node.right);
    else if (node.type === "AwaitExpression") open.push(node.argument);
    else if (node.type === "CallExpression") {
      const [first] = node.arguments;
      const isRequire = node.callee.type === "Identifier" && node.callee.name === "require";
      if (isRequire && first?.type === "Literal" && typeof first.value === "string") found.push(first.value);
      open.push(node.callee, ...node.arguments);
    }
  }
  return found;
}

/** What names stand for in the files of a Node.js program: what they declare, import, and what other files export. */

import type { AnyNode } from "acorn";
import { ownImport } from "../node/imports";
import { parseProgram } from "../syntax/program";
import type { Facts } from "../types";
import { memoizeFor } from "../util/memoize";
import { baseName } from "../util/paths";
import { type Declared, objectOf, propertyOf, type Scope, textOf } from "./nodeExpressions";
import { requiredBy, type SourceCall, type SourceProgram, sourceProgram } from "./nodeProgram";

/** Where the files of a program lie in the image, and what it is told. */
export interface Surroundings {
  /** The folder that it is started in. */
  readonly working: string;
  /** The folder of the image in which a file of the context lies, or what is compiled from it. */
  folderOf(file: string): string;
  variable(name: string): readonly string[];
}

/** A file of the program, by its path from the context root. */
export interface ProgramFile {
  readonly path: string;
  readonly program: SourceProgram;
}

/** A scope for each place in a file. */
export type Scopes = (file: ProgramFile, within: SourceCall["within"]) => Scope;

/** Makes the scopes of a program. */
export function scopesOf(programs: readonly ProgramFile[], facts: Facts, around: Surroundings): Scopes {
  const shared = sharedValues(programs);
  const scopeOf: Scopes = (file, within) => {
    const { path, program } = file;
    const scope: Scope = {
      folder: around.folderOf(path),
      working: around.working,
      variable: around.variable,
      value(name) {
        if (isParameter(name, within)) return undefined;
        const own = program.values.get(name);
        if (own) return { node: own, scope };
        const imported = program.imports.get(name);
        const other = shared.get(name);
        return (
          (imported === undefined ? undefined : exportOf(path, imported)) ??
          (other && { node: other.node, scope: scopeOf(other.file, []) })
        );
      },
      given: (name) => givenTo(name, within, program),
      imported: (node) =>
        node.type === "Identifier" ? program.imports.get(node.name) : requiredBy(node, program.imports),
      module: (specifier) => exportOf(path, specifier),
      settings(named) {
        const found = [...(facts.contents?.keys() ?? [])].filter((it) => baseName(it) === baseName(named));
        return found.length === 1 ? wholeOf(found[0] as string) : undefined;
      },
    };
    return scope;
  };

  /** What a file imports, with members behind the name of the module: "./settings.uploads". */
  const exportOf = (from: string, named: string): Declared | undefined => {
    const asked = `${from} ${named}`;
    // Files may import each other.
    if (open.has(asked)) return undefined;
    open.add(asked);
    const found = followed(from, named);
    open.delete(asked);
    return found;
  };
  const open = new Set<string>();

  const followed = (from: string, named: string): Declared | undefined => {
    const members: string[] = [];
    for (let specifier = named; specifier !== ""; ) {
      const target = ownImport(from, specifier, facts);
      if (target !== undefined) {
        let found = wholeOf(target);
        for (const name of members) found = memberOf(found, name);
        return found;
      }
      const dot = specifier.lastIndexOf(".");
      if (dot <= specifier.lastIndexOf("/") + 1) return undefined;
      members.unshift(specifier.slice(dot + 1));
      specifier = specifier.slice(0, dot);
    }
    return undefined;
  };

  const wholeOf = (path: string): Declared | undefined => {
    if (!facts.contents) return undefined;
    if (path.endsWith(".json")) {
      const node = jsonTree(facts.contents, path);
      return node && { node, scope: scopeOf({ path, program: empty }, []) };
    }
    const program = sourceProgram(facts.contents, path);
    return program?.exported && { node: program.exported, scope: scopeOf({ path, program }, []) };
  };
  return scopeOf;
}

/** What `export default` of a module is, when all of it is asked for. */
function memberOf(holder: Declared | undefined, name: string): Declared | undefined {
  const object = holder && objectOf(holder.node, holder.scope);
  const node = object && propertyOf(object.node, name);
  if (object && node) return { node, scope: object.scope };
  return name === "default" ? holder : undefined;
}

const empty: SourceProgram = { imports: new Map(), values: new Map(), calls: [], loads: [], exported: undefined };

/** UTF-16 units; longer files hold data. */
const longest = 100_000;

const jsonTree = memoizeFor((contents: ReadonlyMap<string, string>, path: string): AnyNode | undefined => {
  const text = contents.get(path) ?? "";
  const [statement] = text.length > longest ? [] : (parseProgram(`(${text}\n)`, false, 0)?.body ?? []);
  return statement?.type === "ExpressionStatement" ? statement.expression : undefined;
});

/** Values of variables by names that one file alone gives. */
function sharedValues(
  files: readonly ProgramFile[],
): ReadonlyMap<string, { node: AnyNode; file: ProgramFile } | undefined> {
  const found = new Map<string, { node: AnyNode; file: ProgramFile } | undefined>();
  for (const file of files) {
    for (const [name, node] of file.program.values) found.set(name, found.has(name) ? undefined : { node, file });
  }
  return found;
}

function isParameter(name: string, within: SourceCall["within"]): boolean {
  return within.some(({ parameters }) => parameters.includes(name));
}

/** What calls of the function give for a parameter of it. */
function givenTo(name: string, within: SourceCall["within"], { calls, values }: SourceProgram): readonly AnyNode[] {
  const owner = within.findLast(({ parameters }) => parameters.includes(name));
  if (!owner) return [];
  const called = owner.name ?? [...values].find(([, node]) => isSame(node, owner))?.[0];
  if (called === undefined) return [];
  const index = owner.parameters.indexOf(name);
  return calls.flatMap(({ node }) => (textOf(node.callee) === called ? (node.arguments[index] ?? []) : [])).slice(0, 4);
}

function isSame(node: AnyNode, { parameters }: SourceCall["within"][number]): boolean {
  const { params } = node as unknown as { params?: readonly AnyNode[] };
  return params?.map((it) => (it.type === "Identifier" ? it.name : "")).join() === parameters.join();
}

/** What one file of JavaScript or TypeScript imports, declares and calls. */

import type { AnyNode } from "acorn";
import { tokenize } from "../syntax/javascript";
import { parseProgram } from "../syntax/program";
import { memoizeFor } from "../util/memoize";
import { keyOf, textOf } from "./nodeExpressions";

/** A call, and the functions that it stands in, the innermost last. */
export interface SourceCall {
  readonly node: AnyNode & { type: "CallExpression" | "NewExpression" };
  readonly within: readonly SourceFunction[];
  /** It is come to whenever the file is loaded, and what it throws ends that: in no function, condition or `try`. */
  readonly isSure: boolean;
  /** What it promises is waited for. */
  readonly isAwaited: boolean;
}

interface SourceFunction {
  readonly name: string | undefined;
  readonly parameters: readonly string[];
}

export interface SourceProgram {
  /** The module behind each name that is imported, with the member where it is one: "fs", "fs.writeFile". */
  readonly imports: ReadonlyMap<string, string>;
  /** The values of variables, and of what is assigned to members by their last name. */
  readonly values: ReadonlyMap<string, AnyNode>;
  readonly calls: readonly SourceCall[];
  /** The modules that are loaded with it whatever is so. */
  readonly loads: readonly string[];
  /** What is exported as a whole, or an object of what is exported by names; undefined for nothing. */
  readonly exported: AnyNode | undefined;
}

/** UTF-16 units; longer sources are bundles. */
const longest = 200_000;
const mostNodes = 200_000;

/** Reads a file of the context by its path; undefined for one that is not known, is no program, or too long. */
export const sourceProgram = memoizeFor(
  (contents: ReadonlyMap<string, string>, path: string): SourceProgram | undefined => {
    const all = contents.get(path);
    if (all === undefined || all.length > longest) return undefined;
    const text = path.endsWith(".astro") ? scriptOfPage(all) : all;
    const program = parseProgram(text, /\.(?:[cm]?tsx?|astro)$/.test(path), tokenize(text).length);
    return program && walk(program);
  },
);

/** What a page of Astro does on the server stands between two fences above it. Source: docs.astro.build, "Components". */
function scriptOfPage(text: string): string {
  const [above = "", script = "", ...below] = text.split(/^---[ \t]{0,9}\r?$/m);
  return above.trim() === "" && below.length > 0 ? script : "";
}

function walk(program: AnyNode): SourceProgram {
  const imports = new Map<string, string>();
  const values = new Map<string, AnyNode>();
  const calls: SourceCall[] = [];
  const loads: string[] = [];
  const exported: AnyNode[] = [];
  const members = new Map<string, AnyNode>();
  const open: Place[] = [{ node: program, within: [], isSure: true, isAwaited: false }];
  for (let count = 0; open.length > 0 && count < mostNodes; count++) {
    const place = open.pop() as Place;
    const { node, within } = place;
    if (Array.isArray(node)) {
      for (let at = node.length - 1; at >= 0; at--) open.push({ ...place, node: node[at] });
      continue;
    }
    if (!isNode(node)) continue;
    note(node, place, { imports, values, calls });
    if (place.isSure) loads.push(...loadedBy(node));
    noteExport(node, exported, members);
    const inner = functionOf(node);
    const below = inner && within.length < 10 ? [...within, inner] : within;
    const isSure = place.isSure && straight.has(node.type);
    const isAwaited = node.type === "AwaitExpression";
    for (const child of Object.values(node).reverse())
      if (typeof child === "object") open.push({ node: child, within: below, isSure, isAwaited });
  }
  return {
    imports,
    values,
    calls,
    loads,
    exported: exported[0] ?? (members.size > 0 ? objectWith(members) : undefined),
  };
}

/** The module that a statement or call loads on the spot. */
function loadedBy(node: AnyNode): string[] {
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return [String(node.source.value)];
  if (node.type !== "CallExpression" || textOf(node.callee) !== "require") return [];
  const [name] = node.arguments;
  return name?.type === "Literal" ? [String(name.value)] : [];
}

/** A part of a program that is still to be read, as `SourceCall` says of it. */
interface Place extends Omit<SourceCall, "node"> {
  readonly node: unknown;
}

/** What is come to with all that it is made of. */
const straight: ReadonlySet<string> = new Set([
  "Program",
  "ExpressionStatement",
  "VariableDeclaration",
  "VariableDeclarator",
  "ExportNamedDeclaration",
  "AssignmentExpression",
  "AwaitExpression",
  "CallExpression",
  "NewExpression",
  "ObjectExpression",
  "Property",
  "ArrayExpression",
]);

/** `module.exports = …`, `export default …`, or members of it, as `exports.a = …` and `export const a = …`. */
function noteExport(node: AnyNode, wholes: AnyNode[], members: Map<string, AnyNode>): void {
  if (node.type === "ExportDefaultDeclaration") wholes.push(node.declaration as AnyNode);
  if (node.type === "ExportNamedDeclaration" && node.declaration?.type === "VariableDeclaration") {
    for (const { id, init } of node.declaration.declarations)
      if (id.type === "Identifier" && init) members.set(id.name, init);
  }
  if (node.type !== "AssignmentExpression" || node.operator !== "=") return;
  const left = node.left.type === "MemberExpression" ? textOf(node.left) : "";
  if (left === "module.exports") wholes.push(node.right);
  const name = /^(?:module\.)?exports\.(\w+)$/.exec(left)?.[1];
  if (name !== undefined) members.set(name, node.right);
}

function objectWith(members: ReadonlyMap<string, AnyNode>): AnyNode {
  const properties = [...members].map(([name, value]) => ({
    type: "Property",
    computed: false,
    key: { type: "Identifier", name },
    value,
  }));
  return { type: "ObjectExpression", properties } as unknown as AnyNode;
}

interface Notes {
  readonly imports: Map<string, string>;
  readonly values: Map<string, AnyNode>;
  readonly calls: SourceCall[];
}

function note(node: AnyNode, { within, isSure, isAwaited }: Place, { imports, values, calls }: Notes): void {
  if (node.type === "ImportDeclaration") {
    for (const specifier of node.specifiers) {
      const member = specifier.type === "ImportSpecifier" ? keyOf(specifier.imported) : "default";
      imports.set(specifier.local.name, named(String(node.source.value), member));
    }
  } else if (node.type === "VariableDeclarator" && node.init) {
    const module = requiredBy(node.init, imports);
    if (node.id.type === "Identifier") {
      if (module !== undefined) imports.set(node.id.name, module);
      else if (!values.has(node.id.name)) values.set(node.id.name, node.init);
    } else if (node.id.type === "ObjectPattern" && module !== undefined) {
      for (const property of node.id.properties) {
        if (property.type !== "Property" || property.value.type !== "Identifier") continue;
        imports.set(property.value.name, named(module, keyOf(property.key)));
      }
    }
  } else if (node.type === "AssignmentExpression" && node.operator === "=") {
    const name = node.left.type === "Identifier" ? node.left.name : "";
    if (name !== "" && !values.has(name)) values.set(name, node.right);
  } else if (node.type === "CallExpression" || node.type === "NewExpression") {
    calls.push({ node, within, isSure, isAwaited });
  }
}

function named(module: string, member: string): string {
  const name = module.replace(/^node:(?!sqlite)/, "");
  return member === "default" || member === "" ? name : `${name}.${member}`;
}

/** "fs" for `require("fs")`, "fs.promises" for its member, "sqlite3" for `require("sqlite3").verbose()`. */
export function requiredBy(node: AnyNode, imports: ReadonlyMap<string, string>): string | undefined {
  if (node.type === "AwaitExpression") return requiredBy(node.argument, imports);
  if (node.type === "ImportExpression")
    return node.source.type === "Literal" ? named(String(node.source.value), "") : undefined;
  if (node.type === "MemberExpression") {
    const module =
      requiredBy(node.object, imports) ??
      (node.object.type === "Identifier" ? imports.get(node.object.name) : undefined);
    return module === undefined || node.computed ? undefined : named(module, keyOf(node.property));
  }
  if (node.type !== "CallExpression") return undefined;
  const [name] = node.arguments;
  if (textOf(node.callee) === "require") return name?.type === "Literal" ? named(String(name.value), "") : undefined;
  if (node.callee.type === "MemberExpression" && keyOf(node.callee.property) === "verbose")
    return requiredBy(node.callee.object, imports);
  // `require("connect-sqlite3")(session)`
  return node.callee.type === "CallExpression" ? requiredBy(node.callee, imports) : undefined;
}

function functionOf(node: AnyNode): SourceFunction | undefined {
  const isFunction = /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type);
  const { params, id } = node as unknown as { params?: readonly AnyNode[]; id?: AnyNode | null };
  if (!isFunction || !params) return undefined;
  const parameters = params.map((parameter) => {
    const plain = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
    return plain.type === "Identifier" ? plain.name : "";
  });
  return { name: id?.type === "Identifier" ? id.name : undefined, parameters };
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

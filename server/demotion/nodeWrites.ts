/** Where the sources of a Node.js program write: by `fs`, and by packages that open a file or fill a folder. */

import type { AnyNode } from "acorn";
import { nodeChangers, nodeFileModules, nodeWriters } from "../data/startWrites";
import { pm2Settings } from "../node/startReads";
import type { Facts } from "../types";
import { baseName } from "../util/paths";
import { among } from "../util/reads";
import { keyOf, type PathValue, propertyOf, type Scope, textOf, valuesOf } from "./nodeExpressions";
import { nitroSettings, textsOfProgram } from "./nodeFiles";
import { requiredBy, type SourceCall, type SourceProgram, sourceProgram } from "./nodeProgram";
import { type PackageWriter, packageWriters } from "./packageWriters";

/** A path that a source writes. */
export interface SourceWrite {
  /** From the context root. */
  readonly file: string;
  /** What does it: "writeFile", "multer". */
  readonly by: string;
  /** Absolute or from the folder that the program is started in; undefined when it cannot be told. */
  readonly path: string | undefined;
  /** It is a folder; otherwise a file. */
  readonly isFolder: boolean;
  /** It is made as soon as the program is loaded, by whatever command of it. */
  readonly isEarly?: true;
}

/** Where the files of a program lie in the image, and what it is told. */
export interface Surroundings {
  /** The folder that it is started in. */
  readonly working: string;
  /** The folder of the image in which a file of the context lies, or what is compiled from it. */
  folderOf(file: string): string;
  variable(name: string): readonly string[];
}

/**
 * What the files that a program is made of write, as far as they are known.
 * @param others sources that are none of it.
 */
export function nodeWrites(facts: Facts, around: Surroundings, others: ReadonlySet<string>): SourceWrite[] {
  const { contents } = facts;
  if (!contents) return [];
  const programs = textsOfProgram(facts).flatMap((path) => {
    const program = others.has(path) ? undefined : sourceProgram(contents, path);
    return program ? [{ path, program }] : [];
  });
  const shared = sharedValues(programs.map(({ program }) => program));
  const loaded = new Set(programs.flatMap(({ program }) => [...program.imports.values()]));
  const logged = [...contents].flatMap(([path, text]) => {
    if (pm2Settings.test(path)) return loggedBy(path, text);
    return nitroSettings.test(path) ? storedBy(path, text) : [];
  });
  return [...programs.flatMap(({ path, program }) => writesIn(path, program, { shared, loaded }, around)), ...logged];
}

/** Whatever it is that hands them to pm2: a shell, a script, a package script. */
export const pm2Reads = among(4, (files) => files.filter((path) => pm2Settings.test(path)));

/** The files that pm2 is told to write the output of programs to; it ends when it cannot make their folders. */
function loggedBy(file: string, text: string): SourceWrite[] {
  return [...text.matchAll(logSetting)].map(([, path = ""]) => ({ file, by: "pm2", path, isFolder: false }));
}

/** The folders of the storage that Nitro keeps in files. Source: nitro.build/guide/storage */
function storedBy(file: string, text: string): SourceWrite[] {
  return [...text.matchAll(storageSetting)].map(([, path = ""]) => ({ file, by: "Nitro", path, isFolder: true }));
}

const storageSetting =
  /\bdriver["']?\s{0,20}:\s{0,20}["'](?:fs|fs-lite|fsLite)["']\s{0,20},\s{0,20}base["']?\s{0,20}:\s{0,20}["']([^"'$\n]{1,200})["']/g;

const logSetting =
  /\b(?:(?:out|error|log|pid)_file|output|error)["']?\s{0,20}:\s{0,20}["'`](?!\/dev\/|null["'`])([^"'`$\n]{1,200})["'`]/g;

/** Values of variables by names that one file alone gives. */
function sharedValues(programs: readonly SourceProgram[]): ReadonlyMap<string, AnyNode | undefined> {
  const found = new Map<string, AnyNode | undefined>();
  for (const { values } of programs) {
    for (const [name, node] of values) found.set(name, found.has(name) ? undefined : node);
  }
  return found;
}

/** What all files of a program have in common. */
interface Others {
  readonly shared: ReadonlyMap<string, AnyNode | undefined>;
  /** What any of them imports, as `SourceProgram.imports` names it. */
  readonly loaded: ReadonlySet<string>;
}

function writesIn(
  file: string,
  program: SourceProgram,
  { shared, loaded }: Others,
  around: Surroundings,
): SourceWrite[] {
  const scopeOf = ({ within }: SourceCall): Scope => ({
    folder: around.folderOf(file),
    working: around.working,
    variable: around.variable,
    value: (name) => (isParameter(name, within) ? undefined : (program.values.get(name) ?? shared.get(name))),
    given: (name) => givenTo(name, within, program),
  });
  return program.calls.flatMap((call) => {
    const scope = scopeOf(call);
    const written = writtenBy(call.node, program, loaded);
    return written.flatMap(({ by, node, isFolder, isUnsure, isSocket }): SourceWrite[] => {
      if (isNothing(node)) return [];
      const values = valuesOf(node, scope);
      if (values.length === 0) return isUnsure ? [] : [{ file, by, path: undefined, isFolder }];
      const paths = isSocket ? values.filter(({ text }) => text.includes("/")) : values;
      return paths.flatMap((value) => place(value, isFolder).map((at) => ({ file, by, ...at })));
    });
  });
}

/** A file descriptor, a number, nothing. */
function isNothing(node: AnyNode): boolean {
  return node.type === "Literal" && typeof node.value !== "string";
}

/** What is known of a path that goes on is the folder before. */
function place({ text, isOpen }: PathValue, isFolder: boolean): { path: string; isFolder: boolean }[] {
  if (/^(?::memory:|[a-z]+:\/\/(?!\/)|\/dev\/|\/proc\/)/.test(text) || (text === "" && !isOpen)) return [];
  const path = text.replace(/^file:(?:\/\/(?=\/))?/, "").replace(/\?.*$/s, "");
  if (!isOpen) return [{ path, isFolder: isFolder || path.endsWith("/") }];
  return [{ path: path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".", isFolder: true }];
}

interface Written {
  readonly by: string;
  readonly node: AnyNode;
  readonly isFolder: boolean;
  /** Nothing is to be feared of a path that is not known. */
  readonly isUnsure?: true;
  /** It may as well be the number of a port: a path has a slash in it. */
  readonly isSocket?: true;
}

function writtenBy(node: SourceCall["node"], { imports }: SourceProgram, loaded: ReadonlySet<string>): Written[] {
  const callee = textOf(node.callee);
  const [root = "", ...members] = callee.split(".");
  // `require("fs").writeFile(…)`
  const origin = root === "" ? requiredBy(node.callee, imports) : imports.get(root);
  const method = members.at(-1) ?? origin?.split(".").at(-1) ?? "";
  if (root === "Deno" && members.length === 1) return ofFiles(node, method.replace("TextFile", "File"));
  if (callee === "Bun.write") return ofFiles(node, "writeFile");
  const isListening = node.callee.type === "MemberExpression" && keyOf(node.callee.property) === "listen";
  if (isListening) return ofSocket(node);
  if (origin === undefined) return [...fromGiven(node, callee), ...byMethod(node, loaded)];
  const full = [origin, ...members].join(".");
  const module = [...nodeFileModules].find((name) => full === name || full.startsWith(`${name}.`));
  if (module) return ofFiles(node, members.length === 0 && !origin.includes(".") ? module : method);
  const isOpening = (writer: PackageWriter) =>
    writer.members?.includes(method) ??
    (node.type === "NewExpression" || writer.packages.includes(full) || /^(?:open|level)|File/.test(method));
  return packageWriters
    .filter(({ packages, methods }) => !methods && isOfAny(origin, packages))
    .flatMap((writer) =>
      ofPackage(
        node,
        isOpening(writer) ? writer : { ...writer, argument: undefined },
        origin.replace(/(?<=.)\..*/s, ""),
      ),
    );
}

/** Methods of what a package makes, on an object of which nobody knows where it is from. */
function byMethod(node: SourceCall["node"], loaded: ReadonlySet<string>): Written[] {
  if (node.callee.type !== "MemberExpression") return [];
  const method = keyOf(node.callee.property);
  return packageWriters.flatMap((writer) =>
    writer.methods?.includes(method) && [...loaded].some((origin) => isOfAny(origin, writer.packages))
      ? ofPackage(node, writer, method)
      : [],
  );
}

/** Whether what is imported is one of some packages, or a member of it. */
function isOfAny(origin: string, packages: readonly string[]): boolean {
  return packages.some((name) => origin === name || origin.startsWith(`${name}.`));
}

function ofFiles(node: SourceCall["node"], method: string): Written[] {
  const name = method.replace(/Sync$/, "");
  const [first, second] = node.arguments;
  if (name === "open") {
    // Deno has an object with them.
    const isOpened =
      second?.type === "ObjectExpression" && ["write", "append", "create"].some((key) => propertyOf(second, key));
    const flags = second?.type === "Literal" ? second.value : isOpened ? "w" : undefined;
    return first && typeof flags === "string" && /[wax+]/.test(flags)
      ? [{ by: "open", node: first, isFolder: false }]
      : [];
  }
  const isCallable = /^(?:mkdirp|make-dir|write-file-atomic|write-json-file)$/.test(name);
  const changed = Object.hasOwn(nodeChangers, name) ? node.arguments[nodeChangers[name] ?? 0] : undefined;
  if (changed) return [{ by: name, node: changed, isFolder: false, isUnsure: true }];
  const at = Object.hasOwn(nodeWriters, name) ? nodeWriters[name] : isCallable ? 0 : undefined;
  const path = at === undefined ? undefined : node.arguments[at];
  return path ? [{ by: name, node: path, isFolder: /^(?:mk|make-)dir|^ensureDir/.test(name) }] : [];
}

/** `server.listen("/run/app.sock")`, `listen({ path: "/run/app.sock" })`: the socket is a file that is made. */
function ofSocket({ arguments: [first] }: SourceCall["node"]): Written[] {
  const node = first?.type === "ObjectExpression" ? propertyOf(first, "path") : first;
  return node ? [{ by: "listen", node, isFolder: false, isUnsure: true, isSocket: true }] : [];
}

function ofPackage(node: SourceCall["node"], writer: PackageWriter, by: string): Written[] {
  const { argument, keys = [], unless = [], isFolder = false, isUnsure, otherwise } = writer;
  const found: Omit<Written, "by">[] = [];
  const named = argument === undefined ? undefined : node.arguments[argument];
  if (named && !/^(?:Object|Function|ArrowFunction|Array)Expression$/.test(named.type))
    found.push({ node: named, isFolder });
  for (const holder of node.arguments) {
    for (const key of keys) {
      for (const value of propertiesNamed(holder, key, unless))
        found.push(...valuesGiven(value).map((it) => ({ node: it, isFolder })));
    }
  }
  if (found.length === 0 && otherwise !== undefined) {
    found.push({
      node: { type: "Literal", value: otherwise, start: 0, end: 0 } as unknown as AnyNode,
      isFolder: true,
    });
  }
  return found.map((it) => ({ by, ...it, ...(isUnsure ? { isUnsure } : {}) }));
}

/** `destination: (req, file, done) => done(null, "uploads")` names it by what is called back. */
function valuesGiven(value: AnyNode): AnyNode[] {
  const { params, body } = value as unknown as { params?: readonly AnyNode[]; body?: AnyNode };
  if (!params || !body) return [value];
  const last = params.at(-1);
  const name = last?.type === "Identifier" ? last.name : "";
  return callsIn(body).flatMap(({ callee, arguments: [, second] }) =>
    name !== "" && textOf(callee) === name && second ? [second] : [],
  );
}

const mostNodes = 2000;

function callsIn(body: AnyNode): (AnyNode & { type: "CallExpression" })[] {
  const found: (AnyNode & { type: "CallExpression" })[] = [];
  const open: unknown[] = [body];
  for (let count = 0; open.length > 0 && count < mostNodes; count++) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if ((node as AnyNode).type === "CallExpression") found.push(node as AnyNode & { type: "CallExpression" });
    open.push(...Object.values(node));
  }
  return found;
}

/** The values of a property in an object and in those that it holds, but where one of `unless` stands beside it. */
function propertiesNamed(holder: AnyNode, key: string, unless: readonly string[], depth = 0): AnyNode[] {
  if (depth > mostDepth) return [];
  if (holder.type === "ArrayExpression")
    return holder.elements.flatMap((element) => (element ? propertiesNamed(element, key, unless, depth + 1) : []));
  if (holder.type !== "ObjectExpression") return [];
  const own = unless.some((name) => propertyOf(holder, name)) ? undefined : propertyOf(holder, key);
  const inner = holder.properties.flatMap((property) =>
    property.type === "Property" && keyOf(property.key) !== key
      ? propertiesNamed(property.value, key, unless, depth + 1)
      : [],
  );
  return own ? [own, ...inner] : inner;
}

const mostDepth = 5;

/** Functions that nobody imports and that write by their name: of Bun and Deno. */
function fromGiven(node: SourceCall["node"], callee: string): Written[] {
  const [first] = node.arguments;
  if (!first || !/^(?:Bun\.write|Deno\.(?:writeTextFile|writeFile|mkdir|create)(?:Sync)?)$/.test(callee)) return [];
  return [{ by: callee, node: first, isFolder: callee.includes("mkdir") }];
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

/** The name of a source for people. */
export function nameOf(file: string): string {
  return baseName(file);
}

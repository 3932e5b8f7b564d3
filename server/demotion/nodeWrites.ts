/** Where the sources of a Node.js program write: by `fs`, and by packages that open a file or fill a folder. */

import type { AnyNode } from "acorn";
import { nodeChangers, nodeFileModules, nodeWriters } from "../data/startWrites";
import { ownImport } from "../node/imports";
import type { Facts } from "../types";
import { baseName } from "../util/paths";
import { keyOf, type PathValue, propertyOf, type Scope, textOf, valuesOf } from "./nodeExpressions";
import { textsOfProgram } from "./nodeFiles";
import { requiredBy, type SourceCall, type SourceProgram, sourceProgram } from "./nodeProgram";
import { type ProgramFile, type Scopes, type Surroundings, scopesOf } from "./nodeScopes";
import { placesNamed } from "./packageOptions";
import { type PackageWriter, packageWriters } from "./packageWriters";
import { toldPlaces } from "./toldPlaces";

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
  /** It is made at each start, and the program ends where it cannot be. */
  readonly isSure?: true;
}

/**
 * What the files that a program is made of write, as far as they are known.
 * @param others sources that are none of it.
 * @param started the files that a container starts, as far as they are known.
 */
export function nodeWrites(
  facts: Facts,
  around: Surroundings,
  others: ReadonlySet<string>,
  started: ReadonlySet<string>,
): SourceWrite[] {
  const { contents } = facts;
  if (!contents) return [];
  const programs = textsOfProgram(facts).flatMap((path) => {
    const program = others.has(path) ? undefined : sourceProgram(contents, path);
    return program ? [{ path, program }] : [];
  });
  const scopes = scopesOf(programs, facts, around);
  const loaded = new Set(programs.flatMap(({ program }) => [...program.imports.values()]));
  const sure = surelyLoaded(started, facts);
  const isMinded = programs.some(({ path }) => mindsStreams.test(contents.get(path) ?? ""));
  return [
    ...programs.flatMap((file) => writesIn(file, scopes, loaded, { isCome: sure.has(file.path), isMinded })),
    ...toldPlaces(facts),
  ];
}

/** What each start comes to: the one file that is started, and what it loads on the spot. */
function surelyLoaded(started: ReadonlySet<string>, facts: Facts): ReadonlySet<string> {
  const { contents = new Map() } = facts;
  // Of several, one may be started at another time.
  const sure = new Set(started.size === 1 ? started : []);
  for (const path of sure) {
    // What is thrown ends nothing then.
    if (/\buncaughtException\b/.test(contents.get(path) ?? "")) return new Set();
    for (const specifier of sourceProgram(contents, path)?.loads ?? []) {
      const target = ownImport(path, specifier, facts);
      if (target !== undefined && contents.has(target)) sure.add(target);
    }
  }
  return sure;
}

/** A stream that cannot be opened ends the program unless somebody listens for its errors, as a console does. */
const mindsStreams = /["'`]error["'`]|\bConsole\b/;

/** What a failure comes to. */
interface Fate {
  /** Each start comes to the file. */
  readonly isCome: boolean;
  /** Errors of streams may be listened for. */
  readonly isMinded: boolean;
}

/** @param loaded what any file of the program imports, as `SourceProgram.imports` names it. */
function writesIn(file: ProgramFile, scopes: Scopes, loaded: ReadonlySet<string>, fate: Fate): SourceWrite[] {
  return file.program.calls.flatMap((call) => {
    const around = scopes(file, call.within);
    const written = writtenBy(call.node, file.program, loaded, around);
    return written.flatMap(({ by, node, scope = around, isFolder, isUnsure, isSocket, isLoud }): SourceWrite[] => {
      if (isNothing(node)) return [];
      const values = valuesOf(node, scope);
      if (values.length === 0) return isUnsure ? [] : [{ file: file.path, by, path: undefined, isFolder }];
      const paths = isSocket ? values.filter(({ text }) => text.includes("/")) : values;
      const isNoticed = by === "createWriteStream" ? !fate.isMinded : call.isAwaited;
      const sure =
        fate.isCome && call.isSure && paths.length === 1 && (isLoud === true || (isLoud === "later" && isNoticed));
      return paths.flatMap((value) =>
        place(value, isFolder).map((at) => ({ file: file.path, by, ...at, ...(sure && { isSure: true as const }) })),
      );
    });
  });
}

/** A file descriptor, a number, nothing. */
function isNothing(node: AnyNode): boolean {
  return node.type === "Literal" && typeof node.value !== "string";
}

/** What is known of a path that goes on is the folder before. */
function place(value: PathValue, isFolder: boolean): { path: string; isFolder: boolean }[] {
  // What stands in its place is put in later: `{{lng}}.json`.
  const [text = "", ...later] = value.text.split("{{");
  const isOpen = value.isOpen || later.length > 0;
  if (/^(?::memory:|[a-z]+:\/\/(?!\/)|\/dev\/|\/proc\/)/.test(text) || (text === "" && !isOpen)) return [];
  const path = text.replace(/^file:(?:\/\/(?=\/))?/, "").replace(/\?.*$/s, "");
  if (!isOpen) return [{ path, isFolder: isFolder || path.endsWith("/") }];
  return [{ path: path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".", isFolder: true }];
}

interface Written {
  readonly by: string;
  readonly node: AnyNode;
  /** Where it stands, if not in the call. */
  readonly scope?: Scope;
  readonly isFolder: boolean;
  /** Nothing is to be feared of a path that is not known. */
  readonly isUnsure?: true;
  /** It may as well be the number of a port: a path has a slash in it. */
  readonly isSocket?: true;
  /** Where it fails, it throws; "later": what it gives back tells; undefined: that is not known. */
  readonly isLoud?: true | "later";
}

function writtenBy(
  node: SourceCall["node"],
  { imports }: SourceProgram,
  loaded: ReadonlySet<string>,
  scope: Scope,
): Written[] {
  const callee = textOf(node.callee);
  const [root = "", ...members] = callee.split(".");
  // `require("fs").writeFile(…)`
  const origin = root === "" ? requiredBy(node.callee, imports) : imports.get(root);
  const method = members.at(-1) ?? origin?.split(".").at(-1) ?? "";
  if (root === "Deno" && members.length === 1) return ofFiles(node, method.replace("TextFile", "File"));
  if (callee === "Bun.write") return ofFiles(node, "writeFile");
  const isListening = node.callee.type === "MemberExpression" && keyOf(node.callee.property) === "listen";
  if (isListening) return ofSocket(node);
  if (origin === undefined) return [...fromGiven(node, callee), ...byMethod(node, loaded, scope)];
  const full = [origin, ...members].join(".");
  const module = [...nodeFileModules].find((name) => full === name || full.startsWith(`${name}.`));
  if (module) {
    const called = members.length === 0 && !origin.includes(".") ? module : method;
    return ofFiles(node, called).map((each) => ({ ...each, ...loudness(called, full) }));
  }
  const isOpening = (writer: PackageWriter) =>
    writer.members?.includes(method) ??
    (node.type === "NewExpression" || writer.packages.includes(full) || /^(?:open|level)|File/.test(method));
  return packageWriters
    .filter(({ packages, methods }) => !methods && isOfAny(origin, packages))
    .flatMap((writer) => {
      const by = origin.replace(/(?<=.)\..*/s, "");
      const told = isOpening(writer) ? writer : { ...writer, argument: undefined };
      return placesNamed(node, told, scope).map((named) => ({ by, ...named }));
    });
}

/** Methods of what a package makes, on an object of which nobody knows where it is from. */
function byMethod(node: SourceCall["node"], loaded: ReadonlySet<string>, scope: Scope): Written[] {
  if (node.callee.type !== "MemberExpression") return [];
  const method = keyOf(node.callee.property);
  return packageWriters.flatMap((writer) =>
    writer.methods?.includes(method) && [...loaded].some((origin) => isOfAny(origin, writer.packages))
      ? placesNamed(node, writer, scope).map((named) => ({ by: method, ...named }))
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

/** How a function of the modules for files tells that it has failed; a callback may mind that or not. */
function loudness(method: string, full: string): Pick<Written, "isLoud"> {
  if (method.endsWith("Sync")) return { isLoud: true };
  return method === "createWriteStream" || /\bpromises\b|^fs-extra\./.test(full) ? { isLoud: "later" } : {};
}

/** `server.listen("/run/app.sock")`, `listen({ path: "/run/app.sock" })`: the socket is a file that is made. */
function ofSocket({ arguments: [first] }: SourceCall["node"]): Written[] {
  const node = first?.type === "ObjectExpression" ? propertyOf(first, "path") : first;
  return node ? [{ by: "listen", node, isFolder: false, isUnsure: true, isSocket: true }] : [];
}

/** Functions that nobody imports and that write by their name: of Bun and Deno. */
function fromGiven(node: SourceCall["node"], callee: string): Written[] {
  const [first] = node.arguments;
  if (!first || !/^(?:Bun\.write|Deno\.(?:writeTextFile|writeFile|mkdir|create)(?:Sync)?)$/.test(callee)) return [];
  return [{ by: callee, node: first, isFolder: callee.includes("mkdir") }];
}

/** The name of a source for people. */
export function nameOf(file: string): string {
  return baseName(file);
}

/** Paths that expressions of JavaScript give, as far as their values can be told without running the program. */

import type { AnyNode } from "acorn";
import { resolvePath } from "../syntax/dockerfile";

/** A path, or what one begins with. */
export interface PathValue {
  /** As text: absolute, or from the folder that the program is started in. */
  readonly text: string;
  /** More follows that is not known. */
  readonly isOpen: boolean;
}

/** An expression, and what it may draw on where it stands. */
export interface Declared {
  readonly node: AnyNode;
  readonly scope: Scope;
}

/** What an expression may draw on. */
export interface Scope {
  /** Where the file lies in the image. */
  readonly folder: string;
  /** The folder that the program is started in. */
  readonly working: string;
  /** Declared at some place, in this file, in one that it imports or, by a name of its own, in another. */
  value(name: string): Declared | undefined;
  /** What calls of the function around give for its parameter. */
  given(name: string): readonly AnyNode[];
  /** Of the environment. */
  variable(name: string): readonly string[];
  /** The module that an expression is a part of, with the member: "path.join" for `p.join` where `p` is `require("path")`. */
  imported(node: AnyNode): string | undefined;
  /** What a file of the project exports as a whole, by the name that this file loads it by. */
  module(specifier: string): Declared | undefined;
  /** What a file of settings holds, by a path that may be one of the image. */
  settings(path: string): Declared | undefined;
}

const deepest = 12;
/** More values than this are not followed for one place. */
const most = 4;

/** The values that an expression may have; none where they are not known. */
export function valuesOf(node: AnyNode | null | undefined, scope: Scope, depth = 0): readonly PathValue[] {
  if (!node || depth > deepest) return [];
  const of: Of = (inner, where = scope) => valuesOf(inner, where, depth + 1);
  const found = ((): readonly PathValue[] => {
    switch (node.type) {
      case "Literal":
        return typeof node.value === "string" ? [exact(node.value)] : [];
      case "TemplateLiteral":
        return concatenated(
          node.quasis.flatMap(({ value }, index) => {
            const inner = node.expressions[index];
            return inner ? [[exact(value.cooked ?? "")], of(inner)] : [[exact(value.cooked ?? "")]];
          }),
        );
      case "BinaryExpression":
        return node.operator === "+" ? concatenated([of(node.left), of(node.right)]) : [];
      case "LogicalExpression":
        return [...of(node.left), ...of(node.right)];
      case "ConditionalExpression":
        return [...of(node.consequent), ...of(node.alternate)];
      case "AwaitExpression":
        return of(node.argument);
      case "Identifier":
        return ofName(node.name, scope, of);
      case "MemberExpression":
        return ofMember(node, scope, of);
      case "CallExpression":
        return ofCall(node, scope, of);
      case "NewExpression":
        return textOf(node.callee) === "URL" ? ofUrl(node.arguments, scope, of) : [];
      default:
        return of(withoutTypes(node));
    }
  })();
  return found.slice(0, most);
}

function exact(text: string): PathValue {
  return { text, isOpen: false };
}

type Of = (inner: AnyNode | null | undefined, scope?: Scope) => readonly PathValue[];

/** What stands below a note of TypeScript. */
function withoutTypes(node: AnyNode): AnyNode | undefined {
  return /^TS(?:As|Satisfies|NonNull)Expression$|^TSTypeAssertion$|^ChainExpression$|^ParenthesizedExpression$/.test(
    node.type,
  )
    ? (node as unknown as { expression: AnyNode }).expression
    : undefined;
}

/** One text behind another; the first that is not known leaves the rest open. */
function concatenated(parts: readonly (readonly PathValue[])[]): readonly PathValue[] {
  let found: PathValue[] = [exact("")];
  for (const part of parts) {
    if (found.every(({ isOpen }) => isOpen)) break;
    found = found.flatMap((head): PathValue[] => {
      if (head.isOpen) return [head];
      if (part.length === 0) return [{ text: head.text, isOpen: true }];
      return part.map((tail) => ({ text: head.text + tail.text, isOpen: tail.isOpen }));
    });
    found = found.slice(0, most);
  }
  return found.filter(({ text, isOpen }) => !isOpen || text !== "");
}

function ofName(name: string, { folder, value, given }: Scope, of: Of): readonly PathValue[] {
  if (name === "__dirname") return [exact(folder)];
  if (name === "__filename") return [exact(`${folder}/file.js`)];
  const declared = value(name);
  return declared ? of(declared.node, declared.scope) : given(name).flatMap((node) => of(node));
}

function ofMember(node: AnyNode & { type: "MemberExpression" }, scope: Scope, of: Of): readonly PathValue[] {
  const text = textOf(node);
  // The second is Bun's.
  if (text === "import.meta.dirname" || text === "import.meta.dir") return [exact(scope.folder)];
  if (text === "import.meta.filename" || text === "import.meta.url") return [exact(`${scope.folder}/file.js`)];
  const variable = /^(?:process|import\.meta)\.env\.(\w+)$/.exec(text)?.[1];
  if (variable !== undefined) return scope.variable(variable).map(exact);
  const member = declaredMember(node, scope, 0);
  return member ? of(member.node, member.scope) : [];
}

/**
 * The object that an expression gives, where it is written out somewhere in the project; undefined where it is not
 * known.
 */
export function objectOf(node: AnyNode, scope: Scope, depth = 0): Declared | undefined {
  if (depth > deepest) return undefined;
  const of = (declared: Declared | undefined) => declared && objectOf(declared.node, declared.scope, depth + 1);
  switch (node.type) {
    case "ObjectExpression":
      return { node, scope };
    case "Identifier":
      return of(scope.value(node.name));
    case "MemberExpression":
      // Of `settings[mode]` it may be any that all hold.
      return of(node.computed ? { node: node.object, scope } : declaredMember(node, scope, depth + 1));
    case "CallExpression": {
      const [first] = node.arguments;
      const name = textOf(node.callee);
      if (name === "require") return of(requiredFrom(first, scope));
      return first && name === "Object.freeze" ? of({ node: first, scope }) : undefined;
    }
    default: {
      const inner = withoutTypes(node);
      return inner && of({ node: inner, scope });
    }
  }
}

/** `require("./settings")`, `require(__dirname + "/../settings.json")` */
function requiredFrom(node: AnyNode | undefined, scope: Scope): Declared | undefined {
  if (node?.type === "Literal") return scope.module(String(node.value));
  const [value] = valuesOf(node, scope);
  return value?.text.endsWith(".json") && !value.isOpen ? scope.settings(value.text) : undefined;
}

/** What a member of a known object is. */
function declaredMember(
  node: AnyNode & { type: "MemberExpression" },
  scope: Scope,
  depth: number,
): Declared | undefined {
  const key = node.computed ? "" : keyOf(node.property);
  const holder = key === "" ? undefined : objectOf(node.object, scope, depth + 1);
  const member = holder && propertyOf(holder.node, key);
  return holder && member ? { node: member, scope: holder.scope } : undefined;
}

/** The value of a property of an object that is written out. */
export function propertyOf(node: AnyNode, key: string): AnyNode | undefined {
  if (node.type !== "ObjectExpression") return undefined;
  for (const property of node.properties) {
    if (property.type === "Property" && !property.computed && keyOf(property.key) === key) return property.value;
  }
  return undefined;
}

function ofCall(node: AnyNode & { type: "CallExpression" }, scope: Scope, of: Of): readonly PathValue[] {
  const origin = scope.imported(node.callee);
  const name = origin !== undefined && /^(?:path|os)\./.test(origin) ? origin : textOf(node.callee);
  const [first] = node.arguments;
  if (name === "process.cwd") return [exact(scope.working)];
  if (/(?:^|\.)tmpdir$/.test(name)) return [exact("/tmp")];
  if (/(?:^|\.)homedir$/.test(name)) return [exact("/tmp")];
  if (/^(?:path\.)?(?:posix\.)?(?:join|resolve)$/.test(name)) {
    return joinedPaths(
      node.arguments.map((argument) => of(argument)),
      /resolve$/.test(name) ? scope.working : undefined,
    );
  }
  if (/(?:^|\.)mkdtemp(?:Sync)?$/.test(name)) return of(first);
  if (/(?:^|\.)dirname$/.test(name)) return of(first).map(({ text, isOpen }) => ({ text: parentText(text), isOpen }));
  if (/^(?:path\.)?(?:normalize|posix)$|(?:^|\.)(?:fileURLToPath|String|trim|toString)$/.test(name)) return of(first);
  return [];
}

function ofUrl(words: readonly AnyNode[], scope: Scope, of: Of): readonly PathValue[] {
  const [path, base] = words;
  if (!base || textOf(base) !== "import.meta.url") return [];
  return joinedPaths([[exact(scope.folder)], of(path)], undefined);
}

/** @param start where a path begins that is not absolute; undefined to leave it as it is. */
function joinedPaths(parts: readonly (readonly PathValue[])[], start: string | undefined): readonly PathValue[] {
  if (parts[0]?.length === 0) return [];
  let found: PathValue[] = [exact(start ?? "")];
  for (const part of parts) {
    found = found.flatMap((head): PathValue[] => {
      if (head.isOpen) return [head];
      if (part.length === 0) return [{ text: `${head.text}/`, isOpen: true }];
      return part.map(({ text, isOpen }) => ({ text: joinTexts(head.text, text, start !== undefined), isOpen }));
    });
    found = found.slice(0, most);
  }
  return found;
}

function joinTexts(head: string, tail: string, isResolved: boolean): string {
  if (head === "" || (isResolved && tail.startsWith("/"))) return tail;
  const end = tail.endsWith("/") ? "/" : "";
  // Steps upwards are taken where the path is absolute; else whoever asks does.
  if (head.startsWith("/")) return `${resolvePath(head, `./${tail}`) ?? head}${end}`;
  return `${head.replace(/(?<!\/)\/+$/, "")}/${tail}`;
}

function parentText(text: string): string {
  const path = text.replace(/(?<!\/)\/+$/, "");
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".";
}

/** "a.b.c" for names and their members; "" for what else stands there. */
export function textOf(node: AnyNode): string {
  const parts: string[] = [];
  let at: AnyNode = node;
  while (at.type === "MemberExpression" && parts.length < 8) {
    const key = at.computed ? "" : keyOf(at.property);
    if (key === "") return "";
    parts.unshift(key);
    at = at.object;
  }
  if (at.type === "Identifier") parts.unshift(at.name);
  else if (at.type === "MetaProperty") parts.unshift("import", "meta");
  else if (at.type === "ThisExpression") parts.unshift("this");
  else return "";
  return parts.join(".");
}

/** The name of a property; "" when it is worked out. */
export function keyOf(node: AnyNode): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
}

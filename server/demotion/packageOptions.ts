/** What packages that write are told where: by arguments, by options, and by files with options. */

import type { AnyNode } from "acorn";
import { among } from "../util/reads";
import { type Declared, keyOf, objectOf, propertyOf, type Scope, textOf, valuesOf } from "./nodeExpressions";
import type { SourceCall } from "./nodeProgram";
import type { PackageWriter } from "./packageWriters";

/** Options that log4js and its like are told the file of, and those that Sequelize's models read. */
export const optionReads = among(4, (files) => files.filter((path) => optionFiles.test(path)));

const optionFiles = /(?:^|\/)(?:log(?:4js|ger|ging)?(?:[.-][\w.-]{1,40})?|config\/config)\.json$/i;

/** A place that is named. */
export interface NamedPlace extends Declared {
  readonly isFolder: boolean;
  /** Nothing is to be feared of a path that is not known. */
  readonly isUnsure?: true;
}

/** The places that a call names for a package, or the one that it takes without. */
export function placesNamed(call: SourceCall["node"], writer: PackageWriter, scope: Scope): NamedPlace[] {
  const { argument, keys = [], unless = [], always = [], isFolder = false, isUnsure, otherwise } = writer;
  const found: NamedPlace[] = [];
  const named = argument === undefined ? undefined : call.arguments[argument];
  if (named && !/^(?:Object|Function|ArrowFunction|Array)Expression$/.test(named.type))
    found.push({ node: named, scope, isFolder });
  const budget = { left: mostNodes };
  for (const node of keys.length === 0 ? [] : call.arguments) {
    const holder = ofFile(node, scope) ?? { node, scope };
    for (const key of keys) {
      for (const value of propertiesNamed(holder, { key, unless, budget }))
        found.push(...valuesGiven(value).map((it) => ({ ...it, isFolder })));
    }
  }
  const [first] = call.arguments;
  // `options.map((each) => new File(each))`
  const isWriting = always.some((name) => textOf(call.callee).split(".").at(-1) === name);
  if (isWriting && first && found.length === 0 && !objectOf(first, scope)) found.push({ node: first, scope, isFolder });
  if (found.length === 0 && otherwise !== undefined && (call.type === "NewExpression" || !writer.isMade)) {
    const node = { type: "Literal", value: otherwise, start: 0, end: 0 } as unknown as AnyNode;
    found.push({ node, scope, isFolder: true });
  }
  return found.map((it) => (isUnsure ? { ...it, isUnsure } : it));
}

/** `configure("./log4js.json")` */
function ofFile(node: AnyNode, scope: Scope): Declared | undefined {
  const [value] = valuesOf(node, scope);
  return value?.text.endsWith(".json") && !value.isOpen ? scope.settings(value.text) : undefined;
}

/** `destination: (req, file, done) => done(null, "uploads")` names it by what is called back. */
function valuesGiven({ node, scope }: Declared): Declared[] {
  const { params, body } = node as unknown as { params?: readonly AnyNode[]; body?: AnyNode };
  if (!params || !body) return [{ node, scope }];
  const last = params.at(-1);
  const name = last?.type === "Identifier" ? last.name : "";
  return callsIn(body).flatMap(({ callee, arguments: [, second] }) =>
    name !== "" && textOf(callee) === name && second ? [{ node: second, scope }] : [],
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

interface Sought {
  readonly key: string;
  readonly unless: readonly string[];
  /** How many more nodes are looked at: objects may lead to each other. */
  readonly budget: { left: number };
}

/** The values of a property in an object and in those that it holds, but where one of `unless` stands beside it. */
function propertiesNamed({ node, scope }: Declared, sought: Sought, depth = 0): Declared[] {
  if (depth > mostDepth || sought.budget.left-- <= 0) return [];
  const below = (inner: AnyNode, at: Scope) => propertiesNamed({ node: inner, scope: at }, sought, depth + 1);
  if (node.type === "ArrayExpression")
    return node.elements.flatMap((element) => (element ? below(element, scope) : []));
  const holder = objectOf(node, scope);
  if (holder?.node.type !== "ObjectExpression") return [];
  const { key, unless } = sought;
  const isBeside = unless.some((name) => propertyOf(holder.node, name)) || isOfServer(holder.node);
  const own = isBeside ? undefined : propertyOf(holder.node, key);
  const inner = holder.node.properties.flatMap((property) => {
    if (property.type === "SpreadElement") return below(property.argument, holder.scope);
    return keyOf(property.key) === key ? [] : below(property.value, holder.scope);
  });
  return own ? [{ node: own, scope: holder.scope }, ...inner] : inner;
}

/** A database of another kind has a name there, and no file. */
function isOfServer(node: AnyNode): boolean {
  const kind = propertyOf(node, "type") ?? propertyOf(node, "dialect");
  return (
    kind?.type === "Literal" && /^(?:postgres|mysql|maria|mssql|oracle|cockroach|mongo|aurora)/.test(String(kind.value))
  );
}

const mostDepth = 5;

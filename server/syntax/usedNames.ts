/** Which names a program of TypeScript uses when it runs: those that stand for types alone are gone once it is compiled. */

import type { AnyNode, Program } from "acorn";

/**
 * The names whose values a program surely reads. One that is declared anywhere beside imports may be another there, and
 * is left out, as is what may be exported for its type alone.
 */
export function usedNames(program: Program): ReadonlySet<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  const open: AnyNode[] = [program];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "Identifier") used.add(node.name);
    for (const name of declaredBy(node)) declared.add(name);
    open.push(...readIn(node));
  }
  for (const name of declared) used.delete(name);
  return used;
}

/** Nodes of types that hold an expression which runs: `a as B`, `a!`, `<B>a`. */
const wrappers = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
]);

/** The children of a node whose values are read when it runs. */
function readIn(node: AnyNode): AnyNode[] {
  const type: string = node.type;
  if (wrappers.has(type)) return nodesAt(node, "expression");
  if (type.startsWith("TS")) return [];
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "MetaProperty":
    case "BreakStatement":
    case "ContinueStatement":
      return [];
    case "ExportNamedDeclaration":
      return node.declaration ? [node.declaration] : [];
    case "ExportDefaultDeclaration":
      return node.declaration.type === "Identifier" ? [] : [node.declaration];
    case "LabeledStatement":
      return [node.body];
    case "MemberExpression":
      return node.computed ? [node.object, node.property] : [node.object];
    case "Property":
    case "PropertyDefinition":
    case "MethodDefinition":
      return [...(node.computed ? [node.key] : []), ...nodesAt(node, "value")];
    default:
      return Object.keys(node).flatMap((key) => nodesAt(node, key));
  }
}

/** The nodes below a key. */
function nodesAt(node: AnyNode, key: string): AnyNode[] {
  const value = (node as unknown as Readonly<Record<string, unknown>>)[key];
  return (Array.isArray(value) ? value : [value]).filter(
    (one) => typeof one === "object" && one !== null && typeof one.type === "string",
  );
}

/** The names that a node declares: variables, parameters, functions and classes. */
function declaredBy(node: AnyNode): string[] {
  switch (node.type) {
    case "VariableDeclarator":
      return namesIn(node.id);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return [...("id" in node && node.id ? [node.id.name] : []), ...node.params.flatMap(namesIn)];
    case "ClassDeclaration":
    case "ClassExpression":
      return node.id ? [node.id.name] : [];
    case "CatchClause":
      return node.param ? namesIn(node.param) : [];
    default:
      return [];
  }
}

function namesIn(pattern: AnyNode): string[] {
  const found: string[] = [];
  const open: AnyNode[] = [pattern];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "Identifier") found.push(node.name);
    else if (node.type === "ObjectPattern") open.push(...node.properties);
    else if (node.type === "Property") open.push(node.value);
    else if (node.type === "ArrayPattern") open.push(...node.elements.flatMap((one) => one ?? []));
    else if (node.type === "RestElement") open.push(node.argument);
    else if (node.type === "AssignmentPattern") open.push(node.left);
    // A parameter that is a property as well.
    else open.push(...nodesAt(node, "parameter"));
  }
  return found;
}

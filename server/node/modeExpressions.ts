/** What expressions of JavaScript are worth where NODE_ENV has one value or another. */

import type { AnyNode } from "acorn";

/** What is known of a value; undefined where nothing is. */
export type Known = { readonly value: string | boolean | undefined } | undefined;

/** The variables of a file, by name. */
export type Values = ReadonlyMap<string, AnyNode>;

/** Expressions lead to each other by variables; a chain of so many is none that anybody writes. */
const deepest = 20;

/**
 * The value of an expression.
 * @param mode the value of NODE_ENV; undefined where it is not set.
 */
export function valueOf(node: AnyNode, mode: string | undefined, values: Values, depth = 0): Known {
  if (depth > deepest) return undefined;
  const inner = (each: AnyNode) => valueOf(each, mode, values, depth + 1);
  if (isMode(node)) return { value: mode };
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" || typeof node.value === "boolean" ? { value: node.value } : undefined;
    case "Identifier":
      return variable(node.name, mode, values, depth);
    case "UnaryExpression":
      return node.operator === "!" ? negated(inner(node.argument)) : undefined;
    case "LogicalExpression":
      return logical(node.operator, inner(node.left), inner(node.right));
    case "BinaryExpression":
      return compared(node.operator, inner(node.left as AnyNode), inner(node.right));
    case "ConditionalExpression": {
      const test = inner(node.test);
      return test && inner(test.value ? node.consequent : node.alternate);
    }
    case "CallExpression":
      return isAppMode(node) ? { value: mode ?? "development" } : undefined;
    default:
      return undefined;
  }
}

/** `process.env.NODE_ENV`, or the same in brackets. */
export function isMode(node: AnyNode): boolean {
  if (node.type !== "MemberExpression") return false;
  const { object, property, computed } = node;
  const name = computed
    ? property.type === "Literal" && property.value
    : property.type === "Identifier" && property.name;
  return name === "NODE_ENV" && (isEnvironment(object) || (object.type === "Identifier" && object.name === "env"));
}

/** `process.env`, and `import.meta.env` of those who follow it. */
function isEnvironment(node: AnyNode): boolean {
  return node.type === "MemberExpression" && node.property.type === "Identifier" && node.property.name === "env";
}

/** `app.get("env")` of Express, which is "development" where NODE_ENV is not set. */
function isAppMode(node: AnyNode & { type: "CallExpression" }): boolean {
  const { callee, arguments: given } = node;
  const [first, ...more] = given;
  const isGet =
    callee.type === "MemberExpression" && callee.property.type === "Identifier" && callee.property.name === "get";
  return isGet && more.length === 0 && first?.type === "Literal" && first.value === "env";
}

function variable(name: string, mode: string | undefined, values: Values, depth: number): Known {
  if (name === "undefined") return { value: undefined };
  const node = values.get(name);
  return node && valueOf(node, mode, values, depth + 1);
}

function negated(known: Known): Known {
  return known && { value: !known.value };
}

/** One side may say it all: nothing makes `false && x` true. */
function logical(operator: "&&" | "||" | "??", left: Known, right: Known): Known {
  if (operator === "??") return left && (left.value === undefined ? right : left);
  const ends = operator === "||";
  if (left) return Boolean(left.value) === ends ? left : right;
  return right && Boolean(right.value) === ends && typeof right.value === "boolean" ? right : undefined;
}

function compared(operator: string, left: Known, right: Known): Known {
  if (!left || !right) return undefined;
  if (operator === "===" || operator === "==") return { value: left.value === right.value };
  return operator === "!==" || operator === "!=" ? { value: left.value !== right.value } : undefined;
}

/**
 * What a declaration makes known: `mode = process.env.NODE_ENV`, `{ NODE_ENV = "development" } = process.env`, as pairs
 * of a name and the expression that it stands for.
 */
export function declared({ id, init }: AnyNode & { type: "VariableDeclarator" }): readonly [string, AnyNode][] {
  if (!init) return [];
  if (id.type === "Identifier") return [[id.name, init]];
  if (id.type !== "ObjectPattern" || !isEnvironment(init)) return [];
  return id.properties.flatMap((property): [string, AnyNode][] => {
    if (property.type !== "Property" || property.key.type !== "Identifier" || property.key.name !== "NODE_ENV")
      return [];
    const mode = {
      ...init,
      type: "MemberExpression",
      object: init,
      property: property.key,
      computed: false,
    } as AnyNode;
    const { value } = property;
    if (value.type === "Identifier") return [[value.name, mode]];
    if (value.type !== "AssignmentPattern" || value.left.type !== "Identifier") return [];
    const chosen = { ...value, type: "LogicalExpression", operator: "??", left: mode, right: value.right } as AnyNode;
    return [[value.left.name, chosen]];
  });
}

/** The configuration of Next.js in a build context. */

import type { AnyNode, ObjectExpression, Property } from "acorn";
import { tokenize } from "../syntax/javascript";
import { parseProgram } from "../syntax/program";
import type { Edit, Facts, Reads } from "../types";
import { filterOnce } from "../util/listing";
import { folderOf } from "../util/paths";
import { among } from "../util/reads";

/** Whether a path is a configuration of Next.js, in whatever folder. */
export function isNextConfig(path: string): boolean {
  return /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(path);
}

const configs = filterOnce(isNextConfig);

/** Those of workspaces, too, and the package.json beside each. */
export const nextConfigReads: Reads = {
  ...among(6, configs),
  next: (path) => [path.replace(/(?<![^/])[^/]+$/, "package.json")],
};

/**
 * The configuration of the app that an image builds in a folder: the only one of the context, or the one whose folder is
 * called so; undefined when none is known.
 */
export function nextConfigFor(
  { files = [], contents }: Facts,
  app: string,
): { readonly path: string; readonly text: string } | undefined {
  const all = configs(files);
  const [only, ...more] = all;
  const path = more.length === 0 ? only : all.find((it) => folderOf(it) !== "" && app.endsWith(`/${folderOf(it)}`));
  const text = path === undefined ? undefined : contents?.get(path);
  return path === undefined || text === undefined ? undefined : { path, text };
}

/** What a configuration of Next.js says, its comments left out. */
export function nextSettings(config: string): string {
  return config.replace(/\/\*.*?(?:\*\/|$)|(?<!:)\/\/[^\n]*/gs, "");
}

interface NextConfig {
  readonly path: string;
  readonly text: string;
}

/**
 * The text that a configuration of Next.js sets something to in the one object that it exports, whatever wraps it:
 * `withPlugin({ output: "export" })`; undefined where a condition, a spread or an assignment may decide.
 */
export function nextText({ path, text }: NextConfig, name: "output" | "distDir"): string | undefined {
  const program = parseProgram(text, path.endsWith("ts"), tokenize(text).length);
  const body: readonly AnyNode[] = program?.body ?? [];
  const given = body.flatMap((node) => exportedBy(node) ?? []);
  const object = given.length === 1 ? objectOf(given[0], body) : undefined;
  const at = object?.properties.findIndex((one) => isKey(one, name)) ?? -1;
  const property = object?.properties[at];
  const isAssigned = assigned[name].test(text);
  if (!property || isAssigned || object?.properties.slice(at).some(({ type }) => type === "SpreadElement"))
    return undefined;
  const { value } = property as Property;
  return value.type === "Literal" && typeof value.value === "string" ? value.value : undefined;
}

const assigned = {
  output: /\.\s{0,20}output\s{0,20}=(?!=)|\[\s{0,20}["']output/,
  distDir: /\.\s{0,20}distDir\s{0,20}=(?!=)|\[\s{0,20}["']distDir/,
};

/** `export default …` and `module.exports = …`. */
function exportedBy(node: AnyNode): AnyNode | undefined {
  if (node.type === "ExportDefaultDeclaration") return node.declaration;
  const assignment = node.type === "ExpressionStatement" ? node.expression : undefined;
  if (assignment?.type !== "AssignmentExpression" || assignment.left.type !== "MemberExpression") return undefined;
  const { object, property } = assignment.left;
  const isModule = object.type === "Identifier" && object.name === "module";
  return isModule && property.type === "Identifier" && property.name === "exports" ? assignment.right : undefined;
}

/** The object that an expression surely stands for, or that it hands to a function as its only argument. */
function objectOf(node: AnyNode | undefined, body: readonly AnyNode[], depth = 0): ObjectExpression | undefined {
  if (!node || depth > deepest) return undefined;
  const inside = (one: AnyNode | undefined) => objectOf(one, body, depth + 1);
  if (node.type === "ObjectExpression") return node;
  // `config as NextConfig`, which acorn's types leave out.
  if (/^TS(?:As|Satisfies)Expression$/.test(node.type)) return inside((node as { expression?: AnyNode }).expression);
  if (node.type === "CallExpression") return node.arguments.length === 1 ? inside(node.arguments[0]) : undefined;
  if (node.type !== "Identifier") return undefined;
  const found = body.flatMap((it) => (it.type === "VariableDeclaration" && it.kind === "const" ? it.declarations : []));
  const [own, more] = found.filter(({ id }) => id.type === "Identifier" && id.name === node.name);
  return more ? undefined : inside(own?.init ?? undefined);
}

function isKey(node: AnyNode, name: string): boolean {
  if (node.type !== "Property" || node.computed) return false;
  return node.key.type === "Identifier"
    ? node.key.name === name
    : node.key.type === "Literal" && node.key.value === name;
}

/** More steps lead to no object that people write. */
const deepest = 9;

/** Sets `output: "standalone"` in a configuration of Next.js, as the first setting of the one object that is exported; undefined where there is none. */
export function standaloneEdit(text: string): Edit | undefined {
  const name = /^(?:export default|module\.exports[ \t]{0,4}=)[ \t]{1,4}([A-Za-z_$][\w$]*)[ \t;]{0,8}\r?$/m.exec(
    text,
  )?.[1];
  const start = name
    ? new RegExp(`^(?:const|let|var)\\s+${name.replaceAll("$", "\\$")}(?:\\s*:\\s*NextConfig)?\\s*=\\s*\\{`, "m").exec(
        text,
      )
    : /^(?:export default|module\.exports\s*=)\s*\{/m.exec(text);
  if (!start) return undefined;
  const at = start.index + start[0].length;
  const quote = text.split("'").length > text.split('"').length ? "'" : '"';
  const setting = `output: ${quote}standalone${quote},`;
  const [gap = "", indent] = /^[ \t]*(?:\r?\n([ \t]*))?/.exec(text.slice(at)) ?? [];
  const isEmpty = text[at + gap.length] === "}";
  if (isEmpty) return { start: at, end: at + gap.length, text: ` output: ${quote}standalone${quote} ` };
  if (indent === undefined) return { start: at, end: at, text: ` ${setting}` };
  return { start: at + gap.length, end: at + gap.length, text: `${setting}${gap}` };
}

/** What a program of Node.js does otherwise as soon as NODE_ENV is production, as far as its own sources say so. */

import type { AnyNode } from "acorn";
import { builds } from "../data/tools";
import { allRuns, runOf } from "../packages/scripts";
import { programName } from "../stage/process";
import { tokenize } from "../syntax/javascript";
import { parseProgram } from "../syntax/program";
import { runsOf, unixCommands } from "../syntax/runs";
import type { Dockerfile, Facts } from "../types";
import { declared, type Values, valueOf } from "./modeExpressions";
import { programTexts } from "./programTexts";
import { importsIn } from "./shutdown";

/**
 * Why a program that has run without NODE_ENV, or with another value of it, may not do so in production, as a clause:
 * it listens, answers or ends otherwise then, or takes other settings. undefined where nothing of that is known. What it
 * merely logs, caches or serves in addition is no reason.
 * @param before the value so far; undefined where it is not set.
 */
export function changedByProduction(file: Dockerfile, facts: Facts, before: string | undefined): string | undefined {
  const isBuilt = buildsSite(file, facts);
  const isGone = (earlier: string, later: string) =>
    !isBuilt && isInContext(earlier, facts) && !isInContext(later, facts);
  for (const text of programTexts(file, facts)) {
    if (importsIn(text).some((name) => isReadByMode(name, before, facts))) return otherFiles;
    const change = changeIn(text, before, isGone);
    if (change !== undefined && !(change === developing && isBuilt)) return change;
  }
  return undefined;
}

const otherFiles = "the program reads other files when NODE_ENV is production";

/** Whether a package reads files that are named by NODE_ENV, and the context has one for this value or for production. */
function isReadByMode(name: string, before: string | undefined, { files = [] }: Facts): boolean {
  const form = filesByMode.get(name);
  const modes = [before ?? "development", "production"];
  return form !== undefined && files.some((path) => modes.includes(form.exec(path)?.[1] ?? ""));
}

/** Packages by name, and the files that they read with the mode in their names. Source: their documentation. */
const filesByMode: ReadonlyMap<string, RegExp> = new Map([
  ["config", /(?:^|\/)config\/([a-z]+)(?:-[\w-]+)?\.(?:json5?|ya?ml|[cm]?js|ts|toml|hjson|properties|cson|xml)$/],
  ["dotenv-flow", /(?:^|\/)\.env\.([a-z]+)$/],
  ["dotenv-flow/config", /(?:^|\/)\.env\.([a-z]+)$/],
]);

/** Whether a text names a file or folder of the context. */
function isInContext(text: string, { files = [] }: Facts): boolean {
  const path = text.replace(/^(?:\.\/)+/, "").replace(/(?<!\/)\/+$/, "");
  return path !== "" && files.some((each) => each === path || each.startsWith(`${path}/`));
}

const developing = "the program builds what it serves only when NODE_ENV is not production";

/** Whether a step of the Dockerfile builds a front end, which is served in production. */
function buildsSite(file: Dockerfile, { project, files }: Facts): boolean {
  return runsOf(file).some((instruction) =>
    unixCommands(instruction).some(({ words }) =>
      allRuns(
        runOf(
          words.map(({ value, text }) => value ?? text),
          project,
          files,
        ),
      ).some(({ argv: [program, verb] }) =>
        builds(programName(program) ?? "", verb?.startsWith("-") ? "" : (verb ?? "")),
      ),
    ),
  );
}

/** In UTF-16 units; longer sources are bundles. */
const longest = 200_000;
const mostNodes = 200_000;

/**
 * What one source does otherwise in production.
 * @param isGone whether a path that is taken so far is there, and the one for production is not.
 */
export function changeIn(
  text: string,
  before: string | undefined,
  isGone: (earlier: string, later: string) => boolean = () => false,
): string | undefined {
  // What is JavaScript can be read as TypeScript as well, but for a few odd forms.
  const isOwn = text.length <= longest && /\bNODE_ENV\b|\.get\(["']env["']\)/.test(text);
  if (!isOwn) return undefined;
  const size = tokenize(text).length;
  const program = parseProgram(text, false, size) ?? parseProgram(text, true, size);
  if (!program) return undefined;
  const nodes = nodesIn(program);
  const values = new Map(nodes.flatMap((node) => (node.type === "VariableDeclarator" ? declared(node) : [])));
  for (const node of nodes) {
    const change = changeAt(node, before, values);
    if (change !== undefined) return change;
    if (node.type !== "ConditionalExpression") continue;
    const [earlier, later] = [valueOf(node, before, values)?.value, valueOf(node, "production", values)?.value];
    if (typeof earlier === "string" && typeof later === "string" && isGone(earlier, later)) return otherFiles;
  }
  return undefined;
}

/** All nodes of a tree, in the order of the text. */
function nodesIn(root: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  const open: unknown[] = [root];
  while (open.length > 0 && found.length < mostNodes) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if (!Array.isArray(node) && "type" in node) found.push(node as AnyNode);
    open.push(...Object.values(node).reverse());
  }
  return found;
}

function changeAt(node: AnyNode, before: string | undefined, values: Values): string | undefined {
  if (node.type === "MemberExpression" && node.computed) return otherSettings(node, before, values);
  if (namesFile(node, before, values)) return otherFiles;
  if (node.type === "Property") return otherOption(node, before, values);
  const branches = branchesOf(node);
  if (!branches) return undefined;
  const [earlier, later] = [valueOf(branches.test, before, values), valueOf(branches.test, "production", values)];
  const { consequent, alternate } = branches;
  const isGained = earlier !== undefined && !earlier.value && (later === undefined || Boolean(later.value));
  const isLost = later !== undefined && !later.value && (earlier === undefined || Boolean(earlier.value));
  if (isGained) return lost(alternate) ?? gained(consequent, alternate);
  return isLost ? (lost(consequent) ?? gained(alternate, consequent)) : undefined;
}

interface Branches {
  readonly test: AnyNode;
  readonly consequent: AnyNode | undefined;
  readonly alternate: AnyNode | undefined;
}

/** What runs where a test holds, and where it does not: of `if`, `a ? b : c` and `a && b()`. */
function branchesOf(node: AnyNode): Branches | undefined {
  if (node.type === "IfStatement" || node.type === "ConditionalExpression") {
    const { test, consequent, alternate } = node;
    return { test, consequent, alternate: alternate ?? undefined };
  }
  if (node.type !== "ExpressionStatement" || node.expression.type !== "LogicalExpression") return undefined;
  const { operator, left, right } = node.expression;
  if (operator === "&&") return { test: left, consequent: right, alternate: undefined };
  return operator === "||" ? { test: left, consequent: undefined, alternate: right } : undefined;
}

/** `config[process.env.NODE_ENV]`: whose production part may be missing, or for another database. */
function otherSettings(
  { property, object }: AnyNode & { type: "MemberExpression" },
  before: string | undefined,
  values: Values,
): string | undefined {
  const [earlier, later] = [
    valueOf(property as AnyNode, before, values),
    valueOf(property as AnyNode, "production", values),
  ];
  if (later?.value !== "production" || earlier?.value === "production") return undefined;
  const name = object.type === "Identifier" ? `${object.name}` : "its settings";
  return `the program takes other parts of ${name} when NODE_ENV is production`;
}

/** `require("./config/" + mode)`, `path.join("config", mode)`: the file for production may be missing, or say other things. */
function namesFile(node: AnyNode, before: string | undefined, values: Values): boolean {
  const isChanged = (part: AnyNode) =>
    valueOf(part, "production", values)?.value === "production" &&
    valueOf(part, before, values)?.value !== "production";
  return pathsGiven(node).some((given) => partsOf(given).some(isChanged));
}

/** An option that is on for one mode alone, and without which what has worked does not. */
function otherOption(
  { key, value }: AnyNode & { type: "Property" },
  before: string | undefined,
  values: Values,
): string | undefined {
  const name = key.type === "Identifier" ? key.name : key.type === "Literal" ? `${key.value}` : "";
  const [earlier, later] = [valueOf(value, before, values), valueOf(value, "production", values)];
  if (!earlier || !later || Boolean(earlier.value) === Boolean(later.value)) return undefined;
  // typeorm.io/data-source-options
  if (name === "synchronize" && earlier.value)
    return "the program makes its tables only when NODE_ENV is not production";
  // expressjs.com/en/resources/middleware/session.html: over plain HTTP, no cookie is set.
  return name === "secure" && later.value
    ? "the program sends its cookies over TLS alone when NODE_ENV is production"
    : undefined;
}

/** What calls that take the path of a file, or a part of one, are given. */
function pathsGiven(node: AnyNode): readonly AnyNode[] {
  // Of the configuration of Nest.
  if (node.type === "Property" && node.key.type === "Identifier" && node.key.name === "envFilePath")
    return node.value.type === "ArrayExpression" ? node.value.elements.filter((each) => each !== null) : [node.value];
  if (node.type === "ImportExpression") return [node.source];
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return [];
  const { callee, arguments: given } = node;
  const name =
    callee.type === "Identifier"
      ? callee.name
      : callee.type === "MemberExpression" && callee.property.type === "Identifier"
        ? callee.property.name
        : "";
  if (!pathCalls.has(name)) return [];
  return given.flatMap((each): readonly AnyNode[] =>
    each.type !== "ObjectExpression"
      ? [each]
      : each.properties.flatMap((property) => (property.type === "Property" ? [property.value] : [])),
  );
}

/** What an expression is put together from. */
function partsOf(given: AnyNode): readonly AnyNode[] {
  const found: AnyNode[] = [];
  const open = [given];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === "BinaryExpression" && node.operator === "+") open.push(node.left as AnyNode, node.right);
    else if (node.type === "TemplateLiteral") open.push(...node.expressions);
    else found.push(node);
  }
  return found;
}

/** What does not run any more. */
function lost(branch: AnyNode | undefined): string | undefined {
  const names = branch ? callsIn(branch) : [];
  if (names.some(({ name }) => name === "listen")) return "the program listens only when NODE_ENV is not production";
  // Of Sequelize.
  if (names.some(({ name, of }) => name === "sync" && of !== undefined && /^(?:sequelize|db)$/i.test(of)))
    return "the program makes its tables only when NODE_ENV is not production";
  if (branch && nodesIn(branch).some((node) => node.type === "Literal" && devServers.has(String(node.value))))
    return developing;
  return names.some(isRoute) ? "the program answers some requests only when NODE_ENV is not production" : undefined;
}

/** What runs for the first time, in place of what has run so far. */
function gained(branch: AnyNode | undefined, replaced: AnyNode | undefined): string | undefined {
  if (!branch) return undefined;
  const names = callsIn(branch);
  const answered = (replaced ? callsIn(replaced) : []).some(({ name }) => answers.has(name));
  if (nodesIn(branch).some(({ type }) => type === "ThrowStatement") || names.some(isExit))
    return "the program may end with an error when NODE_ENV is production";
  if (!answered && names.some(({ name }) => answers.has(name)))
    return "the program may answer otherwise when NODE_ENV is production";
  return names.some((call) => call.name === "createServer" && call.of === "https")
    ? "the program wants certificates when NODE_ENV is production"
    : undefined;
}

/** Packages that build a front end anew while they serve it. */
const devServers: ReadonlySet<string> = new Set([
  ...["vite", "webpack-dev-middleware", "webpack-hot-middleware", "webpack-dev-server", "koa-webpack"],
  ...["@rspack/dev-server", "parcel-bundler", "browser-sync"],
]);

/** Of Node.js, and `config` of dotenv, which is given the `path` of its file. */
const pathCalls: ReadonlySet<string> = new Set(
  "require import join resolve readFile readFileSync createReadStream existsSync URL config".split(" "),
);

interface NamedCall {
  readonly name: string;
  /** What it is called on. */
  readonly of: string | undefined;
  readonly given: readonly AnyNode[];
}

function callsIn(branch: AnyNode): NamedCall[] {
  return nodesIn(branch).flatMap((node) => {
    if (node.type !== "CallExpression") return [];
    const { callee, arguments: given } = node;
    if (callee.type === "Identifier") return [{ name: callee.name, of: undefined, given }];
    if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
    const of = callee.object.type === "Identifier" ? callee.object.name : undefined;
    return [{ name: callee.property.name, of, given }];
  });
}

function isExit({ name, of }: NamedCall): boolean {
  return name === "exit" && of === "process";
}

/** `app.get("/", handler)`: of a setting, `app.get("env")`, there is no handler. */
function isRoute({ name, given: [path, ...more] }: NamedCall): boolean {
  const isPath = path?.type === "Literal" && typeof path.value === "string" && path.value.startsWith("/");
  return routes.has(name) && isPath && more.length > 0;
}

/** Methods of the usual servers by which a path gets its handler, and those of a response that say how it went. */
const routes: ReadonlySet<string> = new Set("get post put patch delete all".split(" "));
const answers: ReadonlySet<string> = new Set("redirect status sendStatus writeHead".split(" "));

/** Graceful shutdown of a Node.js program: whether its text handles SIGTERM, and the handler that it lacks. */

import { type AnyNode, type Expression, type Pattern, type Program, parse, type Super } from "acorn";
import type { Edit } from "../types";
import { type Token, tokenize } from "./javascript";

/** In UTF-16 units. Longer texts are bundles, which nobody edits. */
const longest = 1_000_000;

/**
 * Whether JavaScript or TypeScript handles SIGTERM: by `process.on`, by a function that is given the signal's name, or
 * by a package that does so. Comments and unrelated strings do not count.
 */
export function handlesSignals(source: string): boolean {
  if (!["SIGTERM", nestMethod, ...helpers].some((mention) => source.includes(mention))) return false;
  if (source.length > longest) return true;
  const tokens = tokenize(source);
  return subscribes(tokens, "SIGTERM") || usesHelper(tokens);
}

/** Whether JavaScript or TypeScript starts a server itself, rather than in a file that it imports. */
export function isServer(source: string): boolean {
  if (source.length > longest) return false;
  const tokens = tokenize(source);
  const imports = new Set(importsOf(tokens));
  const isHapi = imports.has("@hapi/hapi") || imports.has("hapi");
  const isHono = imports.has("@hono/node-server");
  return tokens.some((token, index) => {
    if (token.kind !== "word" || codeAt(tokens, index + 1) !== "(") return false;
    const isMethod = codeAt(tokens, index - 1) === ".";
    if (token.text === "listen") return isMethod;
    if (token.text === "start") return isMethod && isHapi;
    if (token.text === "serve") return /^(?:Bun|Deno)$/.test(codeAt(tokens, index - 2) ?? "") || isHono;
    return /^(?:bindAsync|startStandaloneServer)$/.test(token.text);
  });
}

/** The relative paths that JavaScript or TypeScript imports or requires, as written, each once. */
export function localImports(source: string): string[] {
  return [...new Set(importsOf(tokenize(source)).filter((name) => /^\.\.?(?:\/|$)/.test(name)))];
}

/**
 * Edits that add a handler of SIGTERM and SIGINT to the end of JavaScript, and the framework that it fits.
 * Gives undefined when there is a handler, when the text is no plain JavaScript, or when it does not hold exactly one
 * server of a known kind at top level.
 */
export function addShutdownHandler(source: string): { edits: Edit[]; framework: string } | undefined {
  const isGenerated = source.length > longest || /^\/\/[#@] sourceMappingURL=/m.test(source);
  const program = isGenerated || handlesSignals(source) ? undefined : parseProgram(source);
  if (!program) return undefined;
  const tokens = tokenize(source);
  // The primary process of a cluster has to pass the signal on to its workers.
  if (importsOf(tokens).some((name) => /^(?:node:)?cluster$/.test(name))) return undefined;

  const isName = (token: Token, index: number) => token.kind === "word" && codeAt(tokens, index - 1) !== ".";
  const taken = new Set(tokens.filter(isName).map(({ text }) => text));
  const server = findServer(program, tokens, taken);
  const name = ["shutDown", "shutDownGracefully", "endGracefully"].find((word) => !taken.has(word));
  if (!server || !name) return undefined;
  const signals = subscribes(tokens, "SIGINT") ? ["SIGTERM"] : ["SIGTERM", "SIGINT"];
  const end = source.trimEnd().length;
  const text = handlerOf(server, name, signals, styleOf(source, program, tokens));
  return { edits: [...server.edits, { start: end, end, text }], framework: server.framework };
}

// ---------------------------------------------------------------- detection

/** Packages that handle SIGTERM as soon as they are imported and called as their documentation says. */
const helpers: readonly string[] = [
  "@godaddy/terminus",
  "@apollo/server",
  "apollo-server",
  "async-exit-hook",
  "close-with-grace",
  "death",
  "exit-hook",
  "fastify-cli",
  "fastify-graceful-shutdown",
  "http-graceful-shutdown",
  "lightship",
  "node-cleanup",
  "node-graceful-shutdown",
  "signal-exit",
];

/** Makes an application of Nest handle SIGTERM. */
const nestMethod = "enableShutdownHooks";

function usesHelper(tokens: readonly Token[]): boolean {
  return (
    importsOf(tokens).some((name) => helpers.some((helper) => name === helper || name.startsWith(`${helper}/`))) ||
    tokens.some((token, index) => isWord(token, nestMethod) && codeAt(tokens, index + 1) === "(")
  );
}

const subscribe = /^(?:on|once|addListener|prependListener|prependOnceListener)$/;

/** Names of functions that are likely to register what they are given: `onSignal("SIGTERM", …)`. */
const registers = /signal|shut|exit|terminat|hook|handle|trap|^listen$/i;

function subscribes(tokens: readonly Token[], signal: string): boolean {
  // `for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, …)`
  const isDynamic = tokens.some(
    (token, index) =>
      isWord(token, "process") &&
      codeAt(tokens, index + 1) === "." &&
      subscribe.test(codeAt(tokens, index + 2) ?? "") &&
      codeAt(tokens, index + 3) === "(" &&
      tokens[index + 4]?.kind === "word",
  );
  return tokens.some(({ kind, text }, index) => {
    if (text !== signal) return false;
    const caller = callerAt(tokens, index) ?? "";
    if (kind === "string" && (subscribe.test(caller) || registers.test(caller))) return true;
    return isDynamic && caller !== "kill";
  });
}

/** The name of the function that has the token among its arguments; undefined when brackets or braces are nearer. */
function callerAt(tokens: readonly Token[], index: number): string | undefined {
  let depth = 0;
  for (let at = index - 1; at >= Math.max(1, index - 100); at--) {
    const code = codeAt(tokens, at);
    if (code === ")" || code === "]" || code === "}") depth++;
    if (code !== "(" && code !== "[" && code !== "{") continue;
    if (depth === 0) return code === "(" ? codeAt(tokens, at - 1) : undefined;
    depth--;
  }
  return undefined;
}

function importsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, text }, index) => {
    const isCall = codeAt(tokens, index - 1) === "(";
    const keyword = codeAt(tokens, index - (isCall ? 2 : 1)) ?? "";
    const isImport = isCall ? /^(?:require|import)$/.test(keyword) : /^(?:from|import)$/.test(keyword);
    return kind === "string" && isImport ? [text] : [];
  });
}

function isWord({ kind, text }: Token, word: string): boolean {
  return kind === "word" && text === word;
}

/** The text of a token that is no string. */
function codeAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  return token?.kind === "string" ? undefined : token?.text;
}

// --------------------------------------------------------- finding the server

interface Server {
  readonly framework: string;
  /** What closes it. An app is no server: what its `listen` gives is one. */
  readonly form: "app" | "server" | "fastify" | "hapi";
  readonly listens?: boolean;
  /** A variable holds it. */
  readonly isNamed?: boolean;
}

/** What makes which server: the module, and the member of it that is called. */
const makers: ReadonlyMap<string, Server> = new Map<string, Server>([
  ["express", { framework: "express", form: "app" }],
  ["koa", { framework: "koa", form: "app" }],
  ["connect", { framework: "connect", form: "app" }],
  ["http.createServer", { framework: "http", form: "server" }],
  ["http.Server", { framework: "http", form: "server" }],
  ["https.createServer", { framework: "http", form: "server" }],
  ["https.Server", { framework: "http", form: "server" }],
  ["http2.createServer", { framework: "http", form: "server" }],
  ["http2.createSecureServer", { framework: "http", form: "server" }],
  ["fastify", { framework: "fastify", form: "fastify" }],
  ["fastify.fastify", { framework: "fastify", form: "fastify" }],
  ["@hapi/hapi.server", { framework: "hapi", form: "hapi" }],
  ["@hapi/hapi.Server", { framework: "hapi", form: "hapi" }],
]);

/** Methods that give the server or the app on which they are called. */
const fluent = /^(?:use|set|on|once|register|withTypeProvider)$/;

interface Scope {
  /** Imported names: "http", "http.createServer". */
  readonly origins: Map<string, string>;
  readonly servers: Map<string, Server>;
}

interface Found {
  readonly name: string;
  readonly form: Exclude<Server["form"], "app">;
  readonly framework: string;
  /** Give it its name, when it has none yet. */
  readonly edits: readonly Edit[];
}

/** The server at top level; undefined when there is none or more than one. `taken` are the names in use. */
function findServer(program: Program, tokens: readonly Token[], taken: ReadonlySet<string>): Found | undefined {
  const scope: Scope = { origins: new Map(), servers: new Map() };
  const calls = callsOf(tokens);
  const found: Found[] = [];
  for (const statement of program.body) {
    const node = statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;
    learn(node, scope);
    if (node.type !== "ExpressionStatement") continue;
    const server = serverOf(node.expression, scope);
    if (!server?.listens || server.isNamed || server.form === "app") continue;
    if (taken.has("server")) return undefined;
    const edit = { start: node.start, end: node.start, text: "const server = " };
    found.push({ name: "server", form: server.form, framework: server.framework, edits: [edit] });
  }
  for (const [name, { form, framework, listens }] of scope.servers) {
    const isStarted = listens || calls.has(`${name}.${form === "hapi" ? "start" : "listen"}`);
    if (form !== "app" && isStarted) found.push({ name, form, framework, edits: [] });
  }
  return found.length === 1 ? found[0] : undefined;
}

/** The methods that are called on names: "server.listen". */
function callsOf(tokens: readonly Token[]): ReadonlySet<string> {
  const calls = new Set<string>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== "word" || codeAt(tokens, index + 1) !== "." || codeAt(tokens, index + 3) !== "(") return;
    calls.add(`${text}.${codeAt(tokens, index + 2)}`);
  });
  return calls;
}

/** Notes what a statement at top level imports and makes. */
function learn(node: AnyNode, scope: Scope): void {
  const { origins, servers } = scope;
  if (node.type === "ImportDeclaration") {
    const module = moduleName(node.source.value);
    for (const specifier of node.specifiers) {
      const imported = specifier.type === "ImportSpecifier" ? keyOf(specifier.imported) : "default";
      origins.set(specifier.local.name, imported === "default" ? module : `${module}.${imported}`);
    }
  }
  if (node.type !== "VariableDeclaration") return;
  for (const { id, init } of node.declarations) {
    if (!init) continue;
    const value = assigned(init);
    const origin = originOf(value, scope);
    const server = serverOf(value, scope);
    if (id.type === "Identifier" && server && !server.isNamed) {
      servers.set(id.name, { ...server, isNamed: server.form !== "app" });
    }
    if (origin !== undefined) learnNames(id, origin, origins);
  }
}

function learnNames(id: Pattern, origin: string, origins: Map<string, string>): void {
  if (id.type === "Identifier") origins.set(id.name, origin);
  if (id.type !== "ObjectPattern") return;
  for (const property of id.properties) {
    if (property.type !== "Property" || property.value.type !== "Identifier" || property.computed) continue;
    const key = keyOf(property.key);
    origins.set(property.value.name, key === "default" ? origin : `${origin}.${key}`);
  }
}

/** "http" for `http` and `require("http")`, "http.createServer" for `http.createServer`. */
function originOf(node: Expression | Super, scope: Scope): string | undefined {
  if (node.type !== "MemberExpression" || node.computed) return moduleOf(node, scope);
  const module = moduleOf(node.object, scope);
  const member = keyOf(node.property);
  return module === undefined || member === "default" ? module : `${module}.${member}`;
}

function moduleOf(node: Expression | Super, { origins }: Scope): string | undefined {
  if (node.type === "Identifier") return origins.get(node.name);
  if (node.type !== "CallExpression" || keyOf(node.callee) !== "require") return undefined;
  const [name] = node.arguments;
  return name?.type === "Literal" ? moduleName(name.value) : undefined;
}

/** The server that an expression gives: `http.createServer(app).listen(80)`. */
function serverOf(expression: Expression | Super, scope: Scope): Server | undefined {
  let listens = false;
  for (let node = expression; ; ) {
    const server = makerOf(node, scope);
    if (server) return listens ? listening(server) : server;
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
    const method = keyOf(node.callee.property);
    if (method !== "listen" && !fluent.test(method)) return undefined;
    listens ||= method === "listen";
    node = node.callee.object;
  }
}

function makerOf(node: Expression | Super, scope: Scope): Server | undefined {
  if (node.type === "Identifier") return scope.servers.get(node.name);
  const isCall = node.type === "CallExpression" || node.type === "NewExpression";
  return isCall ? makers.get(originOf(node.callee, scope) ?? "") : undefined;
}

/** What `listen` gives: a promise with fastify. */
function listening(server: Server): Server | undefined {
  const isKnown = server.form === "app" || server.form === "server";
  return isKnown ? { ...server, form: "server", listens: true } : undefined;
}

/** The value of `a = b = value`. */
function assigned(expression: Expression): Expression {
  let value = expression;
  while (value.type === "AssignmentExpression" || value.type === "AwaitExpression") {
    value = value.type === "AssignmentExpression" ? value.right : value.argument;
  }
  return value;
}

function keyOf(node: AnyNode): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
}

function moduleName(value: unknown): string {
  return typeof value === "string" ? value.replace(/^node:/, "").replace(/^hapi$/, "@hapi/hapi") : "";
}

function parseProgram(source: string): Program | undefined {
  for (const sourceType of ["module", "commonjs"] as const) {
    try {
      return parse(source, { ecmaVersion: "latest", sourceType, allowHashBang: true });
    } catch {
      // No program of this kind, or one that is nested so deeply that the parser exhausts the stack.
    }
  }
  return undefined;
}

// ------------------------------------------------------------------ writing

interface Style {
  readonly eol: string;
  readonly indent: string;
  readonly quote: string;
  readonly semicolon: string;
}

/**
 * What the handler does, by the form of the server. Measured with Node.js 20: a connection that is kept alive, and busy
 * when the signal comes, holds an http server open for five seconds after its last answer, and fastify for longer than
 * Docker waits. Closing idle connections time and again helps as well, but cuts off answers that are still being sent.
 */
const bodies: Readonly<Record<Found["form"], readonly string[]>> = {
  server: [
    "// Docker waits ten seconds before it kills the process.",
    "setTimeout(() => process.exit(1), 8000);",
    "// Connections that clients keep alive end after the answer that is due.",
    "SERVER.keepAliveTimeout = 1;",
    "SERVER.close(() => process.exit(0));",
    "SERVER.closeIdleConnections?.();",
  ],
  fastify: [
    "// Docker waits ten seconds before it kills the process.",
    "setTimeout(() => process.exit(1), 8000);",
    "// Connections that clients keep alive end after the answer that is due.",
    "SERVER.server.keepAliveTimeout = 1;",
    "await SERVER.close();",
    "process.exit(0);",
  ],
  hapi: ["await SERVER.stop();", "process.exit(0);"],
};

function handlerOf(server: Found, name: string, signals: readonly string[], style: Style): string {
  const { eol, indent, quote, semicolon } = style;
  const lines = [
    "",
    "",
    `${server.form === "server" ? "" : "async "}function ${name}() {`,
    ...bodies[server.form].map((line) => indent + line.replace("SERVER", () => server.name)),
    "}",
    ...signals.map((signal) => `process.once(${quote}${signal}${quote}, ${name});`),
  ];
  return lines.map((line) => line.replace(/;$/, semicolon)).join(eol);
}

function styleOf(source: string, program: Program, tokens: readonly Token[]): Style {
  const quotes = tokens.filter(({ kind }) => kind === "string").map(({ start }) => source[start]);
  const ends = program.body
    .filter(({ type }) => /^(?:Expression|Variable|Import)/.test(type))
    .map(({ end }) => source[end - 1]);
  return {
    eol: source.includes("\r\n") ? "\r\n" : "\n",
    indent: /[{([][ \t]*\r?\n(\t| {1,8})(?=\S)/.exec(source)?.[1] ?? "  ",
    quote: count(quotes, "'") > count(quotes, '"') ? "'" : '"',
    semicolon: count(ends, ";") * 2 >= ends.length ? ";" : "",
  };
}

function count<T>(items: readonly T[], item: T): number {
  return items.filter((each) => each === item).length;
}

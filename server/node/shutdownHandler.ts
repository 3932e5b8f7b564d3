/** The handler of SIGTERM that a Node.js server lacks, written as the rest of its file is. */

import type { AnyNode, Expression, Pattern, Program, Super, VariableDeclaration } from "acorn";
import { type Token, tokenize } from "../syntax/javascript";
import { parseProgram } from "../syntax/program";
import type { Edit, Span } from "../types";
import { codeAt, handlesSignals, importsOf, longest, subscribes } from "./shutdown";

/**
 * Edits that make a program end well on SIGTERM and SIGINT, and the framework that it uses: a call that turns on the
 * shutdown hooks of Nest, else a handler at the end.
 * Gives undefined when there is a handler, when the text is not of the language, or when it does not hold exactly one
 * server of a known kind: of Nest anywhere, of others at top level.
 */
export function addShutdownHandler(
  source: string,
  isTypeScript = false,
): { edits: Edit[]; framework: string } | undefined {
  if (source.length > longest || /^\/\/[#@] sourceMappingURL=/m.test(source) || handlesSignals(source))
    return undefined;
  const tokens = tokenize(source);
  const imports = importsOf(tokens);
  // The primary process of a cluster has to pass the signal on to its workers.
  if (imports.some((name) => /^(?:node:)?cluster$/.test(name))) return undefined;
  const program = parseProgram(source, isTypeScript, tokens.length);
  if (!program) return undefined;
  if (imports.includes("@nestjs/core")) return addShutdownHooks(source, program, tokens);
  // The types of http2 lack half of what the handler asks of a server.
  if (isTypeScript && /\bhttp2\b/.test(source)) return undefined;

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

// --------------------------------------------------------------------- Nest

/** Behind `const app = await NestFactory.create(…)`, if that is the only application that the program makes. */
function addShutdownHooks(
  source: string,
  program: Program,
  tokens: readonly Token[],
): { edits: Edit[]; framework: string } | undefined {
  const made = tokens.filter(({ text }, index) => text === "NestFactory" && codeAt(tokens, index + 1) === ".");
  const [application, ...more] = declarationsOf(program).flatMap((node) => applicationOf(node) ?? []);
  if (made.length !== 1 || !application || more.length > 0) return undefined;

  const { start, end, name } = application;
  const semicolon = source[end - 1] === ";" ? ";" : "";
  const call = `${name}.enableShutdownHooks()${semicolon}`;
  const lineStart = source.lastIndexOf("\n", start) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart, start))?.[0] ?? "";
  const rest = /[^\r\n]*/.exec(source.slice(end))?.[0] ?? "";
  const endsLine = /^\s*(?:\/\/.*)?$/.test(rest);
  if (!endsLine && semicolon === "") return undefined;
  const at = endsLine ? end + rest.trimEnd().length : end;
  const text = endsLine ? `${eolOf(source)}${indent}${call}` : ` ${call}`;
  return { edits: [{ start: at, end: at, text }], framework: "Nest" };
}

/** The statements that declare variables, wherever they stand. */
function declarationsOf(program: Program): VariableDeclaration[] {
  const found: VariableDeclaration[] = [];
  const open: unknown[] = [program];
  while (open.length > 0) {
    const node = open.pop();
    // Only lists of statements hold declarations; `for (const a of b)` holds one by itself.
    if (Array.isArray(node)) found.push(...node.filter((item) => item?.type === "VariableDeclaration"));
    if (typeof node === "object" && node !== null) open.push(...Object.values(node));
  }
  return found;
}

/** The name of the variable in `const app = await NestFactory.create(…)`, and where the statement stands. */
function applicationOf({ start, end, declarations }: VariableDeclaration): (Span & { name: string }) | undefined {
  const [declaration, ...more] = declarations;
  const awaited = declaration?.init && bare(declaration.init);
  const call = awaited?.type === "AwaitExpression" ? bare(awaited.argument) : undefined;
  if (declaration?.id.type !== "Identifier" || more.length > 0 || call?.type !== "CallExpression") return undefined;
  const { callee } = call;
  if (callee.type !== "MemberExpression" || keyOf(callee.object) !== "NestFactory") return undefined;
  return /^create(?:Microservice)?$/.test(keyOf(callee.property))
    ? { start, end, name: declaration.id.name }
    : undefined;
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
  learnRequire(node, origins);
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

/** `import http = require("http")` of TypeScript. */
function learnRequire(node: AnyNode | ImportEquals, origins: Map<string, string>): void {
  if (node.type !== "TSImportEqualsDeclaration") return;
  const { expression } = node.moduleReference;
  if (expression) origins.set(node.id.name, moduleName(expression.value));
}

interface ImportEquals {
  readonly type: "TSImportEqualsDeclaration";
  readonly id: { readonly name: string };
  readonly moduleReference: { readonly expression?: { readonly value: unknown } };
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
function originOf(expression: Expression | Super, scope: Scope): string | undefined {
  const node = bare(expression);
  if (node.type !== "MemberExpression" || node.computed) return moduleOf(node, scope);
  const module = moduleOf(node.object, scope);
  const member = keyOf(node.property);
  return module === undefined || member === "default" ? module : `${module}.${member}`;
}

function moduleOf(expression: Expression | Super, { origins }: Scope): string | undefined {
  const node = bare(expression);
  if (node.type === "Identifier") return origins.get(node.name);
  if (node.type !== "CallExpression" || keyOf(node.callee) !== "require") return undefined;
  const [name] = node.arguments;
  return name?.type === "Literal" ? moduleName(name.value) : undefined;
}

/** The server that an expression gives: `http.createServer(app).listen(80)`. */
function serverOf(expression: Expression | Super, scope: Scope): Server | undefined {
  let listens = false;
  for (let node = bare(expression); ; ) {
    const server = makerOf(node, scope);
    if (server) return listens ? listening(server) : server;
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
    const method = keyOf(node.callee.property);
    if (method !== "listen" && !fluent.test(method)) return undefined;
    listens ||= method === "listen";
    node = bare(node.callee.object);
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
  let value = bare(expression);
  while (value.type === "AssignmentExpression" || value.type === "AwaitExpression") {
    value = bare(value.type === "AssignmentExpression" ? value.right : value.argument);
  }
  return value;
}

/** Without what TypeScript says of its type: `value` for `value!` and `value as Type`. */
function bare<Node extends Expression | Super>(expression: Node): Node {
  let node = expression;
  while (/^TS(?:As|Satisfies|NonNull)Expression$|^TSTypeAssertion$/.test(node.type)) {
    node = (node as unknown as { expression: Node }).expression;
  }
  return node;
}

function keyOf(node: AnyNode): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
}

function moduleName(value: unknown): string {
  return typeof value === "string" ? value.replace(/^node:/, "").replace(/^hapi$/, "@hapi/hapi") : "";
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
    eol: eolOf(source),
    indent: /[{([][ \t]*\r?\n(\t| {1,8})(?=\S)/.exec(source)?.[1] ?? "  ",
    quote: count(quotes, "'") > count(quotes, '"') ? "'" : '"',
    semicolon: count(ends, ";") * 2 >= ends.length ? ";" : "",
  };
}

function eolOf(source: string): string {
  return source.includes("\r\n") ? "\r\n" : "\n";
}

function count<T>(items: readonly T[], item: T): number {
  return items.filter((each) => each === item).length;
}

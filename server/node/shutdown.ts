/** Graceful shutdown of a Node.js program: whether its text starts a server, and whether it handles SIGTERM. */

import { type Token, tokenize } from "../syntax/javascript";

/** In UTF-16 units. Longer texts are bundles, which nobody edits. */
export const longest = 1_000_000;

/**
 * Whether JavaScript or TypeScript handles the signal that a container is stopped with: by `process.on`, by a function
 * that is given the signal's name, or by a package that does so. Comments and unrelated strings do not count.
 */
export function handlesSignals(source: string, signal = "SIGTERM"): boolean {
  if (![signal, nestMethod, ...helpers].some((mention) => source.includes(mention))) return false;
  if (source.length > longest) return true;
  const tokens = tokenize(source);
  return subscribes(tokens, signal) || usesHelper(tokens);
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

/** What JavaScript or TypeScript imports or requires, as written, each once. */
export function importsIn(source: string): string[] {
  return [...new Set(importsOf(tokenize(source)))];
}

/** Whether tokens make a process listen to a signal. */
export function subscribes(tokens: readonly Token[], signal: string): boolean {
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

/** What tokens import or require, as written, and the files of their own that they start beside. */
export function importsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, text }, index) => {
    if (kind !== "string") return startedBeside(tokens, index);
    const isCall = codeAt(tokens, index - 1) === "(";
    const keyword = codeAt(tokens, index - (isCall ? 2 : 1)) ?? "";
    const isImport = isCall ? /^(?:require|import)$/.test(keyword) : /^(?:from|import)$/.test(keyword);
    return isImport ? [text] : [];
  });
}

/**
 * The script of `new Worker("./jobs/mail.js")`, `fork(path.join(__dirname, "jobs", "mail.js"))`,
 * `new Worker(new URL("./mail.mjs", import.meta.url))`, `spawn(process.execPath, [path.join(__dirname, "mail.js")])` and
 * `cluster.setupPrimary({ exec: "./mail.js" })`, as a path from the file that names it.
 */
function startedBeside(tokens: readonly Token[], index: number): string[] {
  const word = codeAt(tokens, index);
  const isCall =
    codeAt(tokens, index + 1) === "(" && (word === "Worker" || word === "fork" || startsNode(tokens, index));
  if (!isCall && !(word === "exec" && codeAt(tokens, index + 1) === ":" && isOfCluster(tokens, index))) return [];
  const parts: string[] = [];
  for (let at = index + 2; at < Math.min(tokens.length, index + longestCall); at++) {
    const token = tokens[at] as Token;
    const isRequired = codeAt(tokens, at - 2) === "require";
    if (token.kind === "string" && !isRequired && token.text !== "node") parts.push(token.text.replace(/^\.?\//, ""));
    else if (token.kind !== "string" && endsScript(token.text, isCall, parts.length > 0)) break;
    // Behind a comma, arguments may follow.
    if (scriptEnding.test(parts.at(-1) ?? "")) break;
  }
  const path = parts.join("/");
  return /^[\w./@-]+$/.test(path) && scriptEnding.test(path) ? [`./${path}`] : [];
}

const scriptEnding = /\.[cm]?[jt]s$/;

/** Whether a token stands behind the path; of the settings of a cluster, another key may follow. */
function endsScript(text: string, isCall: boolean, isNamed: boolean): boolean {
  if (/^[{;}]$/.test(text)) return true;
  return isNamed && (text === ")" || (text === ":" && !isCall));
}

/** Whether a function starts a program which is Node.js itself. */
function startsNode(tokens: readonly Token[], index: number): boolean {
  if (!/^(?:spawn|execFile)(?:Sync)?$/.test(codeAt(tokens, index) ?? "")) return false;
  const program = tokens[index + 2];
  return program?.kind === "string" ? program.text === "node" : codeAt(tokens, index + 4) === "execPath";
}

/** Whether a key is one of the settings for the processes of a cluster. */
function isOfCluster(tokens: readonly Token[], index: number): boolean {
  const from = Math.max(0, index - longestCall);
  return tokens.slice(from, index).some(({ text }) => text === "setupPrimary" || text === "setupMaster");
}

/** In tokens; a path is put together of a few words. */
const longestCall = 20;

/** The text of a token that is no string. */
export function codeAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  return token?.kind === "string" ? undefined : token?.text;
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

function isWord({ kind, text }: Token, word: string): boolean {
  return kind === "word" && text === word;
}

/** The regular expressions of what we ship, those of packages included. */

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "acorn";

const bundles = ["server/cli.js", "server/node.js", "server/main.js", "client/main.js"];

/**
 * All that is written in the bundles, and all that the command line makes of tables when it is loaded, each once as
 * "/source/flags". Where a text is put into one when it is used, a letter stands for it.
 */
export async function gatherExpressions(): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const bundle of bundles) {
    const text = await readFile(path.join("dist", bundle), "utf8");
    for (const expression of expressionsIn(text)) found.add(expression);
  }
  for (const expression of await madeAtLoad()) found.add(expression);
  return found;
}

/** A node of the syntax tree; acorn's types name each kind, of which we look for a few anywhere. */
interface Node {
  readonly type: string;
  readonly regex?: { readonly pattern: string; readonly flags: string };
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly Node[];
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
}

function expressionsIn(text: string): string[] {
  const found: string[] = [];
  const open: unknown[] = [parse(text, { ecmaVersion: "latest", allowHashBang: true })];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (Array.isArray(node)) open.push(...node.filter(isObject));
    else if (isObject(node)) {
      const { type, regex, callee, arguments: given = [] } = node as Node;
      if (regex) found.push(`/${regex.pattern}/${regex.flags}`);
      if ((type === "NewExpression" || type === "CallExpression") && callee?.name === "RegExp")
        found.push(...made(given));
      open.push(...Object.values(node).filter(isObject));
    }
  }
  return found;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What `new RegExp("…", "…")` makes, as far as it is written there. */
function made([source, flags]: readonly Node[]): string[] {
  const text = source?.quasis ? source.quasis.map(({ value }) => value.cooked).join("x") : source?.value;
  if (typeof text !== "string") return [];
  try {
    const expression = new RegExp(text, typeof flags?.value === "string" ? flags.value : "");
    return [String(expression)];
  } catch {
    // What stands for the missing text does not fit.
    return [];
  }
}

async function madeAtLoad(): Promise<string[]> {
  const program = `
    const made = new Set();
    globalThis.RegExp = new Proxy(RegExp, {
      construct(target, given, self) {
        const expression = Reflect.construct(target, given, self);
        made.add(String(expression));
        return expression;
      },
    });
    process.argv = [process.argv[0], "drydock", "--version"];
    process.once("exit", () => process.stderr.write(JSON.stringify([...made])));
    require("./dist/server/cli.js");`;
  const { stderr } = await promisify(execFile)(process.execPath, ["-e", program], { maxBuffer: 1e8 });
  return JSON.parse(stderr);
}

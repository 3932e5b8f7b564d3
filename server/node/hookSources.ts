/** What the scripts that an install runs read of the project. */

import { isSent } from "../context/leftOut";
import { installHooks } from "../packages/scripts";
import { programName } from "../stage/process";
import { parseShell } from "../syntax/shell";
import type { Command, Facts, Reads } from "../types";
import { fieldsOf, readJson, stringsOf } from "../util/json";
import { own } from "../util/records";
import { fileIndex } from "./entryFile";

/** The files of the project that its install scripts run, which may lead to others. */
export const hookReads: Reads = {
  most: 10,
  paths: ({ contents }) => {
    const scripts = scriptsOf(contents?.get("package.json"));
    return hooksOf(scripts).flatMap(([, text]) => commandsOf(text, scripts)?.flatMap((it) => fileOf(it) ?? []) ?? []);
  },
};

/**
 * The files that the scripts of an install by the package.json at the root read, from the context root; a clause where
 * one of them may read more: "its script postinstall runs gulp, which may read the source".
 */
export function hookSources(
  manifest: string | undefined,
  facts: Facts,
): readonly string[] | { readonly reason: string } {
  const scripts = scriptsOf(manifest);
  const paths: string[] = [];
  for (const [name, text] of hooksOf(scripts)) {
    const commands = commandsOf(text, scripts);
    if (!commands) return { reason: `its script ${name} is not understood` };
    for (const command of commands) {
      if (isHarmless(command)) continue;
      const path = fileOf(command);
      const isRead = path !== undefined && isSelfContained(facts.contents?.get(path)) && isSent(path, facts);
      if (!isRead)
        return { reason: `its script ${name} runs ${lineOf(command).slice(0, 60)}, which may read the source` };
      paths.push(path);
    }
  }
  return [...new Set(paths)];
}

/** Whether a script of an install reads nothing but what is copied before it, and makes nothing outside of node_modules. */
export function readsNoSource(script: string): boolean {
  return commandsOf(script, {})?.every(isHarmless) ?? false;
}

type Scripts = Readonly<Record<string, string>>;

function scriptsOf(manifest: string | undefined): Scripts {
  return stringsOf(fieldsOf(readJson(manifest)).scripts);
}

function hooksOf(scripts: Scripts): readonly (readonly [name: string, text: string])[] {
  return installHooks.flatMap((name) => {
    const text = own(scripts, name);
    return text === undefined ? [] : [[name, text] as const];
  });
}

const deepest = 4;

/** The commands of a script, those of other scripts that it runs in their place; undefined where the shell cannot read one. */
function commandsOf(text: string, scripts: Scripts, depth = 0): readonly Command[] | undefined {
  if (text.length > 2_000 || depth > deepest) return undefined;
  const { commands, errors } = parseShell({ text, toDocument: (offset) => offset }, "sh");
  if (errors.length > 0) return undefined;
  const all: Command[] = [];
  for (const command of commands) {
    const called = /^(?:npm|pnpm|yarn|bun) (?:run )?(?:-s |--silent )?(\S+)$/.exec(lineOf(command))?.[1];
    const script = called === undefined ? undefined : own(scripts, called);
    const inner = script === undefined ? [command] : commandsOf(script, scripts, depth + 1);
    if (!inner || all.length > 50) return undefined;
    all.push(...inner);
  }
  return all;
}

function lineOf({ words }: Command): string {
  return words.map(({ value }) => value ?? "$").join(" ");
}

/** Programs that read nothing but what is copied before the install, or that do nothing without a repository. */
const harmless =
  /^(?:npx (?:-y |--yes |--no-install )?)?(?:husky(?: install)?(?: \.husky)?|lefthook install|simple-git-hooks|is-ci|ci-info|patch-package|prisma generate|only-allow \w+|opencollective(?:-postinstall)?(?: \S+)?|check-node-version(?: .*)?|node-gyp-build)$/;

/** Of the shell: they show something, or say how it went. */
const silent = /^(?:true|false|:|exit(?: \d+)?|echo(?: .*)?|printf(?: .*)?|date|whoami|id|uname(?: .*)?|pwd)$/s;

/** Package managers and runtimes that are asked for no more than their version. */
const versions = /^(?:node|npm|pnpm|yarn|bun|npx) (?:-v|--version|version)$/;

function isHarmless(command: Command): boolean {
  const line = lineOf(command);
  // What is read is the source, and what is written may be of use later.
  if (command.redirects.some(({ operator, target }) => operator === "<" || !isNowhere(target?.value))) return false;
  if (/^(?:test|\[) (?:-[nz] )?\$?/.test(line) && !/ -[a-mo-yA-Z] /.test(line)) return true;
  if (silent.test(line) || versions.test(line) || harmless.test(line)) return true;
  const [program, flag, code = ""] = command.words.map(({ value }) => value);
  return (
    program === "node" &&
    /^(?:-e|--eval|-p|--print)$/.test(flag ?? "") &&
    isSelfContained(code) &&
    !/require\(|import\b/.test(code)
  );
}

/** `2>&1`, `>/dev/null` */
function isNowhere(target: string | undefined): boolean {
  return target !== undefined && /^(?:\/dev\/(?:null|stdout|stderr)|\d)$/.test(target);
}

/** The file of the project that a command runs: `node scripts/fetch.js`, `sh ./prepare.sh`. */
function fileOf({ words }: Command): string | undefined {
  const argv = words.map(({ value }) => value ?? "$");
  const name = programName(argv[0]) ?? "";
  if (name !== "node") return undefined;
  const path = argv[fileIndex(argv)]?.replace(/^\.\//, "");
  return path !== undefined && /^[\w@.-][\w@./-]*\.[cm]?js$/.test(path) && !path.includes("..") ? path : undefined;
}

/** Whether a script of Node.js neither reads nor writes another file of the project. Errs on the side of no. */
function isSelfContained(text: string | undefined): boolean {
  return text !== undefined && text.length < 20_000 && !usesFiles.test(text);
}

const usesFiles =
  /\bfs\b|fs-extra|\bwrite|mkdir|["'`]\.{1,2}\/|["'`]\.{1,2}["'`]|__dirname|__filename|import\.meta|process\.(?:cwd|chdir|argv)|child_process|\bexec\w*\(|\bspawn\w*\(|\bfork\(|glob|shelljs|execa|package\.json|require\(\s*[^"'\s]|require\.resolve|import\(\s*[^"'\s]/;

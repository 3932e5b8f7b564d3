/** The options of package managers that say where a call goes, and those that change nothing about what runs. */

import type { ManagerFacts } from "../data/packageManagers";

export type Environment = Readonly<Record<string, string>>;

/** Another package than that of the working folder. */
export type Target =
  | { readonly kind: "folder" | "workspace"; readonly name: string }
  /** Several workspaces, or the root of them. */
  | { readonly kind: "many" };

/** What the options of a call say. */
export interface Options {
  /** The words behind them. */
  readonly rest: readonly string[];
  readonly environment: Environment;
  readonly target: Target | undefined;
  readonly skipsHooks: boolean;
  readonly doubt: string | undefined;
  /** As `doubt`, where it cannot be told which of the words behind it belong to it. */
  readonly problem: string | undefined;
}

export const nothing: Options = {
  rest: [],
  environment: {},
  target: undefined,
  skipsHooks: false,
  doubt: undefined,
  problem: undefined,
};

/** Reads the options before the next word that is none. */
export function readLeading(tool: ManagerFacts, words: readonly string[]): Options {
  return readOptionsIn(tool, words, false);
}

/** Reads options wherever they stand before `--`. */
export function readAll(tool: ManagerFacts, words: readonly string[]): Options {
  return readOptionsIn(tool, words, true);
}

function readOptionsIn(tool: ManagerFacts, words: readonly string[], isThroughout: boolean): Options {
  const rest: string[] = [];
  let found = nothing;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--" && (isThroughout || tool.scriptArguments === "behind --"))
      return { ...found, rest: [...rest, ...words.slice(at + 1)] };
    if (!isOption(word)) {
      if (!isThroughout) return { ...found, rest: words.slice(at) };
      rest.push(word);
      continue;
    }
    const option = readManagerOption(tool, words, at);
    at = option.last;
    found = mergeOptions(found, { ...nothing, ...option });
    if (found.problem !== undefined && !isThroughout) return found;
  }
  return { ...found, rest };
}

interface ReadOption extends Partial<Options> {
  /** The index of its last word. */
  readonly last: number;
}

/** Reads the option at a place, and its value. */
export function readManagerOption(tool: ManagerFacts, words: readonly string[], at: number): ReadOption {
  const word = words[at] ?? "";
  const [, name = word, attached] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
  const takesUnknown = tool.scriptArguments === "behind --";
  // npm sets NODE_ENV when it is told to leave out development dependencies (measured with npm 11).
  if (takesUnknown && tool.production.includes(word)) return { last: at, environment: { NODE_ENV: "production" } };
  if (takesUnknown && name === "--ignore-scripts") return { last: at, skipsHooks: true };
  const kind = kindOf(tool, name);
  const doubt = `${tool.program} is given ${name}`;
  // npm takes an option that it does not know for one without a value.
  if (kind === undefined) return takesUnknown ? { last: at, doubt } : { last: at, problem: doubt };
  if (kind === "idle") return { last: at };
  if (kind === "many") return { last: at, target: { kind } };
  const value = attached ?? words[at + 1];
  const last = attached === undefined ? at + 1 : at;
  if (value === undefined) return { last: at, problem: doubt };
  const isHere = kind === "value" || (kind === "folder" && /^(?:\.\/)*\.?$/.test(value));
  return isHere ? { last } : { last, target: { kind, name: value } };
}

/** Options that change nothing about what runs, with any manager. */
const idle: ReadonlySet<string> = new Set(
  (
    "-s --silent -q --quiet --verbose --if-present --ignore-scripts --foreground-scripts --color --offline " +
    "--prefer-offline -d -dd -ddd --include-workspace-root -iwr --non-interactive --stream --aggregate-output"
  ).split(" "),
);

function kindOf(tool: ManagerFacts, option: string): "folder" | "workspace" | "many" | "value" | "idle" | undefined {
  const { folderOptions, workspaceOptions = [], manyWorkspaces = [], valuedOptions } = tool;
  if (folderOptions.includes(option)) return "folder";
  if (workspaceOptions.includes(option)) return "workspace";
  if (manyWorkspaces.includes(option)) return "many";
  if (valuedOptions.includes(option)) return "value";
  return idle.has(option) || /^--no-[\w-]+$/.test(option) ? "idle" : undefined;
}

export function mergeOptions(before: Options, after: Options): Options {
  const isTwice = before.target?.kind === "workspace" && after.target?.kind === "workspace";
  return {
    rest: after.rest,
    environment: { ...before.environment, ...after.environment },
    target: isTwice ? { kind: "many" } : (before.target ?? after.target),
    skipsHooks: before.skipsHooks || after.skipsHooks,
    doubt: before.doubt ?? after.doubt,
    problem: before.problem ?? after.problem,
  };
}

export function isOption(word: string): boolean {
  return word.startsWith("-");
}

/** Programs that run several scripts or commands: `run-p lint "test -- -u"`, `concurrently "npm:dev" "tsc -w"`. */

import { managerPrograms } from "../data/packageManagers";
import { own } from "../util/records";
import { isOption } from "./callOptions";

/** Several at once or one behind the other: `run-p lint "test -- -u"`. */
export interface SeveralCall {
  readonly kind: "several";
  readonly isParallel: boolean;
  readonly parts: readonly SeveralPart[];
  /** It has neither. */
  readonly target: undefined;
  readonly doubt: undefined;
}

/** A script by a pattern for its name, with what it is given, or a command line for a shell. */
export type SeveralPart = { readonly pattern: string; readonly args: readonly string[] } | { readonly line: string };

interface Several {
  readonly isParallel: boolean;
  readonly takes: "scripts" | "lines";
  /** Options that take the next word. */
  readonly values: ReadonlySet<string>;
}

const severalRunners: Readonly<Record<string, Several>> = {
  "run-s": several(false, "scripts", "--npm-path"),
  "run-p": several(true, "scripts", "--npm-path --max-parallel"),
  "npm-run-all": several(false, "scripts", "--npm-path --max-parallel"),
  "npm-run-all2": several(false, "scripts", "--npm-path --max-parallel"),
  concurrently: several(
    true,
    "lines",
    "-n --names -c --prefix-colors -p --prefix -l --prefix-length -t --timestamp-format -m --max-processes -s " +
      "--success --restart-tries --restart-after --name-separator --hide --kill-signal --default-input-target --cwd",
  ),
};

function several(isParallel: boolean, takes: Several["takes"], values: string): Several {
  return { isParallel, takes, values: new Set(values.split(" ")) };
}

/** Reads such a command line; undefined for every other program. */
export function severalCall(tool: string, all: readonly string[]): SeveralCall | undefined {
  const runner = own(severalRunners, tool);
  if (!runner) return undefined;
  const { isParallel, takes, values } = runner;
  const end = takes === "scripts" && all.includes("--") ? all.indexOf("--") : all.length;
  const words = all.slice(0, end);
  const given = all.slice(end + 1);
  const parts: SeveralPart[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (isOption(word)) at += values.has(word) ? 1 : 0;
    else parts.push(takes === "scripts" ? scriptPart(word, given) : linePart(word));
  }
  const becomesParallel = takes === "scripts" && words.some((word) => word === "-p" || word === "--parallel");
  return { kind: "several", isParallel: isParallel || becomesParallel, parts, target: undefined, doubt: undefined };
}

/** "npm:watch-*" stands for scripts. */
function linePart(word: string): SeveralPart {
  const [, program = "", script] = /^(\w+):(.+)$/s.exec(word) ?? [];
  const isScript = script !== undefined && (managerPrograms.has(program) || program === "node");
  return isScript ? scriptPart(script, []) : { line: word };
}

/** "test -- -u"; `{1}` and `{@}` are what is given behind `--`, by its place and all of it. */
function scriptPart(word: string, given: readonly string[]): SeveralPart {
  const [pattern = "", ...rest] = word.split(" ").filter((part) => part !== "");
  const args = (rest[0] === "--" ? rest.slice(1) : rest).flatMap((arg) => {
    const [, place] = /^\{(\d{1,3}|[@*])\}$/.exec(arg) ?? [];
    if (place === undefined) return arg;
    return place === "@" || place === "*" ? given : (given[Number(place) - 1] ?? []);
  });
  return { pattern, args };
}

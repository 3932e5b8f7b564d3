/** Package scripts followed to the tools that build and serve front ends. */

import { partsOf, type Run, runOf } from "../packages/scripts";
import { isUsual } from "../packages/wrappers";
import type { Command, Project } from "../types";
import type { Reason } from "../util/reason";

const mostCommands = 50;

/**
 * The one command that a call such as `npm run preview -- --host` starts in the end, itself when it calls no script.
 * Variables that a script sets make it unknown, and so does whatever runs along with it.
 */
export function startedBy(words: readonly string[], project: Project | undefined): readonly string[] | Reason {
  return onlyCommand(runOf(words, project));
}

function onlyCommand(run: Run): readonly string[] | Reason {
  if (run.problem !== undefined) return { reason: run.problem };
  if (!isUsual(run.environment)) return { reason: "variables are set for it" };
  if (run.kind === "program") return run.argv;
  if (run.kind === "tool") return onlyCommand(run.run);
  if (run.kind !== "script") return { reason: "several scripts run" };
  const { name } = run.call;
  const hook = run.before ?? run.after;
  if (hook) return { reason: `the script "${hook.call.name}" runs along with it` };
  const [only, ...more] = run.runs;
  const isAlone = only?.command && needsNoShell(only.command) && more.length === 0;
  return isAlone ? onlyCommand(only) : { reason: `the script "${name}" runs more than the server` };
}

/** The commands that a command comes down to, those of package scripts and of their hooks included; undefined when not known. */
export function allCommands(words: readonly string[], project: Project | undefined): (readonly string[])[] | undefined {
  const found: (readonly string[])[] = [];
  const isKnown = (run: Run): boolean => {
    const { kind, command } = run;
    if (command && !needsNoShell(command)) return false;
    const isForeign = kind === "unknown" && (run.call?.kind === "unclear" || run.call?.target !== undefined);
    // It is left in its wrapper, where nobody takes it for what it would be without.
    const isWrapped =
      !isUsual(run.environment) || (run.problem !== undefined && (kind === "program" || kind === "tool"));
    if (isForeign || isWrapped) return found.push(command ? valuesOf(command) : run.argv) <= mostCommands;
    if (run.problem !== undefined) return false;
    if (run.kind === "program") return found.push(run.argv) <= mostCommands;
    if (run.kind === "tool") return isKnown(run.run);
    if (run.kind === "script" && run.runs.length === 0) return false;
    return partsOf(run).every(isKnown);
  };
  return isKnown(runOf(words, project)) ? found : undefined;
}

/** Whether a command runs behind those before it, and nothing of it needs a shell. */
function needsNoShell({ words, assignments, redirects, within, operator, wrappers }: Command): boolean {
  const isAlone = assignments.length + redirects.length + within.length + wrappers.length === 0;
  const isNext = operator === undefined || operator === "&&" || operator === ";";
  return isAlone && isNext && words.every(({ value }) => value !== undefined);
}

function valuesOf({ words }: Command): readonly string[] {
  return words.map(({ value = "" }) => value);
}

/**
 * Options and other words of a call. `known` names the options: with `:` those that take a value, with `=` those that
 * take one behind `=` only, and with `:a|b` those that take one of these.
 */
export function readCallOptions(
  words: readonly string[],
  known: string,
): { options: ReadonlyMap<string, string>; operands: readonly string[] } | Reason {
  const kinds = new Map(known.split(" ").map((each) => [each.replace(/[:=].*/, ""), each.replace(/^[^:=]+/, "")]));
  const options = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const [, long = word, attached] = /^(--[^=]+)=(.*)$/s.exec(word) ?? /^(-[a-z])(.+)$/is.exec(word) ?? [];
    if (!word.startsWith("-")) operands.push(word);
    else {
      const kind = kinds.get(long);
      if (kind === undefined) return { reason: `it is given ${long}` };
      const next = words[at + 1];
      // Of an option that may do without a value, what follows is one unless it is an option.
      const takesNext = kind.startsWith(":") && attached === undefined && next !== undefined && !next.startsWith("-");
      const value = attached ?? (takesNext ? words[++at] : undefined) ?? "";
      if (kind.length > 1 && !kind.slice(1).split("|").includes(value))
        return { reason: `it is given ${long} ${value}` };
      options.set(long, value);
    }
  }
  return { options, operands };
}

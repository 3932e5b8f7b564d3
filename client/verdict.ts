/** What a proof with Docker says of a hardening, and what follows for the choices of the user. */

import type { HardenOptions } from "../server/engine/choosing";
import { type HardenChoices, withInsistence } from "./hardenChoices";

/** What a proof says against a hardening: what has become worse with it, and the rules whose steps make it so. */
export interface Verdict {
  /** Of the Dockerfile that was proved. */
  readonly text: string;
  readonly worse: readonly string[];
  readonly culprits: readonly string[];
}

/**
 * The verdict that the report of `drydock prove` gives.
 * @param text of the Dockerfile that was proved.
 * @param report as JSON; undefined when there is none, since it came to no end.
 * @returns undefined where no step was found to be to blame.
 */
export function verdictOf(text: string, report: string | undefined): Verdict | undefined {
  if (report === undefined) return undefined;
  try {
    const { worse, culprits } = JSON.parse(report);
    const isTold = [worse, culprits].every((words) => Array.isArray(words) && words.length > 0);
    return isTold ? { text, worse, culprits } : undefined;
  } catch {
    return undefined;
  }
}

/** With the steps unticked that a verdict blames, whatever was chosen before. */
export function withVerdict(choices: HardenChoices, { culprits }: Pick<Verdict, "culprits">): HardenChoices {
  return culprits.reduce((result, rule) => withInsistence(result, rule, false), choices);
}

/** What is chosen, as options of the command line. */
export function wordsOf({ level, skip = [], include = [] }: HardenOptions): string[] {
  return [
    ...(level === undefined ? [] : ["--level", level]),
    ...skip.flatMap((rule) => ["--skip", rule]),
    ...include.flatMap((rule) => ["--include", rule]),
  ];
}

/** What every command of the command line prints and refuses. */

import { rules } from "../rules";
import type { Rule } from "../types";
import { closest } from "../util/similar";

/** Prints lines to stdout, and nothing at all for an empty text. */
export function print(text: string): void {
  if (text !== "") process.stdout.write(`${text}\n`);
}

/** The value of an option that takes one of a few. Throws wrong usage for any other. */
export function oneOf<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((it) => it === value);
  if (choice === undefined) throw wrongUsage(`${option} takes ${choices.join(", ")}, not "${value}"`);
  return choice;
}

/** An error that is printed without a stack, with the way to the help. */
export function wrongUsage(message: string): Error {
  return Object.assign(new Error(`${message}\nSee drydock --help.`), { code: "WRONG_USAGE" });
}

/** The rules that go by a name in any case: several of ours may share one of hadolint's. Throws wrong usage for none. */
export function rulesNamed(name: string): readonly Rule[] {
  const named = rules.filter((it) => namesOf(it).some((known) => known.toLowerCase() === name.toLowerCase()));
  if (named.length === 0) throw wrongUsage(`no rule "${name}"${suggestion(name, rules.flatMap(namesOf))}`);
  return named;
}

function namesOf({ id, aliases = [] }: Rule): string[] {
  return [id, ...aliases];
}

/** What may have been meant, as the end of a message; empty when nothing is near. */
export function suggestion(name: string, known: readonly string[]): string {
  const near = closest(
    name.toLowerCase(),
    known.map((candidate) => candidate.toLowerCase()),
  );
  const meant = known.find((candidate) => candidate.toLowerCase() === near);
  return meant ? `; did you mean "${meant}"?` : "";
}

/** What every command of the command line prints and refuses. */

import { parseArgs } from "node:util";
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

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;

/** The arguments of a command by its options. Throws wrong usage for an option that there is not, with the one that may be meant. */
export function parseOptions<const Known extends Options>(args: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    const known = Object.keys(options).map((name) => `--${name}`);
    const unknown = /^Unknown option '(--?[^'=]+)/.exec(message)?.[1];
    if (unknown !== undefined) throw wrongUsage(`no option ${unknown}${suggestion(unknown, known)}`);
    const [first = message] = message.split(/\. |\n/);
    throw wrongUsage(first.charAt(0).toLowerCase() + first.slice(1).replace(/ <value>/g, ""));
  }
}

/** Whether text for people is coloured: no-color.org and force-color.org, else on a terminal. */
export function isColourful(color: "auto" | "always" | "never"): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (color !== "auto") return color === "always";
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return process.stdout.isTTY === true;
}

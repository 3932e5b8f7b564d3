/** What every command of the command line prints and refuses. */

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

/** Calls of a package manager that start a program of a virtual environment: `uv run`, `poetry run`. */

import type { Command, Edit, Instruction, Word } from "../types";
import type { Reason } from "../util/reason";

/** What a call starts, and the changes that start it without the package manager. */
interface Launch {
  /** The program and its arguments. */
  readonly words: readonly Word[];
  readonly edits: readonly Edit[];
}

/** What a call of uv or poetry starts; why that cannot be told; undefined for other commands. */
export function launchOf(command: Command, { script }: Instruction): Launch | Reason | undefined {
  const { name, words, within } = command;
  const [first] = words;
  if (!first || (name !== "uv" && name !== "poetry")) return undefined;
  if (words[1]?.value !== "run") return { reason: `"${[name, words[1]?.text].join(" ")}" is no start of a program` };
  const { harmless } = options[name];
  let at = 2;
  while (harmless.has(words[at]?.value ?? "")) at++;
  if (words[at]?.value === "--") at++;
  // Escaped twice, all its words have one place: that of the whole script.
  if (words.some(({ start }, index) => index > 0 && start === first.start))
    return { reason: `"${name} run" stands in a script in quotes, where it cannot be replaced` };
  const isModule = name === "uv" && /^(?:-m|--module)$/.test(words[at]?.value ?? "");
  const program = words[isModule ? at + 1 : at];
  if (!program || program.value === undefined || /^-|:\/\//.test(program.value))
    return { reason: `what "${name} run ${words[at]?.text ?? ""}" does to the environment is not known` };
  const before = isModule ? ["python", "-m"] : program.value.endsWith(".py") ? ["python"] : [];
  const isArray = script?.form === "exec" && within.length === 0;
  const text = before.map((word) => (isArray ? `${JSON.stringify(word)}, ` : `${word} `)).join("");
  const given = before.map((value): Word => ({ start: program.start, end: program.start, text: value, value }));
  return {
    words: [...given, ...words.slice(words.indexOf(program))],
    edits: [{ start: first.start, end: program.start, text }],
  };
}

/** Options that change nothing for the program, once its environment is made. Source: the command line references. */
const options = {
  uv: {
    harmless: new Set(
      "--frozen --locked --no-dev --no-sync --no-default-groups --no-cache -n --no-progress --no-editable --no-env-file --offline -q --quiet -v --verbose".split(
        " ",
      ),
    ),
  },
  poetry: { harmless: new Set("-n --no-interaction -q --quiet --no-ansi".split(" ")) },
};

/** The variables that the shell of CMD, ENTRYPOINT or HEALTHCHECK asks for. */

import { shellPrograms } from "../syntax/shell";
import { shellTokens } from "../syntax/shellTokens";
import type { Instruction, Span } from "../types";

/** A variable and where it stands. */
export interface ScriptVariable {
  readonly name: string;
  readonly span: Span;
}

/**
 * Those that have to have a value: what a script gives one itself, and what has a default (`${PORT:-80}`), is left out.
 * @param text of the file.
 */
export function variablesOfScript({ script, exec, words }: Instruction, text: string): readonly ScriptVariable[] {
  if (!script) return [];
  const tokens = shellTokens(script);
  const written = new Set(tokens.flatMap(({ variable, isWrite }) => (variable && isWrite ? [variable.name] : [])));
  const read = tokens.flatMap(({ variable, isWrite }) =>
    variable && !isWrite && !/^:?[-+=]/.test(text.slice(variable.end, variable.end + 2))
      ? [{ name: variable.name, span: variable }]
      : [],
  );
  const all = read.length === 0 && exec ? inEscaped(words) : read;
  return all.filter(({ name }) => !written.has(name));
}

/** The script of `["sh", "-c", "…"]` with escapes in it, whose characters stand elsewhere than in the file. */
function inEscaped(words: Instruction["words"]): readonly ScriptVariable[] {
  const at = words.findIndex(({ value }) => /^-[a-z]*c$/.test(value ?? ""));
  const script = words[at + 1];
  const value = script?.value;
  const program = words[at - 1]?.value?.replace(/^.*\//, "") ?? "";
  if (!script || value === undefined || !script.text.includes("\\") || !shellPrograms.has(program)) return [];
  // In single quotes a shell replaces nothing, and awk means something else.
  if (value.includes("'") || /\w=/.test(value)) return [];
  return [...value.matchAll(/(?<!\\)\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)].map(([, plain, braced]) => ({
    name: plain ?? braced ?? "",
    span: { start: script.start, end: script.end },
  }));
}

/** Whether a script reads variables from somewhere: a file, or what another program prints. */
export function isSetByCommands({ script }: Instruction): boolean {
  return (script?.commands ?? []).some(
    ({ name, words }) =>
      /^(?:\.|source|eval|read|getopts|mapfile)$/.test(name ?? "") ||
      (/^(?:export|declare|set)$/.test(name ?? "") &&
        words.slice(1).some(({ value }) => value === undefined || value === "-a")),
  );
}

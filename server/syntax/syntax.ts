/**
 * What dockerfile-ast is used for: the words of an instruction and the names and values of ENV and LABEL.
 * It gets one line an instruction (see lines.ts), with flags and heredoc operators blanked out, since it misreads those,
 * and its line/character positions become offsets into that line here and nowhere else.
 */

import { DockerfileParser, PropertyInstruction } from "dockerfile-ast";
import type { Span } from "../types";

export interface Syntax {
  readonly words: readonly Span[];
  readonly properties: readonly { readonly name: Span; readonly value: Span | undefined; readonly legacy: boolean }[];
}

/** Parses instructions of one line each; answers what was found in each, as offsets into its line. */
export function parseSyntax(lines: readonly string[], escape: "\\" | "`"): readonly Syntax[] {
  const found: Syntax[] = lines.map(() => ({ words: [], properties: [] }));
  if (lines.length === 0) return found;
  const text = `# escape=${escape}\n${lines.map((line) => neutralise(line, escape)).join("\n")}`;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const line = instruction.getRange().start.line;
    if (line < 1 || line > lines.length) continue;
    const isProperties = instruction instanceof PropertyInstruction;
    found[line - 1] = {
      words: instruction.getArguments().map((argument) => span(argument.getRange())),
      properties: isProperties
        ? instruction.getProperties().map((property) => {
            const value = property.getValueRange();
            return {
              name: span(property.getNameRange()),
              value: value ? span(value) : undefined,
              legacy: property.getAssignmentOperator() === null,
            };
          })
        : [],
    };
  }
  return found;
}

/**
 * A `<<` would open a heredoc, a `--` a flag, an escape character at the end would continue the line, and so would one
 * that stands between blanks, which Docker takes for a word, in ENV and LABEL together with the blank behind it.
 */
function neutralise(line: string, escape: "\\" | "`"): string {
  const isProperties = /^\s*(?:ENV|LABEL)\s/i.test(line);
  const text = line
    .replace(/<<|--/g, "__")
    .replace(/[\n\r]/g, " ")
    .replace(escape === "`" ? /(?<=[ \t])`[ \t]/g : /(?<=[ \t])\\[ \t]/g, isProperties ? "__" : "_ ")
    .trimEnd();
  return text.endsWith(escape) ? `${text.slice(0, -1)}_` : text;
}

function span(range: { start: { character: number }; end: { character: number } }): Span {
  return { start: range.start.character, end: range.end.character };
}

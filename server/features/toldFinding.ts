/** A finding as it is told where faults are reported: by issues, by chat. Nobody learns a secret from it. */

import { lineMaskOf, withoutSecrets } from "../context/shownText";
import type { Problem } from "../types";
import { lineNumbersOf } from "../util/lineNumbers";
import { visible } from "../util/visible";
import { code } from "./markdown";

/** More lines than this say no more. */
const mostLines = 12;

/** The lines of a finding, 0-based, and what is to be said of it, as markdown. */
export interface Told {
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
}

/**
 * Tells findings of one text.
 * @param name of the file, without folders. @param versions "Drydock 0.1.0", and what else it may depend on.
 */
export function findingTeller(text: string, name: string, versions: readonly string[]): (problem: Problem) => Told {
  const lineOf = lineNumbersOf(text);
  const mask = lineMaskOf(text);
  const lines = text.split(/\r\n|[\r\n]/);
  return ({ rule, severity, message, span }) => {
    const line = lineOf(span.start);
    const endLine = lineOf(Math.max(span.start, span.end - 1));
    const shown = lines.slice(line, Math.min(endLine + 1, line + mostLines)).map(mask);
    const more = endLine - line + 1 > mostLines ? ["…"] : [];
    // Longer than any fence in it.
    const fence = "`".repeat(Math.max(3, ...(shown.join("\n").match(/`+/g) ?? []).map(({ length }) => length + 1)));
    const paragraphs = [
      `**${rule.id}** (${severity}): ${visible(withoutSecrets(message))}`,
      `${code(name)}, line ${line + 1}:\n\n${[`${fence}${rule.on === "Dockerfile" ? "dockerfile" : "ignore"}`, ...[...shown, ...more].map(visible), fence].join("\n")}`,
      versions.join(" · "),
    ];
    return { line, endLine, text: `${paragraphs.join("\n\n")}\n` };
  };
}

/** Which rules a Dockerfile has anything for: most rules are about a program or an instruction that most files do not have. */

import type { Dockerfile, DockerfileRule } from "../types";

/** The rules that may find something in a file, by the words that they need. In their order. */
export function neededRules(file: Dockerfile, rules: readonly DockerfileRule[]): readonly DockerfileRule[] {
  const text = joined(file).toLowerCase();
  const keywords = new Set(file.instructions.map(({ keyword }) => keyword));
  const known = new Map<string, boolean>();
  const stands = (word: string) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const isThere = /^[A-Z]/.test(word) ? keywords.has(word) : text.includes(word);
    known.set(word, isThere);
    return isThere;
  };
  return rules.filter(({ needs }) => needs === undefined || needs.some(stands));
}

/** The text without the ends of continued lines where one goes through a word. */
function joined({ text, escape }: Dockerfile): string {
  const ends = escape === "`" ? /`[ \t]*\r?\n/g : /\\[ \t]*\r?\n/g;
  const isSplit = escape === "`" ? /\S`[ \t]*\r?\n\S/ : /\S\\[ \t]*\r?\n\S/;
  return isSplit.test(text) ? `${text.replace(ends, "")}\n${text}` : text;
}

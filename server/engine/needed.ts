/** Which rules a Dockerfile has anything for: most rules are about a program or an instruction that most files do not have. */

import type { Dockerfile, DockerfileRule } from "../types";
import { memoize } from "../util/memoize";

/** The rules that may find something in a file, by the words that they need. In their order. */
export function neededRules(file: Dockerfile, rules: readonly DockerfileRule[]): readonly DockerfileRule[] {
  const { words, needs } = wordsOf(rules);
  const text = joined(file).toLowerCase();
  const keywords = new Set(file.instructions.map(({ keyword }) => keyword));
  const known: (boolean | undefined)[] = [];
  const stands = (at: number): boolean => {
    const word = words[at] as string;
    known[at] ??= isKeyword(word) ? keywords.has(word) : text.includes(word);
    return known[at];
  };
  return rules.filter((_, at) => needs[at]?.some(stands) ?? true);
}

/** The words that rules need, each once, and for each rule the places of its own; undefined for one that needs none. */
const wordsOf = memoize((rules: readonly DockerfileRule[]) => {
  const words = [...new Set(rules.flatMap(({ needs = [] }) => needs))];
  const places = new Map(words.map((word, at) => [word, at]));
  return { words, needs: rules.map(({ needs }) => needs?.map((word) => places.get(word) as number)) };
});

function isKeyword(word: string): boolean {
  return /^[A-Z]/.test(word);
}

/** The text without the ends of continued lines where one goes through a word. */
function joined({ text, escape }: Dockerfile): string {
  const ends = escape === "`" ? /`[ \t]*\r?\n/g : /\\[ \t]*\r?\n/g;
  const isSplit = escape === "`" ? /\S`[ \t]*\r?\n\S/ : /\S\\[ \t]*\r?\n\S/;
  return isSplit.test(text) ? `${text.replace(ends, "")}\n${text}` : text;
}

/** Texts that differ a little, or much, from texts that people write. */

import type { Files } from "../../server/types";
import type { Random } from "./random";

/** What people half type, and what parsers dislike. */
const pieces = [
  ..."\n|\\\n|\r\n|\r|\"|'|[|]|$|${|${A:-|`|<<EOF\n|<<-'E'\n|EOF\n| |\t|&&|;|\\|{|}|(|)|$(|=|#|,|:|@|/|*|**|!|~|-|%".split(
    "|",
  ),
  ...["|", "😀", "\u0000", "\u00a0", "\u2028", "\ufeff", "\u001b[31m", "\u202e", "“", "–", "\ud800"],
  ...["RUN ", "FROM a AS b\n", "COPY --from=", "--mount=type=cache,target=", "ENV A=", "ARG ", "ONBUILD ", "USER 5\n"],
  ...["# escape=`\n", "# syntax=docker/dockerfile:1\n", "# drydock ignore=", 'CMD ["', "HEALTHCHECK CMD ", "SHELL ["],
  ...[
    "npm ci",
    "apt-get install -y ",
    "if true; then ",
    " || true",
    "exec ",
    '"$@"',
    "../",
    "./",
    "null",
    "0",
    "9".repeat(400),
  ],
];

/** Deletes, doubles, swaps and moves pieces, puts in others, and lines of other texts. */
export function mutate(text: string, random: Random, others: readonly string[] = []): string {
  let result = text;
  for (let change = random.below(5); change >= 0; change--) result = pick(random)(result, random, others);
  return result.length > mostLetters ? result.slice(0, mostLetters) : result;
}

/** Files beside a Dockerfile, of which some are changed, missing, or hold what others held. */
export function mutateFiles(files: Files, random: Random): Files {
  const entries = Object.entries(files);
  const texts = entries.map(([, text]) => text);
  return Object.fromEntries(
    entries.flatMap(([path, text]): [string, string][] => {
      const chance = random.next();
      if (chance < 0.05) return [];
      if (chance < 0.1) return [[path, random.pick(texts)]];
      if (chance < 0.15) return [[path, random.pick(hostileTexts)]];
      return [[path, chance < 0.4 ? mutate(text, random, texts) : text]];
    }),
  );
}

const mostLetters = 20_000;

type Mutation = (text: string, random: Random, others: readonly string[]) => string;

const mutations: readonly Mutation[] = [
  // Three times, since it makes what people half type.
  ...Array.from(
    { length: 3 },
    (): Mutation => (text, random) => {
      const [start, end] = spanIn(text, random, 20);
      return text.slice(0, start) + (random.next() < 0.5 ? "" : random.pick(pieces)) + text.slice(end);
    },
  ),
  (text, random) => {
    const [start, end] = spanIn(text, random, 20);
    return text.slice(0, end) + text.slice(start);
  },
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random, others) => {
    const lines = text.split("\n");
    lines.splice(random.below(lines.length + 1), random.below(2), lineOf(others, random) ?? random.pick(lines));
    return lines.join("\n");
  },
  (text, random) => {
    const lines = text.split("\n");
    const [moved = ""] = lines.splice(random.below(lines.length), 1);
    lines.splice(random.below(lines.length + 1), 0, moved);
    return lines.join("\n");
  },
  (text, random) => {
    const words = text.split(" ");
    words[random.below(words.length)] = random.pick(words);
    return words.join(" ");
  },
  (text, random) => {
    const piece = random.pick(pieces);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + piece.repeat(1 + random.below(60)) + text.slice(at);
  },
  (text, random) => (random.next() < 0.5 ? text.replaceAll("\n", "\r\n") : text.replaceAll("\r\n", "\n")),
  (text, random) => (random.next() < 0.3 ? `\ufeff${text}` : text.toUpperCase()),
];

const pick = (random: Random) => random.pick(mutations);

/** What may lie under any name. */
const hostileTexts = [
  ...[
    "",
    "\0",
    "{",
    "[".repeat(3000),
    '{"scripts":{"start":{}}}',
    '{"dependencies":[]}',
    "null",
    "[]",
    '"x"',
    "- ".repeat(2000),
  ],
  ...[
    '{"scripts":{"start":"npm start","prestart":"npm start"}}',
    '{"workspaces":{"packages":1}}',
    '{"main":"../../../x"}',
  ],
  ...[
    '{"__proto__":{"a":1},"constructor":"x","toString":{}}',
    "a: &a [*a, *a]\n",
    '#!/bin/sh\nexec "$0"\n',
    "\ufeff{}",
  ],
  ...[
    "#!/bin/sh\n######\n########\nif true; then\n",
    '{"lockfileVersion":"x","packages":[]}',
    "FROM \\\n",
    "*\n!*\n**\n",
  ],
];

function spanIn(text: string, random: Random, most: number): [number, number] {
  const start = random.below(text.length + 1);
  return [start, start + random.below(most)];
}

function lineOf(others: readonly string[], random: Random): string | undefined {
  return others.length > 0 ? random.pick(random.pick(others).split("\n")) : undefined;
}

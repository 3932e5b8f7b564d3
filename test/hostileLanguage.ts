/** Texts that repeat one thing, as everything sees them that serves the language and the layout of Dockerfiles. */

import { formatDockerfile } from "../server/format/format";
import { coloursOf } from "../server/language/colours";
import { definitionsAt, nameAt, namesOf } from "../server/language/declaredNames";
import { imageLinks } from "../server/language/imageLinks";
import { completeInstruction } from "../server/language/instructionCompletion";
import { instructionHover } from "../server/language/instructionHover";
import { foldsOf, outlineOf } from "../server/language/outline";
import { rename, renamedAt } from "../server/language/rename";
import { signatureAt } from "../server/language/signature";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Dockerfile } from "../server/types";

type Case = readonly [title: string, run: (size: number) => unknown, size: number];

/** All that is served of a text at a place of it. */
export function serveAll(file: Dockerfile, offset: number): void {
  namesOf(file);
  outlineOf(file);
  foldsOf(file);
  imageLinks(file);
  coloursOf(file);
  nameAt(file, offset);
  definitionsAt(file, offset);
  renamedAt(file, offset);
  rename(file, offset, "other");
  completeInstruction(file, offset, "2026-11-23");
  instructionHover(file, offset);
  signatureAt(file, offset);
}

/** All layouts of a text. */
export function formatAll(file: Dockerfile): void {
  formatDockerfile(file, { keywordCase: "upper", onePerLine: true, separateStages: true, indent: 4 });
  formatDockerfile(file, { keywordCase: "lower", onePerLine: false, separateStages: false, indent: "tab" });
}

const more: Readonly<Record<string, (size: number) => string>> = {
  "one variable": (size) => `ARG A=1\nFROM a:$A\n${"ARG A=$A\nENV A=$A\nRUN echo $A\n".repeat(size)}`,
  "one variable of many stages": (size) =>
    Array.from({ length: size }, (_, i) => `FROM ${i ? `s${i - 1}` : "a"} AS s${i}\nRUN echo $A\nENV A=$A\n`).join(""),
  "variables in continued lines": (size) => `FROM a\nENV A=1${" \\\n  B=$A".repeat(size)}\n`,
  "packages on lines": (size) => `FROM a\nrun apt-get install -y${" \\\n# c\n a b".repeat(size)} && x\n`,
  "blank lines": (size) => `FROM a\n${"\n \n# a\n".repeat(size)}RUN a \\\n${"\n".repeat(size)}`,
  regions: (size) => `${"# region\n".repeat(size)}FROM a\n${"# endregion\n".repeat(size)}`,
  quotes: (size) => `FROM a\nRUN echo ${'"$(echo \\\n'.repeat(size)}`,
  "half a keyword": (size) => `${"\n".repeat(size)}${"R".repeat(size)}`,
  "half a mount": (size) => `FROM a\nRUN --mount=${"type=cache,".repeat(size)}`,
  blanks: (size) => `FROM a\nRUN${" ".repeat(size)}x${" ".repeat(size)}\\\n${" ".repeat(size)}y`,
};

/** The first name from an offset on: where a name stands there is more to do than elsewhere. */
function namedPlace(file: Dockerfile, from: number): number {
  const places = namesOf(file).flatMap(({ occurrences }) => occurrences.map(({ start }) => start));
  return places.filter((place) => place >= from).reduce((least, place) => Math.min(least, place), file.text.length);
}

/** @param repeated more texts, by what they repeat. */
export function languageCases(repeated: Readonly<Record<string, (size: number) => string>>): Case[] {
  return Object.entries({ ...repeated, ...more }).flatMap(([title, text]): Case[] => [
    [
      `serving ${title}`,
      (size) => {
        const file = parseDockerfile(text(size));
        serveAll(file, file.text.length);
        serveAll(file, namedPlace(file, Math.floor(file.text.length / 2)));
      },
      100,
    ],
    [`formatting ${title}`, (size) => formatAll(parseDockerfile(text(size))), 100],
  ]);
}

/** Layout: what the formatter makes, what it leaves alone, and that it changes no meaning. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { type FormatOptions, formatDockerfile } from "../server/format/format";
import { changedInstructions } from "../server/format/formatMeaning";
import { parseDockerfile } from "../server/syntax/dockerfile";

const usual: FormatOptions = { keywordCase: "upper", onePerLine: false, separateStages: true, indent: 4 };

function format(text: string, options: FormatOptions = usual): string {
  return apply(text, formatDockerfile(parseDockerfile(text), options));
}

const cases: readonly (readonly [title: string, before: string, after: string, options?: Partial<FormatOptions>])[] = [
  ["keywords", "from a as b\nrun x\nonbuild run y\n", "FROM a AS b\nRUN x\nONBUILD RUN y\n"],
  ["keywords in lower case", "FROM a AS b\nRUN x\n", "from a as b\nrun x\n", { keywordCase: "lower" }],
  ["keywords as they are", "from a AS b\nRun  x\n", "from a AS b\nRun x\n", { keywordCase: "keep" }],
  [
    "blanks before and between",
    "FROM   a  AS\tb\n  COPY  --from=b   --link a b\n",
    "FROM a AS b\nCOPY --from=b --link a b\n",
  ],
  ["blanks behind", "FROM a  \n# c \t\nRUN x \\ \n  y\t\n \n", "FROM a\n# c\nRUN x \\\n    y\n"],
  ["no line end at the end", "FROM a", "FROM a\n"],
  ["empty lines at the end", "FROM a\n\n \n\n", "FROM a\n"],
  ["several empty lines", "FROM a\n\n\n\nRUN x\n", "FROM a\n\nRUN x\n"],
  ["an empty line above a stage", "FROM a\nRUN x\n# b\nFROM b\n", "FROM a\nRUN x\n\n# b\nFROM b\n"],
  ["none if not wanted", "FROM a\nFROM b\n", "FROM a\nFROM b\n", { separateStages: false }],
  ["no line above the first stage", "ARG A\nFROM a\n", "ARG A\nFROM a\n"],
  ["continued lines", "FROM a\nRUN x \\\n  && y \\\n&& z\n", "FROM a\nRUN x \\\n      && y \\\n    && z\n"],
  ["deeper ones stay deeper", "FROM a\nRUN x \\\n  && y \\\n      z\n", "FROM a\nRUN x \\\n    && y \\\n        z\n"],
  ["tabs", "FROM a\nRUN x \\\n  && y \\\n      z\n", "FROM a\nRUN x \\\n\t&& y \\\n\t\tz\n", { indent: "tab" }],
  ["from tabs", "FROM a\nRUN x \\\n\t&& y \\\n\t\tz\n", "FROM a\nRUN x \\\n  && y \\\n    z\n", { indent: 2 }],
  ["comments between", "FROM a\nRUN x \\\n# about y\n  && y\n", "FROM a\nRUN x \\\n    # about y\n    && y\n"],
  ["values", 'FROM a\nENV A=1 \\\n  B="x \\\n  y" \\\n  C=2\n', 'FROM a\nENV A=1 \\\n    B="x \\\n  y" \\\n    C=2\n'],
  ["arrays", 'FROM a\nCMD [ \\\n "x", \\\n  "y" \\\n ]\n', 'FROM a\nCMD [ \\\n    "x", \\\n     "y" \\\n]\n'],
  ["indented comments", "FROM a\n  # c\nRUN x\n", "FROM a\n# c\nRUN x\n"],
  ["the backtick", "# escape=`\nFROM a\nCOPY a `\n b `  \n  c\n", "# escape=`\nFROM a\nCOPY a `\n    b `\n     c\n"],
  ["carriage returns", "FROM a \r\nRUN x \\\r\n y\r\nFROM b", "FROM a\r\nRUN x \\\r\n    y\r\n\r\nFROM b\r\n"],
  ["a byte order mark", "\uFEFFfrom a \nRUN x\n", "\uFEFFFROM a\nRUN x\n"],
  [
    "packages",
    "FROM a\nRUN apt-get update && apt-get install -y b c && x\n",
    "FROM a\nRUN apt-get update && apt-get install -y \\\n        b \\\n        c \\\n    && x\n",
    { onePerLine: true },
  ],
  ["packages alone", "FROM a\nRUN apk add b c\n", "FROM a\nRUN apk add \\\n    b \\\n    c\n", { onePerLine: true }],
  [
    "packages with comments between",
    "FROM a\nRUN x && apk add \\\n b \\\n# c\n  c\n",
    "FROM a\nRUN x && apk add \\\n        b \\\n        # c\n        c\n",
    { onePerLine: true },
  ],
  ["one package", "FROM a\nRUN apk add b\n", "FROM a\nRUN apk add b\n", { onePerLine: true }],
];

/** Each is left as it is, at any choice but the case of keywords. */
const untouched: Readonly<Record<string, string>> = {
  "a heredoc": "FROM a\nRUN <<EOF\n  x  \n\n\n\ty\nEOF\n",
  "a heredoc beside a command": "FROM a\nRUN cat <<EOF > x && \\\n  y\n   a  \nEOF\n",
  "a heredoc without an end": "FROM a\nRUN <<EOF\n  x  \n\n\n",
  "lines in quotes": "FROM a\nRUN echo 'a \\\n  b' \n".replace(" \n", "\n"),
  "lines in a substitution": 'FROM a\nRUN echo "$(x \\\n  y)"\n',
  "lines in a default": "FROM a\nRUN echo ${A:-x \\\n  y}\n",
  "a word in two lines": "FROM a\nRUN echo a\\\nb\n",
  "a value that is the rest of the line": "FROM a\nENV A b \\\n   c\n",
  "text behind a comment of the shell": "FROM a\nRUN x # a \\\n  b\n",
  "a comment that is no directive": "\n# syntax=x\nFROM a\n",
  "an indented comment that is no directive": " # syntax=x\nFROM a\n",
  "an instruction that nobody knows": "FROM a\nRUNN   x \\\n y\n",
  PowerShell: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN x ; \\\n  y\n',
  "no text": "\0\0\0\0",
  nothing: "",
};

describe("the formatter", () => {
  for (const [title, before, after, options] of cases) {
    const all = { ...usual, ...options };
    test(title, () => {
      assert.equal(format(before, all), after);
      assert.equal(format(after, all), after, "the second time");
    });
  }
  for (const [title, text] of Object.entries(untouched)) {
    test(`leaves ${title}`, () => {
      for (const indent of [2, "tab"] as const) assert.equal(format(text, { ...usual, indent }), text);
    });
  }
});

describe("formatting the corpus", () => {
  const folder = path.join(process.cwd(), "test/corpus");
  for (const name of readdirSync(folder).filter((it) => it.endsWith("Dockerfile"))) {
    const plain = readFileSync(path.join(folder, name), "utf8");
    for (const text of [plain, plain.replace(/\r?\n/g, "\r\n"), `\uFEFF${plain}`]) {
      test(`${name}, ${JSON.stringify(text.slice(0, 1))}, ${text.length}`, () => {
        const layouts: readonly Partial<FormatOptions>[] = [{}, { onePerLine: true, indent: 2 }, { indent: "tab" }];
        for (const options of layouts) {
          const file = parseDockerfile(text);
          const after = format(text, { ...usual, ...options });
          assert.equal(changedInstructions(file, parseDockerfile(after))?.size, 0);
          assert.equal(format(after, { ...usual, ...options }), after);
          const isCrlf = text.includes("\r\n");
          assert.equal((after.match(/(?<!\r)\n/g) ?? []).length > 0, !isCrlf, "line ends stay");
        }
      });
    }
  }
});

/** Names of stages and variables: where each stands, where it is given, and what another name makes of the text. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { apply } from "../server/edits/edits";
import { definitionsAt, nameAt } from "../server/language/declaredNames";
import { rename, renamedAt } from "../server/language/rename";
import { parseDockerfile } from "../server/syntax/dockerfile";

/** `|` is where the pointer is; `[…]` stands around every place of the name there, `<…>` around the one that gives it. */
const cases: readonly string[] = [
  "FROM a AS <b|>\nFROM c\nCOPY --from=[b] x y",
  "FROM a AS <b>\nFROM c\nCOPY --from=[B|] x y",
  "FROM a AS <b>\nFROM [b|] AS d",
  "FROM a AS <b>\nFROM c\nCOPY --from=[|0] x y",
  "FROM a AS <b>\nFROM c\nRUN --mount=type=bind,from=[b|],target=/x y",
  "FROM a AS b\nFROM a AS <b|>\nFROM [b]",
  "ARG <V>=1\nFROM a:$[V|]",
  "ARG <V>=1\nFROM a:${[V|]}-slim\nFROM b:$[V]",
  "ARG <V>=1\nFROM a\nARG [V|]\nRUN echo $[V]",
  'ARG [V]=1\nFROM a\nARG <V>\nRUN echo "${[V|]:-x}"',
  "ARG V=1\nFROM a\nARG <V>=2\nRUN echo $[V|]".replace("ARG V=1", "ARG [V]=1"),
  "FROM a\nARG V\nFROM b\nARG <V>\nRUN echo $[V|]",
  "FROM a\nENV <A>=1\nRUN echo '$A' \"$[A|]\" && cd $[A]",
  "FROM a\nENV <A>=1 B=2\nWORKDIR $[A|]/$B",
  "FROM a\nENV [A]=1\nENV <A>=2\nUSER $[A|]",
  "FROM a AS b\nENV <A>=1\nFROM b\nCOPY x $[A|]",
  "FROM a AS b\nENV A=1\nFROM c\nENV <A>=1\nCOPY x $[A|]",
  "FROM a\nENV <A>=1\nCOPY <<E /x\n$[A|]\nE",
  "FROM a\nENV <A>=1\nRUN <<E\necho $[A|]\nE",
  "FROM a\nENV <A>=1\nRUN [A]=2 && echo $[A|]",
  'FROM a\nENV <A>=1\nCMD ["sh", "-c", "echo $[A|]"]',
  "FROM a\nRUN echo $A\nENV <A|>=$A\nRUN echo $[A]",
  "FROM a\nCMD echo $[A]\nENV <A|>=1",
  "FROM a\nENV <A>=1\nENV B=x \\\n  C=$[A|]",
  "FROM a\nENV <A>=1\nRUN x \\\n  # $A\n  && echo $[A|]",
  "FROM a\nENV <A>=1\nONBUILD RUN echo $[A|]",
  "FROM a\nRUN <x>=1; echo $[x|]\nRUN x=1; echo $x",
  "FROM a\nRUN for <i> in 1 2; do echo $[i|]; done",
  "FROM a\nRUN read <x> && echo $((x|))".replace("$((x|))", "$[x|]"),
];

/** The text without marks, and where they stood. */
function read(marked: string) {
  const marks = {
    "[": [] as number[],
    "]": [] as number[],
    "<": [] as number[],
    ">": [] as number[],
    "|": [] as number[],
  };
  let text = "";
  // A heredoc and a JSON array have such signs of their own.
  for (const [sign] of marked.matchAll(/<<E|\["|"\]|[\s\S]/g)) {
    if (sign in marks) marks[sign as keyof typeof marks].push(text.length);
    else text += sign;
  }
  const spans = (starts: readonly number[], ends: readonly number[]) =>
    starts.map((start, index) => ({ start, end: ends[index] as number }));
  const given = spans(marks["<"], marks[">"]);
  const all = [...given, ...spans(marks["["], marks["]"])].sort((one, other) => one.start - other.start);
  return { text, offset: marks["|"][0] as number, given, all };
}

describe("where names stand", () => {
  for (const marked of cases) {
    test(JSON.stringify(marked), () => {
      const { text, offset, given, all } = read(marked);
      const file = parseDockerfile(text);
      const spans = nameAt(file, offset)?.name.occurrences.map(({ start, end }) => ({ start, end }));
      assert.deepEqual(spans, all);
      assert.deepEqual(
        definitionsAt(file, offset).map(({ start, end }) => ({ start, end })),
        given,
      );
    });
  }
  for (const text of ["FROM a\nRUN echo \\$|A", "FROM a\nRUN echo '$|A'", "FROM |a", "FROM a\n# $|A", "|"]) {
    test(`no name: ${JSON.stringify(text)}`, () => {
      const offset = text.indexOf("|");
      assert.equal(nameAt(parseDockerfile(text.replace("|", "")), offset), undefined);
    });
  }
});

/** What becomes of the text, or why nothing does. */
const renamings: readonly (readonly [marked: string, name: string, after: string | RegExp])[] = [
  ["FROM a AS b|\nFROM b\nCOPY --from=b x --from=0 y\n", "c", "FROM a AS c\nFROM c\nCOPY --from=c x --from=0 y\n"],
  ["FROM a AS b|\nFROM c\nCOPY --from=0 x y\n", "d", "FROM a AS d\nFROM c\nCOPY --from=0 x y\n"],
  ["FROM a AS b|\nFROM c\n", "c", /has a meaning/],
  ["FROM a AS b|\nFROM b AS c\n", "C", /a stage C already/],
  ["FROM a AS b|\nFROM c\nCOPY --from=d x y\n", "d", /has a meaning/],
  ["ARG S=b\nFROM a AS b|\nFROM $S\n", "c", /has a meaning/],
  ["FROM a AS b|\n", "1b", /begins with a letter/],
  ["FROM a AS b|\n", "scratch", /something else/],
  ["ARG V|=1\nFROM a:$V\nARG V\nRUN echo ${V:-x}\n", "W", "ARG W=1\nFROM a:$W\nARG W\nRUN echo ${W:-x}\n"],
  ["FROM a\nENV A|=1 B=$A\nRUN A=2 x\n", "C", "FROM a\nENV C=1 B=$A\nRUN C=2 x\n"],
  ["FROM a\nENV A|=1\nENV B=2\n", "B", /has a meaning/],
  ["FROM a\nENV A|=1\n", "a-b", /letters, digits/],
  ["FROM a\nARG TARGETARCH|\n", "A", /builder/],
  ["FROM a\nENV PATH|=/x:$PATH\n", "P", /base image/],
  ["FROM node:24\nENV NODE_VERSION|=1\n", "V", /base image/],
  ["FROM a\nRUN echo $A|\n", "B", /not named/],
];

describe("another name", () => {
  for (const [marked, name, expected] of renamings) {
    test(`${name} in ${JSON.stringify(marked)}`, () => {
      const offset = marked.indexOf("|");
      const text = marked.replace("|", "");
      const result = rename(parseDockerfile(text), offset, name);
      if (typeof expected === "string") {
        assert.ok("edits" in result, JSON.stringify(result));
        assert.equal(apply(text, result.edits), expected);
      } else assert.match("reason" in result ? result.reason : apply(text, result.edits), expected);
    });
  }

  test("what cannot be renamed is not offered", () => {
    const at = (marked: string) => renamedAt(parseDockerfile(marked.replace("|", "")), marked.indexOf("|"))?.text;
    assert.equal(at("FROM a AS b|"), "b");
    assert.equal(at("FROM a AS b\nFROM c\nCOPY --from=0| x y"), undefined);
    assert.equal(at("FROM a\nARG TARGETOS|"), undefined);
    assert.equal(at("FROM a\nUSER $X|"), undefined);
  });

  test("who else knows the name is told", () => {
    const build = {
      kind: "compose",
      file: "compose.yaml",
      name: "web",
      context: "",
      dockerfile: "Dockerfile",
    } as const;
    const builds = [{ ...build, target: "b", args: { V: "1" }, contexts: [] }];
    const facts = { today: "2026-11-23", context: { by: "definition", isCertain: true, builds } } as const;
    const file = parseDockerfile('ARG V\nFROM a AS b\nARG V\nRUN x\nCMD ["x", "V"]\n');
    const notes = (offset: number) => {
      const result = rename(file, offset, "other", facts);
      return "notes" in result ? result.notes : [];
    };
    assert.deepEqual(notes(file.text.indexOf("b\n")), ["compose.yaml names b, too: change it there as well."]);
    assert.deepEqual(notes(4), [
      "compose.yaml names V, too: change it there as well.",
      "V stands in line 5 as well, and was left there.",
    ]);
  });
});

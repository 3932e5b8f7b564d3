/** What is served of the language of Dockerfiles: outline, folds, links, parameters, completion, hovers, colours. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { coloursOf } from "../server/language/colours";
import { imageLinks } from "../server/language/imageLinks";
import { completeInstruction } from "../server/language/instructionCompletion";
import { instructionHover } from "../server/language/instructionHover";
import { foldsOf, type OutlineNode, outlineOf } from "../server/language/outline";
import { signatureAt } from "../server/language/signature";
import { parseDockerfile } from "../server/syntax/dockerfile";

/** `|` is where the pointer is. */
function at<Result>(marked: string, ask: (file: ReturnType<typeof parseDockerfile>, offset: number) => Result): Result {
  return ask(parseDockerfile(marked.replace("|", "")), marked.indexOf("|"));
}

test("the outline has stages, and instructions in them", () => {
  const file = parseDockerfile("ARG V=1\nFROM a:$V AS b\nENV X=1 Y=2\nRUN x \\\n  && y\nFROM c\nONBUILD COPY a b\n");
  const shown = (node: OutlineNode): unknown => [node.kind, node.name, node.detail, node.children.map(shown)];
  assert.deepEqual(outlineOf(file).map(shown), [
    ["variable", "ARG", "V", []],
    [
      "stage",
      "b",
      "a:$V",
      [
        ["variable", "ENV", "X Y", []],
        ["run", "RUN", "x && y", []],
      ],
    ],
    ["stage", "c", "", [["files", "ONBUILD COPY", "a b", []]]],
  ]);
});

test("stages, continued lines, heredocs, comments and regions fold", () => {
  const text =
    "# a\n# b\nFROM a\nRUN x \\\n  y\n# region r\nRUN <<E\nz\nE\n# endregion\nCOPY <<A <<B /x\n1\n2\nA\n3\n4\nB\nFROM b\n";
  assert.deepEqual(
    foldsOf(parseDockerfile(text)).map(({ startLine, endLine, kind }) => [startLine, endLine, kind]),
    [
      [0, 1, "comment"],
      [2, 16, undefined],
      [3, 4, undefined],
      [5, 9, "region"],
      [6, 8, undefined],
      [10, 16, undefined],
      [11, 13, undefined],
      [14, 16, undefined],
    ],
  );
});

test("images have their pages", () => {
  const text =
    "# syntax=docker/dockerfile:1\nARG V=1\nFROM node:$V AS a\nFROM a\nFROM scratch\nFROM quay.io/b/c:1\nFROM b/c\n" +
    "FROM my.example/x\nFROM $UNKNOWN\nFROM public.ecr.aws/docker/library/node:24\nCOPY --from=nginx:1 /a /b\n";
  assert.deepEqual(
    imageLinks(parseDockerfile(text)).map(({ start, end, address }) => [text.slice(start, end), address]),
    [
      ["docker/dockerfile:1", "https://hub.docker.com/r/docker/dockerfile"],
      ["node:$V", "https://hub.docker.com/_/node"],
      ["quay.io/b/c:1", "https://quay.io/repository/b/c"],
      ["b/c", "https://hub.docker.com/r/b/c"],
      ["public.ecr.aws/docker/library/node:24", "https://hub.docker.com/_/node"],
      ["nginx:1", "https://hub.docker.com/_/nginx"],
    ],
  );
});

describe("parameters", () => {
  const cases: readonly (readonly [marked: string, part: string | undefined])[] = [
    ["FROM |", "IMAGE"],
    ["FROM --platform=|", "[--platform=PLATFORM]"],
    ["FROM a |", "[AS NAME]"],
    ["FROM a\nCOPY a|", "SOURCE…"],
    ["FROM a\nCOPY a b |", "DESTINATION"],
    ["FROM a\nCOPY --fr|", "[--FLAG=VALUE…]"],
    ['FROM a\nCMD ["x"|]', '["PROGRAM", "ARGUMENT"…]'],
    ["FROM a\nCMD x|", "COMMAND"],
    ["FROM a\nHEALTHCHECK NONE|", "NONE"],
    ["FROM a\nRUN x \\\n  y|", "COMMAND"],
    ["FRO|M a", undefined],
    ["FROM a\nRUN <<E\nx|\nE", undefined],
    ["FROM a\n# |", undefined],
    ["WRONG |", undefined],
    ["|", undefined],
  ];
  for (const [marked, part] of cases) {
    test(JSON.stringify(marked), () => {
      const found = at(marked, signatureAt);
      assert.equal(found?.forms[found.form]?.parts[found.part]?.label, part);
      for (const { label, parts } of found?.forms ?? []) for (const it of parts) assert.ok(label.includes(it.label));
    });
  }
});

/** The first of what is offered, and what becomes of the text when that is taken; undefined where others may offer. */
const completions: readonly (
  | readonly [marked: string, first: readonly string[], after?: string]
  | readonly [string]
)[] = [
  ["|", ["FROM", "ARG", "ADD"], "FROM "],
  ["FROM a\nr|", ["ADD", "ARG", "CMD"], "FROM a\nADD "],
  ["from a\nr|", ["add", "arg"]],
  ["FROM a\nONBUILD r|", ["ADD", "ARG", "CMD"]],
  ["FROM a\nCOPY --|", ["--from", "--chown", "--chmod", "--link"], "FROM a\nCOPY --from="],
  ["FROM a\nCOPY --from=x --| a b", ["--chown", "--chmod", "--link"]],
  ["FROM a\nCOPY \\\n  --ch| \\\n  a b", ["--from"]],
  [
    "FROM a AS b\nFROM c AS d\nFROM e\nCOPY --from=|",
    ["d", "b", "alpine"],
    "FROM a AS b\nFROM c AS d\nFROM e\nCOPY --from=d",
  ],
  ["FROM a AS b\nFROM |", ["b", "alpine"]],
  ["FROM a |", ["AS"]],
  ["FROM a AS |"],
  ["FROM alpine:|", ["3", "3.24", "3.23", "3.22"], "FROM alpine:3"],
  ["FROM alpine:3|.1", ["3", "3.24"], "FROM alpine:3"],
  ["FROM --platform=|", ["$BUILDPLATFORM", "$TARGETPLATFORM"]],
  ["FROM a\nRUN --mount=|", ["type", "target"], "FROM a\nRUN --mount=type="],
  ["FROM a\nRUN --mount=type=|", ["cache", "secret", "bind", "ssh", "tmpfs"]],
  ["FROM a\nRUN --mount=type=cache,|", ["target", "id", "sharing"]],
  ["FROM a\nRUN --mount=type=cache,target=/x,sharing=|", ["shared", "locked", "private"]],
  ["FROM a AS b\nFROM c\nRUN --mount=type=bind,from=|", ["b"]],
  ["FROM a\nRUN --mount=type=bind,source=|"],
  ["FROM a\nRUN --network=|", ["default", "none", "host"]],
  ["FROM node:24\nRUN useradd app\nUSER |", ["app", "node", "root"]],
  ["FROM node:24\nCOPY --chown=|", ["node", "root"]],
  ["FROM a\nSTOPSIGNAL |", ["SIGTERM"]],
  ["FROM a\nHEALTHCHECK |", ["CMD", "NONE"]],
  ["ARG V=1\nFROM a\nARG |", ["V", "BUILDPLATFORM"]],
  ["FROM a\nENV A=1\nENV B=2\nWORKDIR $|", ["B", "A", "PATH"], "FROM a\nENV A=1\nENV B=2\nWORKDIR $B"],
  ["FROM a\nENV A=1\nRUN echo ${|", ["A", "PATH"], "FROM a\nENV A=1\nRUN echo ${A}"],
  ["FROM a\nENV A=1\nRUN x=1; echo $|", ["x", "A"]],
  ["ARG V=1\nFROM a:$|", ["V", "BUILDPLATFORM"]],
  ["FROM a\nENV A=1\nRUN echo \\$|"],
  ['FROM a\nENV A=1\nCMD ["$|"]'],
  ["FROM a\nRUN apt-get -|"],
  ["FROM a\nRUN x|"],
  ["FROM a\nCOPY x|"],
];

describe("completion", () => {
  for (const [marked, first, after] of completions) {
    test(JSON.stringify(marked), () => {
      const found = at(marked, (file, offset) => completeInstruction(file, offset, "2026-11-23"));
      assert.deepEqual(
        found?.offers.slice(0, first?.length ?? 1).map(({ label }) => label),
        first,
      );
      const [best] = found?.offers ?? [];
      if (after === undefined || !found || !best) return;
      const text = marked.replace("|", "");
      const { start, end } = found.span;
      assert.equal(text.slice(0, start) + (best.insert ?? best.label) + text.slice(end), after);
    });
  }

  test("the support of a tag is told", () => {
    const found = at("FROM alpine:|", (file, offset) => completeInstruction(file, offset, "2026-11-23"));
    const details = new Map(found?.offers.map(({ label, detail }) => [label, detail]));
    assert.match(details.get("3.20") ?? "", /^support ended 2026/);
    assert.match(details.get("3.24") ?? "", /^supported until 20/);
  });
});

test("keywords, flags and mounts are explained", () => {
  const start = (marked: string) => at(marked, instructionHover)?.markdown.slice(0, 14);
  assert.equal(start("FR|OM a"), "Begins a stage");
  assert.equal(start("FROM a\nONBUILD R|UN x"), "Runs a command");
  assert.equal(start("FROM a\nCOPY --ch|own=b c d"), "`--chown`: Who");
  assert.equal(start("FROM a\nRUN --mount=type=ca|che,target=/x y"), "`type=cache`: ");
  assert.equal(start("FROM a\nRUN --mount=type=cache,tar|get=/x y"), "`target`: Wher");
  assert.equal(start("FROM a\nRUN e|cho"), undefined);
  assert.equal(start("WRO|NG a"), undefined);
});

test("each part has its colour", () => {
  const text =
    'FROM a as b\nRUN --mount=type=cache,target=/x if [ -n "$A" ]; then # c\\\n  # d\n  b --e \'f\'; fi\nCMD ["x"]\nCOPY --from=b $Y /\n';
  const file = parseDockerfile(text);
  assert.deepEqual(
    coloursOf(file).map(({ start, end, kind }) => `${text.slice(start, end)} ${kind}`),
    [
      ...["FROM keyword", "as keyword", "b namespace", "RUN keyword", "--mount parameter", "type property"],
      ...["cache enumMember", "target property", "if keyword", "[ function", "-n parameter", '" string', "$A variable"],
      ...['" string', "; operator", "then keyword", "# c\\ comment", "# d comment", "b --e 'f'; fi comment"],
      ...["CMD keyword", '"x" string', "COPY keyword", "--from parameter", "Y variable"],
    ],
  );
});

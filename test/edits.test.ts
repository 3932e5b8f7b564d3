/** Taking commands, words and instructions out so that layout and comments stay; and what is written in their place. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  addArguments,
  addFlag,
  appendCommand,
  apply,
  areDisjoint,
  insertAfter,
  insertBefore,
  removeFlag,
} from "../server/edits/edits";
import { execForm } from "../server/edits/execForm";
import { dropInstruction, opensHeredoc, removeCommands, removeItems } from "../server/edits/removal";
import { parseDockerfile } from "../server/syntax/dockerfile";
import type { Edit, Fix, Instruction } from "../server/types";

function read(text: string) {
  const file = parseDockerfile(text);
  return { file, instruction: file.instructions.at(-1) as Instruction };
}

/** Takes the commands that start "gone" out of the last instruction. */
function without(text: string): string | undefined {
  const { file, instruction } = read(text);
  const gone = instruction.script?.commands.filter(({ name }) => name === "gone") ?? [];
  const edits = removeCommands(file, instruction, gone);
  return edits && apply(text, edits);
}

/** A RUN below `FROM x`, and what is left of it; undefined where it cannot be done. */
const commands: readonly (readonly [text: string, left: string | undefined])[] = [
  ["RUN a", "RUN a"],
  ["RUN gone", ""],
  ["RUN gone && gone x", ""],
  ["RUN gone && a", "RUN a"],
  ["RUN a && gone", "RUN a"],
  ["RUN a && gone && b", "RUN a && b"],
  ["RUN a && gone x && gone y && b", "RUN a && b"],
  ["RUN a; gone; b", "RUN a; b"],
  ["RUN a; gone && b", "RUN a; b"],
  ["RUN a && gone; b", "RUN a; b"],
  ["RUN a \\\n  && gone \\\n  && b", "RUN a \\\n  && b"],
  ["RUN a \\\n  && gone", "RUN a"],
  ["RUN gone \\\n  && a", "RUN a"],
  ["RUN a \\\n  # why\n  && gone \\\n  && b", "RUN a \\\n  # why\n  && b"],
  ["RUN a && \\\n  gone", "RUN a"],
  ["RUN a | gone", undefined],
  ["RUN gone | a", undefined],
  ["RUN a || gone", undefined],
  ["RUN gone || a", undefined],
  ["RUN (gone)", undefined],
  ["RUN if a; then gone; fi", undefined],
  ["RUN a $(gone)", undefined],
  ["RUN gone & a", undefined],
  ["RUN if gone", undefined],
  ['RUN ["gone"]', undefined],
  ["RUN gone > x && a", "RUN a"],
  ["RUN <<E\na\ngone\nb\nE", "RUN <<E\na\nb\nE"],
  ["RUN <<E\ngone\nE", ""],
  ["RUN <<E\na; gone\nE", "RUN <<E\na\nE"],
  ["RUN a && gone <<E\nb\nE", undefined],
];

describe("commands go", () => {
  for (const [text, left] of commands) {
    for (const eol of ["\n", "\r\n"]) {
      const own = (written: string) => written.replaceAll("\n", eol);
      test(JSON.stringify(own(text)), () => {
        const expected = left === undefined ? undefined : own(`FROM x\n${left}${left === "" ? "" : "\n"}`);
        assert.equal(without(own(`FROM x\n${text}\n`)), expected);
      });
    }
  }

  test("with the other escape character", () => {
    assert.equal(without("# escape=`\nFROM x\nRUN a `\n  # why\n  && gone"), "# escape=`\nFROM x\nRUN a\n  # why");
  });
});

/** Words of the last instruction, those that begin with "x" taken out. */
const items: readonly (readonly [text: string, left: string])[] = [
  ["COPY a x b", "COPY a b"],
  ["COPY x a b", "COPY a b"],
  ["COPY a x x2 b", "COPY a b"],
  ["COPY a b x", "COPY a b"],
  ["COPY a \\\n  x \\\n  b", "COPY a \\\n  b"],
  ["COPY a \\\n  # why\n  x \\\n  b", "COPY a \\\n  # why\n  b"],
  ["COPY a \\\n  b \\\n  x", "COPY a \\\n  b"],
  ["COPY a b", "COPY a b"],
];

describe("items go", () => {
  for (const [text, left] of items) {
    test(JSON.stringify(text), () => {
      const { file, instruction } = read(`FROM z\n${text}\n`);
      const gone = instruction.words.filter(({ text }) => text.startsWith("x"));
      assert.equal(apply(file.text, removeItems(file, instruction.words, gone)), `FROM z\n${left}\n`);
    });
  }
});

describe("instructions go", () => {
  for (const [text, left] of [
    ["FROM x\nRUN a\nRUN b", "FROM x\nRUN a"],
    ["FROM x\r\n# why\r\nRUN b\r\n", "FROM x\r\n# why\r\n"],
    ["FROM x\nRUN b \\\n  # why\n  c\n", "FROM x\n  # why\n"],
    ["FROM x\nRUN <<E\na\nE\n", "FROM x\n"],
    ["FROM x\nRUN", "FROM x"],
  ] as const) {
    test(JSON.stringify(text), () => {
      const { file, instruction } = read(text);
      assert.equal(apply(text, dropInstruction(file, instruction)), left);
    });
  }

  test("whether the lines below are a command's input", () => {
    const opens = (text: string) => read(`FROM x\n${text}`).instruction.script?.commands.map(opensHeredoc);
    assert.deepEqual(opens("RUN a <<E && b <<-'F' && c <<<d && e < f\nE\nF"), [true, true, false, false]);
  });
});

type Editing = (it: ReturnType<typeof read>) => Edit | undefined;

const command = ({ instruction }: ReturnType<typeof read>) => {
  const [first] = instruction.script?.commands ?? [];
  assert.ok(first);
  return first;
};

/** The file below `FROM x` before and after an edit. */
const edits: readonly (readonly [title: string, before: string, edit: Editing, after: string | undefined])[] = [
  [
    "lines above",
    "# why\nRUN a",
    ({ file, instruction }) => insertBefore(file, instruction, "b", "c"),
    "b\nc\n# why\nRUN a",
  ],
  [
    "lines above, not those of other comments",
    "# other\n\nRUN a",
    ({ file, instruction }) => insertBefore(file, instruction, "b"),
    "# other\n\nb\nRUN a",
  ],
  [
    "lines below",
    "RUN a \\\n b",
    ({ file, instruction }) => insertAfter(file, instruction, "c", "d"),
    "RUN a \\\n b\nc\nd",
  ],
  [
    "lines below a heredoc",
    "RUN <<E\na\nE",
    ({ file, instruction }) => insertAfter(file, instruction, "b"),
    "RUN <<E\na\nE\nb",
  ],
  ["a flag", "COPY a b", ({ instruction }) => addFlag(instruction, "--link"), "COPY --link a b"],
  [
    "one more flag",
    "COPY --link a b",
    ({ instruction }) => addFlag(instruction, "--chown=c"),
    "COPY --link --chown=c a b",
  ],
  [
    "a flag less",
    "COPY --link --chown=c a b",
    ({ file, instruction }) => removeFlag(file, instruction, instruction.flags[0] ?? assert.fail()),
    "COPY --chown=c a b",
  ],
  [
    "a flag behind a comment",
    "COPY \\\n# why\n--link a b",
    ({ file, instruction }) => removeFlag(file, instruction, instruction.flags[0] ?? assert.fail()),
    undefined,
  ],
  ["arguments", "RUN a b && c", (it) => addArguments(command(it), "-d e"), "RUN a b -d e && c"],
  ["arguments in exec form", 'RUN ["a", "b"]', (it) => addArguments(command(it), "-d e"), 'RUN ["a", "b", "-d", "e"]'],
  [
    "arguments behind the first word",
    "RUN a b",
    (it) => addArguments(command(it), "-d", command(it).words[0]),
    "RUN a -d b",
  ],
  ["a command", "RUN a", ({ file, instruction }) => appendCommand(file, instruction, "b"), "RUN a && b"],
  [
    "a command in the layout of the others",
    "RUN a \\\n  && b",
    ({ file, instruction }) => appendCommand(file, instruction, "c"),
    "RUN a \\\n  && b \\\n  && c",
  ],
  [
    "a command in a heredoc",
    "RUN <<E\n  a\nE",
    ({ file, instruction }) => appendCommand(file, instruction, "b"),
    "RUN <<E\n  a\n  b\nE",
  ],
  [
    "a command behind an alternative",
    "RUN a || b",
    ({ file, instruction }) => appendCommand(file, instruction, "c"),
    undefined,
  ],
  [
    "a command behind the background",
    "RUN a &",
    ({ file, instruction }) => appendCommand(file, instruction, "c"),
    undefined,
  ],
  [
    "a command behind a comment",
    "RUN a # b",
    ({ file, instruction }) => appendCommand(file, instruction, "c"),
    undefined,
  ],
  ["a command in exec form", 'RUN ["a"]', ({ file, instruction }) => appendCommand(file, instruction, "c"), undefined],
];

describe("edits", () => {
  for (const [title, before, edit, after] of edits) {
    for (const eol of ["\n", "\r\n"]) {
      test(`${title}${eol === "\n" ? "" : " with \\r\\n"}`, () => {
        const it = read(`FROM x\n${before}\n`.replaceAll("\n", eol));
        const made = edit(it);
        const expected = after === undefined ? undefined : `FROM x\n${after}\n`.replaceAll("\n", eol);
        assert.equal(made && apply(it.file.text, [made]), expected);
      });
    }
  }

  test("those that overlap an earlier one, or reach behind the text, are left out", () => {
    const edit = (start: number, end: number, text: string) => ({ start, end, text });
    assert.equal(apply("abcdef", [edit(3, 4, "X"), edit(0, 2, "Y"), edit(1, 3, "Z"), edit(5, 9, "W")]), "YcXef");
    assert.equal(apply("ab", [edit(1, 1, "X"), edit(1, 1, "Y")]), "aXYb");
  });

  test("two fixes fit together unless their edits overlap or insert at one place", () => {
    const fix = (start: number, end: number, file?: string): Fix => ({
      title: "",
      safe: true,
      edits: [{ start, end, text: "", ...(file !== undefined && { file }) }],
    });
    assert.equal(areDisjoint(fix(0, 2), fix(2, 4)), true);
    assert.equal(areDisjoint(fix(0, 3), fix(2, 4)), false);
    assert.equal(areDisjoint(fix(2, 2), fix(2, 2)), false);
    assert.equal(areDisjoint(fix(2, 2), fix(2, 4)), false);
    assert.equal(areDisjoint(fix(0, 3), fix(2, 4, "other")), true);
  });

  test("words in exec form are quoted as JSON is", () => {
    assert.equal(execForm(["node", 'a "b"', "c\\d"]), '["node", "a \\"b\\"", "c\\\\d"]');
    assert.equal(execForm([]), "[]");
  });
});

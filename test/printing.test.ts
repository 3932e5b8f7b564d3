/** What echo and printf print in a shell: what dash 0.5.12 and bash 5.2 were seen to print. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { printedText } from "../server/syntax/printing";
import { parseShell } from "../server/syntax/shell";

const cases: readonly (readonly [command: string, dash: string | undefined, bash: string | undefined])[] = [
  ["echo a 'b c'", "a b c\n", "a b c\n"],
  ["echo", "\n", "\n"],
  ["echo -n a", "a", "a"],
  [String.raw`echo 'a\nb'`, "a\nb\n", "a\\nb\n"],
  [String.raw`echo -e 'a\nb'`, "-e a\nb\n", "a\nb\n"],
  [String.raw`echo -ne "a\0101"`, "-ne aA\n", "aA"],
  [String.raw`printf '#!/bin/sh\nexec "$@"\n'`, '#!/bin/sh\nexec "$@"\n', '#!/bin/sh\nexec "$@"\n'],
  [String.raw`printf '%s\n' a b`, "a\nb\n", "a\nb\n"],
  [String.raw`printf '%s=%s\n' a b c`, "a=b\nc=\n", "a=b\nc=\n"],
  [String.raw`printf '100%%\101\\'`, "100%A\\", "100%A\\"],
  ["printf %d 1", undefined, undefined],
  ["printf a b", undefined, undefined],
  ["printf -v a b", undefined, undefined],
  ["echo $A", undefined, undefined],
  ["cat a", undefined, undefined],
];

for (const [text, ...expected] of cases) {
  const { commands } = parseShell({ text, toDocument: (at) => at }, "bash");
  for (const [index, isDash] of [true, false].entries()) {
    test(`${text} in ${isDash ? "dash" : "bash"}`, () =>
      assert.equal(commands[0] && printedText(commands[0], isDash), expected[index]));
  }
}

test("where the shells differ, and nobody knows which it is, nothing is told", () => {
  const printed = ["echo a", "echo -n a", "echo -e a", "echo 'a\\n'"].map((text) => {
    const [command] = parseShell({ text, toDocument: (at) => at }, "bash").commands;
    return command && printedText(command, undefined);
  });
  assert.deepEqual(printed, ["a\n", "a", undefined, undefined]);
});

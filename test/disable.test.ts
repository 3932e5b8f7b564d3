import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../server/edits/edits";
import { disableInFile, disableOnLine } from "../server/engine/disable";
import { parseDockerfile } from "../server/syntax/dockerfile";
import { parseIgnore } from "../server/syntax/dockerignore";

type Case = [name: string, marked: string, onLine: string | undefined, inFile: string];

const dockerfiles: Case[] = [
  ["one line", "FROM ^a", "# drydock ignore=x\nFROM a", "# drydock ignore-file=x\nFROM a"],
  [
    "continued lines",
    "FROM a\nRUN a \\\n  # why\n  && ^b\n",
    "FROM a\n# drydock ignore=x\nRUN a \\\n  # why\n  && b\n",
    "# drydock ignore-file=x\nFROM a\nRUN a \\\n  # why\n  && b\n",
  ],
  [
    "directives",
    "# syntax=a\r\n# escape=`\r\n\r\nFROM ^a\r\n",
    "# syntax=a\r\n# escape=`\r\n\r\n# drydock ignore=x\r\nFROM a\r\n",
    "# syntax=a\r\n# escape=`\r\n# drydock ignore-file=x\r\n\r\nFROM a\r\n",
  ],
  ["nothing but a directive", "# escape=^`", undefined, "# escape=`\n# drydock ignore-file=x"],
  [
    "another rule is disabled",
    "# Drydock ignore = y -- a reason\nFROM ^a",
    "# Drydock ignore =x, y -- a reason\nFROM a",
    "# drydock ignore-file=x\n# Drydock ignore = y -- a reason\nFROM a",
  ],
  ["an empty file", "^", undefined, "# drydock ignore-file=x\n"],
];
const ignoreFiles: Case[] = [
  ["a pattern", "a\n ^b\n", "a\n# drydock ignore=x\n b\n", "# drydock ignore-file=x\na\n b\n"],
];

for (const [name, marked, onLine, inFile] of dockerfiles) {
  test(`Dockerfile: ${name}`, () => check(parseDockerfile, marked, onLine, inFile));
}
for (const [name, marked, onLine, inFile] of ignoreFiles) {
  test(`ignore file: ${name}`, () => check(parseIgnore, marked, onLine, inFile));
}

/** The problem starts at `^`. */
function check(
  parse: typeof parseDockerfile | typeof parseIgnore,
  marked: string,
  onLine: string | undefined,
  inFile: string,
): void {
  const start = marked.indexOf("^");
  const text = marked.replace("^", "");
  const edit = disableOnLine(parse(text), { start, end: start }, "x");
  assert.equal(edit && apply(text, [edit]), onLine);
  assert.equal(apply(text, [disableInFile(parse(text), "x")]), inFile);
}
